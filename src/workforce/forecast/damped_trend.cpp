#include "workforce/forecast/damped_trend.h"

#include <array>
#include <cmath>

#include "workforce/forecast/robust.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t days_smoothed = 366 * 2;
constexpr double week_damping = 0.95;

struct Constants {
  double level, trend, week;
};
struct State {
  double level = 0, trend = 0;
  std::array<double, 7> week = {};
};

double forecast_of(const State& state, std::int32_t h, std::size_t of_week) {
  return state.level + state.trend * week_damping * (1 - std::pow(week_damping, h)) / (1 - week_damping) +
         state.week[of_week];
}

}  // namespace

std::vector<double> damped_trend(const RepairedHistory& history, const std::vector<double>& special,
                                 std::int32_t origin, std::int32_t ahead) {
  const std::int32_t first = std::max(0, origin - days_smoothed);
  std::vector<double> logs(static_cast<std::size_t>(origin), 0), weights(logs);
  for (std::int32_t d = first; d < origin; ++d) {
    const auto i = static_cast<std::size_t>(d);
    logs[i] = std::log(std::max(history.totals[i], 0.5)) - special[i];
    weights[i] = d < first + 21 ? 0 : std::exp2(-(origin - d) / 120.0);
  }
  const auto log_of = [&](std::int32_t d) { return logs[static_cast<std::size_t>(d)]; };
  const auto of_week = [&](std::int32_t d) { return static_cast<std::size_t>(weekday(history.day(d)) - 1); };
  const auto is_known = [&](std::int32_t d) { return history.known[static_cast<std::size_t>(d)] != 0; };
  // Begins with the middle of the first six weeks.
  State begin;
  std::array<std::vector<double>, 7> by_week;
  std::vector<double> all;
  for (std::int32_t d = first; d < std::min(origin, first + 42); ++d)
    if (is_known(d)) {
      by_week[of_week(d)].push_back(log_of(d));
      all.push_back(log_of(d));
    }
  begin.level = median_of(all);
  for (std::size_t w = 0; w < 7; ++w)
    if (!by_week[w].empty()) begin.week[w] = median_of(by_week[w]) - begin.level;

  State best;
  double least = 1e300;
  for (const double level : {0.05, 0.15, 0.3, 0.5})
    for (const double trend : {0.0, 0.05})
      for (const double week : {0.05, 0.15, 0.35}) {
        State now = begin;
        double error = 0;
        for (std::int32_t d = first; d < origin; ++d) {
          const std::size_t w = of_week(d);
          now.trend *= week_damping;
          now.level += now.trend;
          if (!is_known(d)) continue;
          const double off = std::clamp(log_of(d) - now.level - now.week[w], -0.5, 0.5);
          error += off * off * weights[static_cast<std::size_t>(d)];
          now.level += level * off;
          now.trend += trend * level * off;
          now.week[w] += week * (1 - level) * off;
        }
        if (error < least) {
          least = error;
          best = now;
        }
      }
  std::vector<double> totals;
  for (std::int32_t h = 1; h <= ahead; ++h)
    totals.push_back(std::exp(std::min(
        forecast_of(best, h, of_week(origin + h - 1)) + special[static_cast<std::size_t>(origin + h - 1)],
        25.0)));
  return totals;
}

}  // namespace rapport::workforce
