#include "workforce/forecast/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <thread>

#include "workforce/forecast/cold_start.h"
#include "workforce/forecast/handle_time.h"
#include "workforce/forecast/intraday.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t tests_min = 8;  // with fewer origins a queue borrows

// What is kept of a series from its own turn to that of those who borrow from it.
struct Worked {
  SeriesForecast result;
  std::optional<Series> cut;  // without what came from `from` on
  RepairedHistory history;
  std::vector<double> values;
  bool is_cold = false;
};

Series before(const Series& series, Day from) {
  Series cut = series;
  const auto days = static_cast<std::size_t>(std::clamp(from - series.first, 0, series.days()));
  cut.contacts.resize(days * static_cast<std::size_t>(series.slots));
  cut.handle_s.resize(cut.contacts.size());
  return cut;
}

template <class To>
void put_band(To& to, const Band& band) {
  to.low_50 = band.low_50;
  to.high_50 = band.high_50;
  to.low_80 = band.low_80;
  to.high_80 = band.high_80;
  to.low_95 = band.low_95;
  to.high_95 = band.high_95;
}

class Forecasting {
 public:
  Forecasting(const std::vector<Series>& series, const Zone& zone, const ForecastRequest& request)
      : series_(series), zone_(zone), request_(request), worked_(series.size()) {
    for (const Day day : days())
      intervals_.push_back(zone.intervals_of(day, series.empty() ? 30 : series.front().interval_min));
  }

  // Of one series; false: stopped.
  bool own(std::size_t i, const Progress& progress) {
    Worked& work = worked_[i];
    const Series& series = series_[i];
    work.result.queue = series.queue;
    work.result.channel = series.channel;
    work.result.repairs = series.repairs;
    work.cut = before(series, request_.from);
    work.history = history_of(*work.cut, request_.special, zone_, work.result.repairs);
    const std::int32_t gap = request_.from - (series.first + work.history.days());
    const std::int32_t ahead = gap + request_.days;
    for (const std::uint8_t known : work.history.known)
      work.result.history_days += known;
    const CalendarColumns columns(work.history, request_.special, std::max(ahead, ahead_tested_max));
    const ProfileRule rule = choose_profile_rule(work.history);
    auto rolling = roll(work.history, columns, rule, ahead, progress);
    if (!rolling) return false;
    work.result.rolling = std::move(*rolling);
    work.result.origins = work.result.rolling.origins;
    work.is_cold = work.result.origins < tests_min;
    if (!work.is_cold) {
      const Forecasts made = forecasts_at(work.history, columns, rule, work.history.days(), ahead);
      const auto mixed = combine(made, work.result.rolling, work.history.slots, ahead);
      work.values.assign(mixed.begin() + static_cast<std::ptrdiff_t>(gap * work.history.slots), mixed.end());
      tell_tests(work);
      put_points(work, gap);
    }
    note_holidays(work, columns, gap);
    return true;
  }

  void borrow_for_the_cold() {
    std::vector<Donor> donors;
    for (const Worked& work : worked_) {
      if (work.is_cold) continue;
      double sum = 0, days = 0;
      for (std::int32_t d = std::max(0, work.history.days() - 28); d < work.history.days(); ++d) {
        sum += work.history.totals[static_cast<std::size_t>(d)];
        days += 1;
      }
      if (sum > 0)
        donors.push_back(
            {&*work.cut, &work.history, work.values, sum / days, work.result.rolling.days.relative(7)});
    }
    for (Worked& work : worked_) {
      if (!work.is_cold) continue;
      const Borrowed borrowed = borrow(*work.cut, work.history, donors, request_.from, request_.days);
      work.values = borrowed.forecast;
      work.result.method = borrowed.is_from_others ? "borrowed" : "own_mean";
      work.result.tests.clear();
      work.result.coverage.reset();
      work.result.notes.push_back(
          fmt::format("{} days of history are too few to test methods: {}", work.result.history_days,
                      borrowed.is_from_others ? "the shape is taken from like queues, the level is its own"
                                              : "the mean of what there is"));
      work.result.rolling.slots = Spread::assumed(borrowed.relative);
      work.result.rolling.days = Spread::assumed(borrowed.relative);
      put_points(work, request_.from - (work.cut->first + work.history.days()));
    }
  }

  std::vector<SeriesForecast> take() {
    std::vector<SeriesForecast> results;
    for (Worked& work : worked_)
      results.push_back(std::move(work.result));
    return results;
  }

 private:
  std::vector<Day> days() const {
    std::vector<Day> all;
    for (std::int32_t i = 0; i < request_.days; ++i)
      all.push_back(request_.from + i);
    return all;
  }

  static void tell_tests(Worked& work) {
    SeriesForecast& result = work.result;
    const Rolling& rolling = result.rolling;
    int used = 0;
    for (std::size_t m = 0; m < method_count; ++m) {
      const double weight = rolling.weights[0][m];
      if (weight > 0) ++used;
      if (weight >= 0.999) result.method = name_of(static_cast<Method>(m));
      result.tests.push_back(
          {name_of(static_cast<Method>(m)), rolling.methods[m].wape, rolling.methods[m].mase, weight});
    }
    if (used > 1) result.method = "combination";
    if (used > 1) result.tests.push_back({"combination", rolling.chosen.wape, rolling.chosen.mase, 1});
    std::stable_sort(result.tests.begin(), result.tests.end(), [&](const NamedTest& a, const NamedTest& b) {
      if ((a.method == result.method) != (b.method == result.method)) return a.method == result.method;
      return a.wape < b.wape;
    });
    if (rolling.coverage_points > 0)
      result.coverage =
          Coverage{rolling.coverage[0], rolling.coverage[1], rolling.coverage[2], rolling.coverage_points};
  }

  void put_points(Worked& work, std::int32_t gap) const {
    SeriesForecast& result = work.result;
    const auto times = handle_times(*work.cut, work.history);
    const std::int32_t slots = work.history.slots;
    for (std::int32_t i = 0; i < request_.days; ++i) {
      const std::int32_t ahead = gap + i + 1;
      ForecastDay day{request_.from + i};
      for (const Interval& interval : intervals_[static_cast<std::size_t>(i)]) {
        const double value = work.values[static_cast<std::size_t>(i * slots + interval.slot)];
        ForecastPoint point{interval.start, value};
        put_band(point, result.rolling.slots.band(value, ahead));
        if (!times.empty())
          point.handle_s = times[static_cast<std::size_t>((weekday(day.day) - 1) * slots + interval.slot)];
        day.contacts += value;
        result.points.push_back(point);
      }
      put_band(day, result.rolling.days.band(day.contacts, ahead));
      result.days.push_back(day);
    }
  }

  void note_holidays(Worked& work, const CalendarColumns& columns, std::int32_t gap) const {
    for (std::int32_t i = 0; i < request_.days; ++i) {
      const std::int32_t index = work.history.days() + gap + i;
      if (columns.is_closed(index) && work.history.is_open(request_.from + i))
        work.result.notes.push_back(
            fmt::format("{}: forecast as closed, as the same holidays were", text(request_.from + i)));
    }
  }

  const std::vector<Series>& series_;
  const Zone& zone_;
  const ForecastRequest& request_;
  std::vector<std::vector<Interval>> intervals_;
  std::vector<Worked> worked_;
};

Result<void> check(const std::vector<Series>& series, const ForecastRequest& request) {
  std::vector<Issue> issues;
  if (request.days < 1 || request.days > forecast_days_max)
    issues.push_back({"/days", fmt::format("expected 1 to {}", forecast_days_max)});
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::string where = fmt::format("/series/{}", i);
    const Day end = series[i].first + series[i].days();
    if (request.from <= series[i].first)
      issues.push_back({where, fmt::format("has nothing before {}", text(request.from))});
    else if (request.from - end > forecast_gap_max)
      issues.push_back(
          {where, fmt::format("ends on {}, more than {} days before", text(end - 1), forecast_gap_max)});
    if (series[i].interval_min != series.front().interval_min)
      issues.push_back({where, "has intervals of another length"});
  }
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "no_history", "these cannot be forecast", std::move(issues));
}

// Calls work(i, progress) for all i below `count` on some threads; progress is told on this one.
bool on_threads(std::size_t count, std::int32_t threads, const Progress& progress,
                const std::function<bool(std::size_t, const Progress&)>& work) {
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> is_stopped{false};
  const auto run = [&](const Progress& step) {
    while (!is_stopped) {
      const std::size_t i = next++;
      if (i >= count) return;
      if (!work(i, step)) is_stopped = true;
      ++done;
    }
  };
  std::vector<std::jthread> helpers;
  Progress silent;
  silent.report = [&](double) { return !is_stopped.load(); };
  for (std::int32_t t = 1; t < threads && static_cast<std::size_t>(t) < count; ++t)
    helpers.emplace_back([&] { run(silent); });
  Progress told;
  told.report = [&](double part) {
    if (is_stopped || !progress.at((static_cast<double>(done.load()) + part) / static_cast<double>(count)))
      is_stopped = true;
    return !is_stopped.load();
  };
  run(told);
  helpers.clear();
  return !is_stopped;
}

}  // namespace

Result<std::vector<SeriesForecast>> forecast(const std::vector<Series>& series, const Zone& zone,
                                             const ForecastRequest& request, const Progress& progress) {
  if (auto checked = check(series, request); !checked) return tl::unexpected<Error>(checked.error());
  Forecasting work(series, zone, request);
  const bool is_done = on_threads(series.size(), request.threads, progress,
                                  [&](std::size_t i, const Progress& step) { return work.own(i, step); });
  if (!is_done) return cancelled();
  work.borrow_for_the_cold();
  return work.take();
}

Day day_after(const std::vector<Series>& series) {
  Day latest{0};
  for (const Series& one : series) {
    const auto measured = [&](std::int32_t d) {
      int n = 0;
      for (std::int32_t s = 0; s < one.slots; ++s)
        if (!std::isnan(one.contacts[static_cast<std::size_t>(d * one.slots + s)])) ++n;
      return n;
    };
    std::int32_t last = one.days() - 1;
    while (last > 0 && measured(last) == 0)
      --last;
    const bool is_whole = last < 7 || measured(last) * 2 >= measured(last - 7);
    latest = std::max(latest, one.first + last + (is_whole ? 1 : 0));
  }
  return latest;
}

void update_intraday(SeriesForecast& forecast, const Series& actuals, const Zone& zone) {
  const auto slots = static_cast<std::size_t>(actuals.slots);
  std::size_t begin = 0;
  for (std::size_t of_day = 0; of_day < forecast.days.size(); ++of_day) {
    ForecastDay& day = forecast.days[of_day];
    std::size_t end = begin;
    while (end < forecast.points.size() && zone.local(forecast.points[end].start).day == day.day)
      ++end;
    std::vector<double> expected(slots, 0), actual(slots, std::nan(""));
    std::vector<std::size_t> slot_of;
    for (std::size_t i = begin; i < end; ++i) {
      const auto slot =
          static_cast<std::size_t>(zone.local(forecast.points[i].start).second / (actuals.interval_min * 60));
      slot_of.push_back(slot);
      expected[slot] = forecast.points[i].contacts;
    }
    const std::int32_t d = day.day - actuals.first;
    std::size_t last = 0;
    bool has_any = false;
    for (std::size_t s = 0; d >= 0 && d < actuals.days() && s < slots; ++s) {
      actual[s] = static_cast<double>(actuals.contacts[static_cast<std::size_t>(d) * slots + s]);
      if (!std::isnan(actual[s])) {
        last = s;
        has_any = true;
      }
    }
    if (has_any) {
      const IntradayUpdate update = intraday_update(expected, actual, forecast.rolling);
      double known = 0, rest = 0;
      for (std::size_t i = begin; i < end; ++i) {
        ForecastPoint& point = forecast.points[i];
        const std::size_t slot = slot_of[i - begin];
        if (slot <= last) {
          if (!std::isnan(actual[slot])) {
            point.contacts = actual[slot];
            put_band(point,
                     {actual[slot], actual[slot], actual[slot], actual[slot], actual[slot], actual[slot]});
          }
          known += point.contacts;
          continue;
        }
        point.contacts *= update.factor;
        put_band(point, forecast.rolling.slots.band(point.contacts, static_cast<std::int32_t>(of_day) + 1,
                                                    update.day_share));
        rest += point.contacts;
      }
      Band band = forecast.rolling.days.band(rest, static_cast<std::int32_t>(of_day) + 1, update.day_share);
      for (double* edge :
           {&band.low_50, &band.high_50, &band.low_80, &band.high_80, &band.low_95, &band.high_95})
        *edge += known;
      day.contacts = known + rest;
      put_band(day, band);
    }
    begin = end;
  }
}

}  // namespace rapport::workforce
