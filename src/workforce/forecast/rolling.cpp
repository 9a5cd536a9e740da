#include "workforce/forecast/rolling.h"

#include <algorithm>
#include <cmath>

#include "workforce/forecast/position.h"

namespace rapport::workforce {
namespace {

constexpr std::size_t origins_max = 36;
constexpr std::int32_t reach_days = 84;  // origins lie in the last twelve weeks
constexpr double errors_half_life_days = 25;

struct Tested {
  std::int32_t origin = 0;
  Forecasts forecasts;
};
using Gram = std::array<std::array<double, method_count>, method_count>;

class Test {
 public:
  Test(const RepairedHistory& history, std::int32_t ahead)
      : history_(history), ahead_(ahead), slots_(history.slots) {}

  Result<void> run(const CalendarColumns& columns, const ProfileRule& rule, const Progress& progress) {
    const auto origins = origins_of();
    for (std::size_t i = 0; i < origins.size(); ++i) {
      if (!progress.at(static_cast<double>(i) / static_cast<double>(origins.size()))) return cancelled();
      const std::int32_t ahead = std::min(ahead_, history_.days() - origins[i]);
      tested_.push_back({origins[i], forecasts_at(history_, columns, rule, origins[i], ahead)});
    }
    return {};
  }

  Rolling judge() {
    Rolling rolling;
    rolling.origins = static_cast<std::int32_t>(tested_.size());
    if (tested_.empty()) return rolling;
    for (std::size_t m = 0; m < method_count; ++m)
      rolling.methods[m] = measured(
          [&](const Tested& tested, std::size_t cell, std::size_t) { return tested.forecasts[m][cell]; });
    measure_coverage(rolling);
    const auto all = [](std::size_t, std::int32_t) { return true; };
    weigh(rolling, all);
    rolling.chosen = measured([&](const Tested& tested, std::size_t cell, std::size_t group) {
      return mixed(tested, cell, rolling.weights[group]);
    });
    calibrate(rolling, all);
    for (const Tested& tested : tested_) {
      if (history_.known[at(tested.origin)] == 0) continue;
      TestedDay& day = rolling.tested.emplace_back();
      for (std::int32_t s = 0; s < slots_; ++s) {
        day.forecast.push_back(mixed(tested, at(s), rolling.weights[0]));
        day.actual.push_back(static_cast<double>(history_.measured[at(tested.origin * slots_ + s)]));
      }
    }
    return rolling;
  }

 private:
  // The latest first; each day of the week in turn.
  std::vector<std::int32_t> origins_of() const {
    std::vector<std::int32_t> found;
    const std::int32_t n = history_.days();
    std::int32_t known = 0, first = n;
    for (std::int32_t d = 0; d < n; ++d)
      if (history_.known[at(d)] != 0 && ++known == known_days_min) {
        first = std::max(d + 1, 28);
        break;
      }
    const std::int32_t span = std::min(n - first, reach_days);
    const std::int32_t stride = span > 60 ? 2 : 1;
    for (std::int32_t origin = n - 1; origin >= n - span && origin >= first && found.size() < origins_max;
         origin -= stride) {
      if (history_.is_open(history_.day(origin))) found.push_back(origin);
    }
    return found;
  }

  // visit(origin's number, h from 1, cell in the forecast, index in the history) of days that were as usual.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < tested_.size(); ++i) {
      const std::int32_t ahead = std::min(ahead_, history_.days() - tested_[i].origin);
      for (std::int32_t h = 1; h <= ahead; ++h) {
        const std::int32_t d = tested_[i].origin + h - 1;
        if (history_.known[at(d)] == 0) continue;
        for (std::int32_t s = 0; s < slots_; ++s)
          visit(i, h, at((h - 1) * slots_ + s), at(d * slots_ + s));
      }
    }
  }
  double weight_of(std::size_t i) const {
    return std::exp2(-(history_.days() - tested_[i].origin) / errors_half_life_days);
  }
  static double mixed(const Tested& tested, std::size_t cell, const MethodWeights& weights) {
    double sum = 0;
    for (std::size_t m = 0; m < method_count; ++m)
      sum += weights[m] * tested.forecasts[m][cell];
    return sum;
  }

  template <class Of>
  MethodTest measured(Of forecast) const {
    double error = 0, naive = 0, sum = 0;
    each([&](std::size_t i, std::int32_t h, std::size_t cell, std::size_t index) {
      const double actual = history_.counts[index];
      error += std::abs(forecast(tested_[i], cell, ahead_group(h)) - actual);
      naive += std::abs(tested_[i].forecasts[0][cell] - actual);
      sum += actual;
    });
    return {sum > 0 ? error / sum : 0, naive > 0 ? error / naive : 0};
  }

  // Squared errors and their products between methods, as Poisson weighs them.
  template <class Uses>
  std::array<Gram, ahead_groups> products(Uses uses) const {
    std::array<Gram, ahead_groups> grams = {};
    each([&](std::size_t i, std::int32_t h, std::size_t cell, std::size_t index) {
      if (!uses(i, tested_[i].origin + h - 1)) return;
      std::array<double, method_count> off;
      double mean = 0;
      for (std::size_t m = 0; m < method_count; ++m) {
        off[m] = tested_[i].forecasts[m][cell] - history_.counts[index];
        mean += tested_[i].forecasts[m][cell] / method_count;
      }
      const double weight = weight_of(i) / (mean + 1);
      Gram& gram = grams[ahead_group(h)];
      for (std::size_t a = 0; a < method_count; ++a)
        for (std::size_t b = 0; b <= a; ++b)
          gram[a][b] += weight * off[a] * off[b];
    });
    for (Gram& gram : grams)
      for (std::size_t a = 0; a < method_count; ++a)
        for (std::size_t b = a + 1; b < method_count; ++b)
          gram[a][b] = gram[b][a];
    return grams;
  }
  static double error_of(const Gram& gram, const MethodWeights& weights) {
    double sum = 0;
    for (std::size_t a = 0; a < method_count; ++a)
      for (std::size_t b = 0; b < method_count; ++b)
        sum += weights[a] * weights[b] * gram[a][b];
    return sum;
  }
  static MethodWeights best_single(const Gram& gram) {
    MethodWeights weights = {};
    std::size_t best = 0;
    for (std::size_t m = 1; m < method_count; ++m)
      if (gram[m][m] < gram[best][best]) best = m;
    weights[best] = 1;
    return weights;
  }
  // Least squares over weights that are not negative and sum to 1 (exponentiated gradient), leaning on what
  // is to be expected of the methods, because the errors of a few weeks are themselves uncertain.
  static MethodWeights best_mix(const Gram& gram) {
    double least = 1e300;
    for (std::size_t m = 0; m < method_count; ++m)
      least = std::min(least, gram[m][m]);
    MethodWeights weights;
    weights.fill(1.0 / method_count);  // from the middle
    if (least <= 0 || least >= 1e299) return best_single(gram);
    for (int step = 0; step < 400; ++step) {
      MethodWeights slope = {};
      for (std::size_t a = 0; a < method_count; ++a) {
        for (std::size_t b = 0; b < method_count; ++b)
          slope[a] += gram[a][b] / least * weights[b];
        slope[a] += ridge * (weights[a] - leaning[a]);
      }
      double sum = 0;
      const double lowest = *std::min_element(slope.begin(), slope.end());
      for (std::size_t a = 0; a < method_count; ++a)
        sum += weights[a] *= std::exp(-0.5 * std::min(slope[a] - lowest, 20.0));
      for (double& weight : weights)
        weight /= sum;
    }
    double sum = 0;
    for (double& weight : weights)
      sum += weight = weight < 0.02 ? 0 : weight;
    for (double& weight : weights)
      weight /= sum;
    return weights;
  }

  // Mix or single, by which is better on the other half of the origins.
  template <class Uses>
  void weigh(Rolling& rolling, Uses uses) const {
    const auto all = products(uses);
    const auto even = products([&](std::size_t i, std::int32_t d) { return uses(i, d) && i / 5 % 2 == 0; });
    const auto odd = products([&](std::size_t i, std::int32_t d) { return uses(i, d) && i / 5 % 2 == 1; });
    for (std::size_t g = 0; g < ahead_groups; ++g) {
      if (all[g][0][0] <= 0 && all[g][5][5] <= 0) {
        if (g > 0)
          rolling.weights[g] = rolling.weights[g - 1];
        else
          rolling.weights[g].fill(1.0 / method_count);
        continue;
      }
      const double mix = error_of(odd[g], best_mix(even[g])) + error_of(even[g], best_mix(odd[g]));
      const double single = error_of(odd[g], best_single(even[g])) + error_of(even[g], best_single(odd[g]));
      rolling.weights[g] = mix <= single_margin * single ? best_mix(all[g]) : best_single(all[g]);
    }
  }

  template <class Uses>
  void calibrate(Rolling& rolling, Uses uses) const {
    std::vector<ErrorSample> slots, days;
    std::int32_t counted = 0;
    for (std::size_t i = 0; i < tested_.size(); ++i) {
      if (uses(i, tested_[i].origin)) ++counted;
      const std::int32_t ahead = std::min(ahead_, history_.days() - tested_[i].origin);
      for (std::int32_t h = 1; h <= ahead; ++h) {
        const std::int32_t d = tested_[i].origin + h - 1;
        if (history_.known[at(d)] == 0 || !uses(i, d)) continue;
        double forecast = 0;
        for (std::int32_t s = 0; s < slots_; ++s) {
          const double here = mixed(tested_[i], at((h - 1) * slots_ + s), rolling.weights[ahead_group(h)]);
          forecast += here;
          const double actual = static_cast<double>(history_.measured[at(d * slots_ + s)]);
          if (std::isnan(actual) || (here <= 0 && actual <= 0)) continue;
          slots.push_back({here, actual, weight_of(i), h});
        }
        days.push_back({forecast, history_.totals[at(d)], weight_of(i), h});
      }
    }
    rolling.slots = Spread::fit(slots, counted);
    rolling.days = Spread::fit(days, counted);
  }

  // Weights and widths from the older origins, counted on the days of the newer ones.
  void measure_coverage(Rolling& rolling) const {
    const std::size_t newer = tested_.size() / 3;
    if (newer < 3) return;
    Rolling older;
    const std::int32_t until = tested_[newer - 1].origin;
    const auto uses = [&](std::size_t i, std::int32_t d) { return i >= newer && d < until; };
    weigh(older, uses);
    calibrate(older, uses);
    std::array<double, 3> inside = {0, 0, 0};
    std::int32_t points = 0;
    each([&](std::size_t i, std::int32_t h, std::size_t cell, std::size_t index) {
      const double actual = static_cast<double>(history_.measured[index]);
      const double forecast = mixed(tested_[i], cell, older.weights[ahead_group(h)]);
      if (i >= newer || std::isnan(actual) || (forecast <= 0 && actual <= 0)) return;
      const Band band = older.slots.band(forecast, h);
      ++points;
      if (actual >= band.low_50 && actual <= band.high_50) inside[0] += 1;
      if (actual >= band.low_80 && actual <= band.high_80) inside[1] += 1;
      if (actual >= band.low_95 && actual <= band.high_95) inside[2] += 1;
    });
    if (points == 0) return;
    for (std::size_t i = 0; i < 3; ++i)
      rolling.coverage[i] = inside[i] / points;
    rolling.coverage_points = points;
  }

  static constexpr double single_margin = 1.02;  // a single method has to be clearly better
  static constexpr double ridge = 0.8;
  static constexpr MethodWeights leaning = {0, 0.05, 0.05, 0.2, 0.2, 0.5};
  const RepairedHistory& history_;
  const std::int32_t ahead_;
  const std::int32_t slots_;
  std::vector<Tested> tested_;
};

}  // namespace

Result<Rolling> roll(const RepairedHistory& history, const CalendarColumns& columns, const ProfileRule& rule,
                     std::int32_t ahead, const Progress& progress) {
  Test test(history, std::clamp(ahead, 7, ahead_tested_max));
  if (auto done = test.run(columns, rule, progress); !done) return tl::unexpected<Error>(done.error());
  return test.judge();
}

std::vector<double> combine(const Forecasts& forecasts, const Rolling& rolling, std::int32_t slots,
                            std::int32_t ahead) {
  std::vector<double> mixed(at(slots * ahead), 0);
  for (std::int32_t h = 1; h <= ahead; ++h)
    for (std::int32_t s = 0; s < slots; ++s) {
      const std::size_t cell = at((h - 1) * slots + s);
      for (std::size_t m = 0; m < method_count; ++m)
        mixed[cell] += rolling.weights[ahead_group(h)][m] * forecasts[m][cell];
    }
  return mixed;
}

}  // namespace rapport::workforce
