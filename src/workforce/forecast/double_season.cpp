#include "workforce/forecast/double_season.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce {
namespace {

constexpr std::int32_t weeks_smoothed = 26;

struct Speeds {
  double level, day, week;
};
constexpr Speeds speed_choices[] = {
    {0.15, 0.05, 0.12}, {0.35, 0.05, 0.12}, {0.15, 0.12, 0.3}, {0.35, 0.12, 0.3}};

}  // namespace

std::vector<double> double_season(const RepairedHistory& history, const std::vector<double>& special,
                                  std::int32_t origin, std::int32_t ahead) {
  const std::int32_t slots = history.slots, first = std::max(0, origin - 7 * weeks_smoothed);
  const auto n = static_cast<std::size_t>(slots);
  const auto of_week = [&](std::int32_t d) { return static_cast<std::size_t>(weekday(history.day(d)) - 1); };
  std::vector<double> roots(static_cast<std::size_t>(origin - first) * n, 0);
  for (std::int32_t d = first; d < origin; ++d) {
    const double effect = std::exp(-special[static_cast<std::size_t>(d)]);
    for (std::size_t s = 0; s < n; ++s)
      roots[static_cast<std::size_t>(d - first) * n + s] =
          std::sqrt(std::max(0.0, history.row(d)[s] * effect));
  }
  const auto root = [&](std::int32_t d, std::size_t s) {
    return roots[static_cast<std::size_t>(d - first) * n + s];
  };
  // Day's season: the mean of all open days of the first weeks; week's: what each weekday differs by.
  std::vector<double> day_begin(n, 0), week_begin(7 * n, 0), days_of(7, 0);
  double days = 0;
  for (std::int32_t d = first; d < std::min(origin, first + 28); ++d) {
    if (history.known[static_cast<std::size_t>(d)] == 0) continue;
    days += 1;
    days_of[of_week(d)] += 1;
    for (std::size_t s = 0; s < n; ++s) {
      day_begin[s] += root(d, s);
      week_begin[of_week(d) * n + s] += root(d, s);
    }
  }
  for (std::size_t s = 0; s < n; ++s) {
    day_begin[s] /= std::max(days, 1.0);
    for (std::size_t w = 0; w < 7; ++w)
      week_begin[w * n + s] = days_of[w] > 0 ? week_begin[w * n + s] / days_of[w] - day_begin[s] : 0;
  }
  std::vector<double> best_day = day_begin, best_week = week_begin;
  double best_level = 0, least = 1e300;
  for (const Speeds& speeds : speed_choices) {
    std::vector<double> day = day_begin, week = week_begin;
    double level = 0, error = 0;
    for (std::int32_t d = first; d < origin; ++d) {
      if (history.known[static_cast<std::size_t>(d)] == 0) continue;
      const std::size_t w = of_week(d);
      // A whole day is forecast from its beginning: what it adds to the level is its slots' mean error.
      double mean = 0, open = 0;
      for (std::size_t s = 0; s < n; ++s) {
        if (history.open[w * n + s] == 0) continue;
        const double off = root(d, s) - level - day[s] - week[w * n + s];
        if (d >= first + 28) error += off * off * std::exp2(-(origin - d) / 60.0);
        mean += off;
        open += 1;
      }
      if (open <= 0) continue;
      mean /= open;
      for (std::size_t s = 0; s < n; ++s) {
        if (history.open[w * n + s] == 0) continue;
        const double off = root(d, s) - level - day[s] - week[w * n + s];
        day[s] += speeds.day * (off - mean);
        week[w * n + s] += speeds.week * (off - speeds.level * mean);
      }
      level += speeds.level * mean;
    }
    if (error < least) {
      least = error;
      best_day = day;
      best_week = week;
      best_level = level;
    }
  }
  std::vector<double> forecast(static_cast<std::size_t>(ahead) * n, 0);
  for (std::int32_t h = 0; h < ahead; ++h)
    for (std::size_t s = 0; s < n; ++s) {
      const std::size_t w = of_week(origin + h);
      if (history.open[w * n + s] == 0) continue;
      const double value = std::max(0.0, best_level + best_day[s] + best_week[w * n + s]);
      // A count's root is a quarter of a contact short: E x = (E sqrt x)^2 + Var sqrt x, about 1/4.
      forecast[static_cast<std::size_t>(h) * n + s] =
          (value * value + std::min(0.25, value)) * std::exp(special[static_cast<std::size_t>(origin + h)]);
    }
  return forecast;
}

}  // namespace rapport::workforce
