#include "workforce/forecast/intraday.h"

#include <algorithm>
#include <cmath>

#include "workforce/forecast/robust.h"

namespace rapport::workforce {
namespace {

constexpr double ridge_days = 6;  // so many days' worth of not believing
constexpr double steady = 4;      // contacts added to both sides of a ratio

struct Surprise {
  double all = 0, late = 0, rest = 0;  // log of what came by what was expected
  double weight = 0;
};

// What came in passed slots, a spike or a hole held to a few times what the others were.
std::vector<double> tamed(const std::vector<double>& forecast, const std::vector<double>& actual,
                          const std::vector<bool>& passed) {
  std::vector<double> ratios;
  for (std::size_t s = 0; s < forecast.size(); ++s)
    if (passed[s] && forecast[s] > 5 && !std::isnan(actual[s])) ratios.push_back(actual[s] / forecast[s]);
  std::vector<double> held = actual;
  if (ratios.size() < 4) return held;
  const double middle = median_of(ratios);
  for (std::size_t s = 0; s < forecast.size(); ++s)
    if (passed[s] && forecast[s] > 5 && !std::isnan(actual[s]))
      held[s] = std::clamp(actual[s], 0.5 * middle * forecast[s], 2 * middle * forecast[s]);
  return held;
}

double log_ratio(double actual, double expected) {
  return std::log((actual + steady) / (expected + steady));
}

// `passed`: slots whose figures count, the same for each day.
Surprise surprise_of(const std::vector<double>& forecast, const std::vector<double>& came_raw,
                     const std::vector<bool>& passed, std::size_t last, double share) {
  const std::vector<double> actual = tamed(forecast, came_raw, passed);
  const std::size_t slots = forecast.size();
  std::size_t late_from = last + 1;
  double total = 0, late = 0;
  for (std::size_t s = 0; s <= last; ++s)
    if (passed[s]) total += forecast[s];
  while (late_from > 0 && late < total * share)
    if (passed[--late_from]) late += forecast[late_from];
  double came = 0, expected = 0, came_late = 0, expected_late = 0, came_rest = 0, expected_rest = 0;
  for (std::size_t s = 0; s < slots; ++s) {
    if (std::isnan(actual[s])) continue;
    if (s > last) {
      came_rest += actual[s];
      expected_rest += forecast[s];
    } else if (passed[s]) {
      came += actual[s];
      expected += forecast[s];
      if (s >= late_from) {
        came_late += actual[s];
        expected_late += forecast[s];
      }
    }
  }
  return {log_ratio(came, expected), log_ratio(came_late, expected_late), log_ratio(came_rest, expected_rest),
          std::min(expected, expected_rest)};
}

}  // namespace

IntradayUpdate intraday_update(const std::vector<double>& forecast, const std::vector<double>& actual,
                               const Rolling& rolling) {
  std::vector<bool> passed(forecast.size(), false);
  std::size_t last = 0;
  bool has_any = false;
  double expected = 0;
  for (std::size_t s = 0; s < forecast.size(); ++s)
    if (!std::isnan(actual[s]) && forecast[s] > 0) {
      passed[s] = has_any = true;
      last = s;
      expected += forecast[s];
    }
  if (!has_any) return {};
  const Surprise today = surprise_of(forecast, actual, passed, last, 0.35);
  // What the spread of days would make of it, when there are no tested days: a Bayesian mean.
  const double day = rolling.slots.relative(1) * rolling.slots.relative(1) + 1e-4;
  const double prior = 0.8 * day / (day + 1 / (expected + 1));
  double aa = 0, al = 0, ll = 0, ar = 0, lr = 0, rr = 0, days = 0;
  std::vector<Surprise> seen;
  for (const TestedDay& tested : rolling.tested) {
    const Surprise was = surprise_of(tested.forecast, tested.actual, passed, last, 0.35);
    if (was.weight <= 0) continue;
    seen.push_back(was);
    // Beyond what the prior already tells.
    const double left = was.rest - prior * was.all, spread = was.late - was.all;
    aa += was.all * was.all;
    al += was.all * spread;
    ll += spread * spread;
    ar += was.all * left;
    lr += spread * left;
    rr += was.rest * was.rest;
    days += 1;
  }
  double slope_all = 0, slope_late = 0;
  if (days >= 8) {
    const double scale = (aa + rr) / (2 * days) + 1e-6;
    aa += ridge_days * scale;
    ll += ridge_days * scale;
    const double determinant = aa * ll - al * al;
    if (determinant > 0) {
      slope_all = (ar * ll - lr * al) / determinant;
      slope_late = (lr * aa - ar * al) / determinant;
    }
  }
  const double on = std::clamp(prior + slope_all, 0.0, 1.2), late = std::clamp(slope_late, -0.2, 1.0);
  IntradayUpdate update;
  update.factor = std::exp(std::clamp(on * today.all + late * (today.late - today.all), -1.5, 1.5));
  double rest = 0;
  for (const Surprise& was : seen) {
    const double off = was.rest - on * was.all - late * (was.late - was.all);
    rest += off * off;
  }
  // With the prior alone: what the posterior's deviation is of the prior's.
  const double explained =
      days >= 8 ? std::sqrt((rest + 2 * day * 0.5) / (rr + 2 * day)) : std::sqrt(1 - prior * 0.8);
  update.day_share = std::clamp(explained, 0.3, 1.0);
  return update;
}

}  // namespace rapport::workforce
