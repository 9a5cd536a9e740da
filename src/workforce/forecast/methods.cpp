#include "workforce/forecast/methods.h"

#include <cmath>

#include "workforce/forecast/damped_trend.h"
#include "workforce/forecast/double_season.h"
#include "workforce/forecast/robust.h"

namespace rapport::workforce {
namespace {

class AtOrigin {
 public:
  AtOrigin(const RepairedHistory& history, const CalendarColumns& columns, std::int32_t origin,
           std::int32_t ahead)
      : history_(history), columns_(columns), origin_(origin), ahead_(ahead), slots_(history.slots) {}

  // The same weekday, `weeks` of those that are known, the latest first.
  std::vector<std::int32_t> same_days(std::int32_t target, std::size_t weeks, bool is_usual_only) const {
    std::vector<std::int32_t> found;
    for (std::int32_t d = target - 7; d >= 0 && found.size() < weeks && d > target - 7 * 60; d -= 7)
      if (d < origin_ && (is_usual_only ? history_.shaped : history_.known)[static_cast<std::size_t>(d)] != 0)
        found.push_back(d);
    return found;
  }
  bool is_closed(std::int32_t h) const { return columns_.is_closed(origin_ + h); }

  // Holidays' and events' effects are taken out of the days and put on the target.
  std::vector<double> mean(std::size_t weeks, const std::vector<double>& special) const {
    std::vector<double> values(size(), 0);
    for (std::int32_t h = 0; h < ahead_; ++h) {
      const auto days = same_days(origin_ + h, weeks, false);
      for (const std::int32_t d : days) {
        const double scale =
            std::exp(special[static_cast<std::size_t>(origin_ + h)] - special[static_cast<std::size_t>(d)]) /
            static_cast<double>(days.size());
        for (std::int32_t s = 0; s < slots_; ++s)
          values[cell(h, s)] += history_.row(d)[s] * scale;
      }
    }
    return values;
  }
  std::vector<double> median(std::size_t weeks, const std::vector<double>& special) const {
    std::vector<double> values(size(), 0), seen;
    for (std::int32_t h = 0; h < ahead_; ++h) {
      const auto days = same_days(origin_ + h, weeks, true);
      const double effect = std::exp(special[static_cast<std::size_t>(origin_ + h)]);
      for (std::int32_t s = 0; s < slots_; ++s) {
        seen.clear();
        for (const std::int32_t d : days)
          seen.push_back(history_.row(d)[s] * std::exp(-special[static_cast<std::size_t>(d)]));
        values[cell(h, s)] = median_of(seen) * effect;
      }
    }
    return values;
  }
  std::vector<double> spread(const std::vector<double>& totals, const Profiles& profiles) const {
    std::vector<double> values(size(), 0);
    for (std::int32_t h = 0; h < ahead_; ++h) {
      const std::int32_t of_week = weekday(history_.day(origin_ + h)) - 1;
      for (std::int32_t s = 0; s < slots_; ++s)
        values[cell(h, s)] =
            totals[static_cast<std::size_t>(h)] * profiles[static_cast<std::size_t>(of_week * slots_ + s)];
    }
    return values;
  }
  // Nobody is there: nothing comes.
  void close(std::vector<double>& values) const {
    for (std::int32_t h = 0; h < ahead_; ++h)
      for (std::int32_t s = 0; s < slots_; ++s)
        if (is_closed(h) || !history_.is_open(history_.day(origin_ + h), s)) values[cell(h, s)] = 0;
  }

 private:
  std::size_t size() const { return static_cast<std::size_t>(ahead_ * slots_); }
  std::size_t cell(std::int32_t h, std::int32_t s) const { return static_cast<std::size_t>(h * slots_ + s); }

  const RepairedHistory& history_;
  const CalendarColumns& columns_;
  const std::int32_t origin_, ahead_, slots_;
};

}  // namespace

std::string name_of(Method method) {
  constexpr const char* names[] = {"seasonal_naive", "mean_4_weeks",  "median_6_weeks",
                                   "damped_trend",   "double_season", "calendar_regression"};
  return names[static_cast<std::size_t>(method)];
}

Forecasts forecasts_at(const RepairedHistory& history, const CalendarColumns& columns,
                       const ProfileRule& rule, std::int32_t origin, std::int32_t ahead) {
  const AtOrigin at(history, columns, origin, ahead);
  const DayRegression days = fit_days(history, columns, origin, ahead);
  const Profiles profiles = profiles_at(history, origin, rule);
  Forecasts made;
  const auto put = [&](Method method, std::vector<double> values) {
    at.close(values);
    made[static_cast<std::size_t>(method)] = std::move(values);
  };
  put(Method::seasonal_naive, at.mean(1, days.special));
  put(Method::mean_4_weeks, at.mean(4, days.special));
  put(Method::median_6_weeks, at.median(6, days.special));
  put(Method::damped_trend, at.spread(damped_trend(history, days.special, origin, ahead), profiles));
  put(Method::double_season, double_season(history, days.special, origin, ahead));
  put(Method::calendar_regression, at.spread(days.forecast, profiles));
  return made;
}

}  // namespace rapport::workforce
