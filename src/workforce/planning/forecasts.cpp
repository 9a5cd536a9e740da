#include "workforce/planning/forecasts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t run_threads = 2;

struct Made {
  ForecastId forecast_id;
};
BOOST_DESCRIBE_STRUCT(Made, (), (forecast_id))

struct Source {
  HistoryQueue queue;
  Series grid;
};

// The queues' histories on the grid; those without any are left out and said.
class HistoryGrids {
 public:
  HistoryGrids(const ForecastServices& services, OrgId org, const ForecastWanted& wanted, const Zone& zone)
      : services_(services), org_(org), wanted_(wanted), zone_(zone) {}

  Result<std::vector<Source>> read(const Progress& progress, std::vector<std::string>& notes) {
    const auto queues = services_.history.queues(org_);
    if (!queues) return tl::unexpected<Error>(queues.error());
    std::vector<Source> sources;
    for (std::size_t i = 0; i < queues->size(); ++i) {
      if (!progress.at(0.2 * static_cast<double>(i) / static_cast<double>(queues->size())))
        return cancelled();
      const HistoryQueue& queue = (*queues)[i];
      const auto& chosen = wanted_.queue_ids;
      if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), queue.queue_id) == chosen.end())
        continue;
      if (queue.queue.empty()) continue;  // there is no such queue any more
      auto grid = grid_of(queue);
      if (!grid) return tl::unexpected<Error>(grid.error());
      if (grid->contacts.empty())
        notes.push_back(fmt::format("{}: nothing was measured", queue.queue));
      else
        sources.push_back({queue, std::move(*grid)});
    }
    return sources;
  }

 private:
  Result<Series> grid_of(const HistoryQueue& queue) const {
    // The last years before the forecast begins, or before the queue's own end: an old history is one, too.
    const Day today = zone_.local(services_.history.now()).day;
    const Day last = parse_day(queue.last_day).value_or(today);  // in UTC
    // Who came yesterday and not yet today is not at an end.
    const bool is_over = today - last > forecast_gap_max;
    const Instant end = is_over ? Instant{} + day_length * (last.number + 1) : services_.history.now();
    const Day begin = parse_day(wanted_.from.value_or("")).value_or(zone_.local(end).day);
    const Day first = std::max(parse_day(queue.first_day).value_or(today) - 1,
                               std::min(begin, zone_.local(end).day) - history_days_max);
    HistoryRange range;
    range.queue = queue.queue_id;
    range.channel = queue.channel;
    range.from = zone_.start_of(first);
    range.to = end;
    range.interval_min = wanted_.interval_min;
    if (range.to <= range.from) return Series{};
    auto read = services_.history.series(org_, range);
    if (!read) return tl::unexpected<Error>(read.error());
    SeriesPoints points{queue.queue, std::string(contract::name_of(queue.channel)), {}};
    bool has_begun = false;
    for (const HistoryPoint& point : read->points) {
      has_begun = has_begun || point.contacts.has_value();
      // The interval that is not over yet is not a measurement.
      if (has_begun && point.start + minutes(wanted_.interval_min) <= range.to)
        points.points.push_back({point.start, point.contacts, point.handle_s});
    }
    if (points.points.empty()) return Series{};
    return series_of(points, zone_, wanted_.interval_min);
  }

  const ForecastServices& services_;
  const OrgId org_;
  const ForecastWanted& wanted_;
  const Zone& zone_;
};

Result<SpecialDays> special_days(const ForecastServices& services, OrgId org, const ForecastWanted& wanted,
                                 Day first, Day last) {
  SpecialDays special;
  for (const std::string& set : wanted.holidays) {
    const auto found = holidays(set, first, last);
    if (!found) return tl::unexpected<Error>(found.error());
    special.holidays.insert(special.holidays.end(), found->begin(), found->end());
  }
  auto own = services.changes.database().read([&](database::Session& sql) -> Result<std::vector<SpecialDay>> {
    return SpecialDayStore{}.list(sql, org, {}, SpecialDayStore::most);
  });
  if (!own) return tl::unexpected<Error>(own.error());
  for (const SpecialDay& day : *own) {
    const auto date = parse_day(day.date);
    if (!date) continue;
    if (day.kind == SpecialDayKind::holiday)
      special.holidays.push_back({*date, day.name});
    else
      special.events.push_back({*date, day.name, day.factor});
  }
  special.index();
  return special;
}

kept_forecasts::StoredSeries stored_series(const Source& source, const SeriesForecast& made) {
  kept_forecasts::StoredSeries stored;
  stored.whole = to_file(made);
  stored.basis = basis_of(made.rolling);
  ForecastSeriesHead& head = stored.head;
  head.queue_id = source.queue.queue_id;
  head.channel = source.queue.channel;
  head.queue = source.queue.queue;
  head.method = made.method;
  head.history_days = made.history_days;
  head.origins = made.origins;
  head.tests = made.tests;
  head.coverage = made.coverage;
  head.repairs = static_cast<std::int32_t>(made.repairs.size());
  head.notes = made.notes;
  for (const ForecastDay& day : made.days)
    head.contacts += day.contacts;
  return stored;
}

}  // namespace

Result<void> check(const ForecastServices& services, OrgId org, const ForecastWanted& wanted) {
  const org::DirectoryPtr directory = services.history.directories().of(org);
  for (const QueueId queue : wanted.queue_ids)
    if (!directory || !directory->queues.contains(queue)) return org::no_such("queue", queue.value);
  std::vector<Issue> issues;
  if (wanted.interval_min != 15 && wanted.interval_min != 30 && wanted.interval_min != 60)
    issues.push_back({"/interval_min", "expected 15, 30 or 60"});
  for (std::size_t i = 0; i < wanted.holidays.size(); ++i)
    if (const auto found = holidays(wanted.holidays[i], {}, {}); !found)
      issues.push_back({fmt::format("/holidays/{}", i), found.error().detail});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<std::string> make_forecast(const ForecastServices& services, OrgId org, const std::string& request,
                                  const Progress& progress) {
  const auto wanted = contract::decode<ForecastWanted>(request);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  if (auto fits = check(services, org, *wanted); !fits) return tl::unexpected<Error>(fits.error());
  const auto zone = Zone::named(services.history.directories().of(org)->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  KeptForecast kept;
  auto sources = HistoryGrids(services, org, *wanted, *zone).read(progress, kept.notes);
  if (!sources) return tl::unexpected<Error>(sources.error());
  std::vector<Series> grids;
  for (const Source& source : *sources)
    grids.push_back(source.grid);
  if (grids.empty()) return fail(ErrorCode::invalid, "no_history", "none of these queues has a history");
  ForecastRequest asked;
  asked.from = wanted->from ? parse_day(*wanted->from).value_or(Day{}) : day_after(grids);
  asked.days = wanted->days;
  asked.threads = run_threads;
  // A queue that has nothing before that day is left out, not the reason to refuse the others.
  for (std::size_t i = grids.size(); i-- > 0;) {
    const Day end = grids[i].first + grids[i].days();
    if (asked.from > grids[i].first && asked.from - end <= forecast_gap_max) continue;
    kept.notes.push_back(
        fmt::format("{}: has no history shortly before {}", (*sources)[i].queue.queue, text(asked.from)));
    grids.erase(grids.begin() + static_cast<std::ptrdiff_t>(i));
    sources->erase(sources->begin() + static_cast<std::ptrdiff_t>(i));
  }
  if (grids.empty())
    return fail(ErrorCode::invalid, "no_history",
                fmt::format("no queue has a history shortly before {}", text(asked.from)));
  auto special = special_days(services, org, *wanted, asked.from - history_days_max - 60,
                              asked.from + wanted->days + 60);
  if (!special) return tl::unexpected<Error>(special.error());
  asked.special = std::move(*special);
  const auto made =
      forecast(grids, *zone, asked, {[&](double done) { return progress.at(0.2 + 0.75 * done); }});
  if (!made) return tl::unexpected<Error>(made.error());
  kept.id = services.changes.new_id<ForecastId>();
  kept.title = wanted->title;
  kept.made_at = services.history.now();
  kept.from = text(asked.from);
  kept.days = wanted->days;
  kept.interval_min = wanted->interval_min;
  kept.time_zone = zone->name();
  kept.holidays = wanted->holidays;
  std::vector<kept_forecasts::StoredSeries> series;
  for (std::size_t i = 0; i < made->size(); ++i)
    series.push_back(stored_series((*sources)[i], (*made)[i]));
  const auto written = services.changes.database()
                           .write<void>([&](database::Session& sql) -> Result<void> {
                             kept_forecasts::insert(sql, org, kept, series);
                             kept_forecasts::forget(sql, org, forecasts_kept_max);
                             return {};
                           })
                           .get();
  if (!written) return tl::unexpected<Error>(written.error());
  return contract::encode(Made{kept.id});
}

Result<WholeForecast> whole_forecast(const ForecastServices& services, OrgId org, ForecastId id) {
  return services.changes.database().read([&](database::Session& sql) -> Result<WholeForecast> {
    auto found = kept_forecasts::find(sql, org, id);
    if (!found) return org::no_such("forecast", id.value);
    WholeForecast whole;
    static_cast<KeptForecast&>(whole) = std::move(*found);
    whole.series = kept_forecasts::heads(sql, org, id);
    return whole;
  });
}

namespace {

struct Stored {
  ForecastSeriesShown shown;
  SeriesForecastFile whole;
  std::vector<ForecastChange> changes;
  std::int32_t interval_min = 30;
};

Result<Stored> stored_of(const ForecastServices& services, OrgId org, const ForecastKey& key) {
  return services.changes.database().read([&](database::Session& sql) -> Result<Stored> {
    const auto forecast = kept_forecasts::find(sql, org, key.forecast);
    if (!forecast) return org::no_such("forecast", key.forecast.value);
    auto whole = kept_forecasts::series(sql, org, key);
    if (!whole) return org::no_such("forecast_series", key.queue.value);
    Stored stored;
    stored.whole = std::move(*whole);
    stored.changes = kept_forecasts::changes(sql, org, key);
    stored.interval_min = forecast->interval_min;
    for (ForecastSeriesHead& head : kept_forecasts::heads(sql, org, key.forecast))
      if (head.queue_id == key.queue && head.channel == key.channel) stored.shown.head = std::move(head);
    return stored;
  });
}

// What came, by start; of intervals that are over.
Result<std::map<Instant, HistoryPoint>> actuals_of(const ForecastServices& services, OrgId org,
                                                   const ForecastKey& key, const Stored& stored) {
  std::map<Instant, HistoryPoint> found;
  const std::vector<ForecastPoint>& points = stored.whole.points;
  const Instant now = services.history.now();
  if (points.empty() || points.front().start >= now) return found;
  HistoryRange range{key.queue, key.channel, points.front().start,
                     std::min(now, points.back().start + minutes(stored.interval_min)), stored.interval_min};
  const auto read = services.history.series(org, range);
  if (!read) return tl::unexpected<Error>(read.error());
  for (const HistoryPoint& point : read->points)
    if (point.start + minutes(stored.interval_min) <= now) found[point.start] = point;
  return found;
}

}  // namespace

Result<ForecastSeriesShown> forecast_series(const ForecastServices& services, OrgId org,
                                            const ForecastKey& key) {
  auto stored = stored_of(services, org, key);
  if (!stored) return tl::unexpected<Error>(stored.error());
  const auto actuals = actuals_of(services, org, key, *stored);
  if (!actuals) return tl::unexpected<Error>(actuals.error());
  std::map<Instant, ForecastChange> changed;
  for (const ForecastChange& change : stored->changes)
    changed[change.start] = change;
  ForecastSeriesShown shown = std::move(stored->shown);
  ForecastError error;
  double off = 0, more = 0, came = 0, inside = 0;
  for (const ForecastPoint& point : stored->whole.points) {
    ShownPoint one;
    static_cast<ForecastPoint&>(one) = point;
    if (const auto by_hand = changed.find(point.start); by_hand != changed.end()) {
      one.changed_contacts = by_hand->second.contacts;
      one.changed_handle_s = by_hand->second.handle_s;
    }
    if (const auto actual = actuals->find(point.start); actual != actuals->end() && actual->second.contacts) {
      one.actual_contacts = actual->second.contacts;
      one.actual_handle_s = actual->second.handle_s;
      const double said = one.changed_contacts.value_or(point.contacts);
      ++error.points;
      off += std::abs(said - *one.actual_contacts);
      more += said - *one.actual_contacts;
      came += *one.actual_contacts;
      inside += *one.actual_contacts >= point.low_80 && *one.actual_contacts <= point.high_80 ? 1 : 0;
    }
    shown.points.push_back(one);
  }
  if (error.points > 0) {
    error.wape = came > 0 ? off / came : 0;
    error.bias = came > 0 ? more / came : 0;
    error.inside_80 = inside / error.points;
    shown.error = error;
  }
  shown.repairs = std::move(stored->whole.repairs);
  shown.days = std::move(stored->whole.days);
  return shown;
}

}  // namespace rapport::workforce
