#include "workforce/forecast/day_regression.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "workforce/forecast/robust.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t effects_days = 366 * 6;
constexpr double effects_half_life_days = 540;
constexpr std::array<double, 6> level_speeds = {0.02, 0.05, 0.1, 0.2, 0.35, 0.55};
constexpr std::array<double, 3> trends = {0, 0.02, 0.06};
constexpr double damping = 0.97;

struct Smoothed {
  double level = 0;
  double trend = 0;
};

double damped_sum(double steps) {
  return damping * (1 - std::pow(damping, steps)) / (1 - damping);
}

class Fit {
 public:
  Fit(const RepairedHistory& history, const CalendarColumns& columns, std::int32_t origin)
      : history_(history), columns_(columns), first_(std::max(0, origin - effects_days)), origin_(origin) {
    const std::size_t n = size();
    log_.assign(n, 0);
    level_.assign(n, 0);
    weight_.assign(n, 0);
    for (std::int32_t d = first_; d < origin_; ++d) {
      const std::size_t i = at(d);
      if (history_.known[static_cast<std::size_t>(d)] == 0) continue;
      const double total = history_.totals[static_cast<std::size_t>(d)];
      log_[i] = std::log(std::max(total, 0.5)) - columns_.offset(d);
      weight_[i] = std::exp2(-(origin_ - d) / effects_half_life_days);
    }
    effects_.assign(static_cast<std::size_t>(columns_.columns()), 0);
  }

  void run() {
    start_level();
    for (int turn = 0; turn < 4; ++turn) {
      regress();
      smooth_level(turn);
    }
  }

  double effect(std::int32_t d, bool only_special) const {
    double sum = columns_.offset(d);
    for (const Cell& cell : columns_.row(d))
      if (!only_special || columns_.is_special(cell.column))
        sum += effects_[static_cast<std::size_t>(cell.column)] * cell.value;
    return sum;
  }

  std::vector<double> forecast(std::int32_t ahead) {
    choose_speeds();
    std::vector<double> totals;
    for (std::int32_t h = 1; h <= ahead; ++h) {
      const Group& group = groups_[group_of(h)];
      const double level = group.now.level + group.now.trend * damped_sum(h);
      totals.push_back(std::exp(std::min(level + effect(origin_ + h - 1, false), 25.0)) * bias_);
    }
    return totals;
  }

  const std::vector<double>& effects() const { return effects_; }

 private:
  struct Group {
    std::int32_t ahead = 1;  // for which it is chosen
    double speed = 0.1;
    double trend = 0;
    Smoothed now = {};
  };

  std::size_t size() const { return static_cast<std::size_t>(origin_ - first_); }
  std::size_t at(std::int32_t d) const { return static_cast<std::size_t>(d - first_); }
  static std::size_t group_of(std::int32_t h) { return h <= 1 ? 0 : h <= 3 ? 1 : h <= 7 ? 2 : 3; }
  double left_over(std::size_t i) const {
    return log_[i] - effect(first_ + static_cast<std::int32_t>(i), false) +
           columns_.offset(first_ + static_cast<std::int32_t>(i));
  }

  void start_level() {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      sum += weight_[i] * log_[i];
      weights += weight_[i];
    }
    std::fill(level_.begin(), level_.end(), weights > 0 ? sum / weights : 0);
  }

  // Normal equations with the prior's precision on the diagonal, solved by Cholesky.
  void regress() {
    const auto k = effects_.size();
    std::vector<double> matrix(k * k, 0), right(k, 0);
    for (std::size_t i = 0; i < size(); ++i) {
      if (weight_[i] <= 0) continue;
      const auto& row = columns_.row(first_ + static_cast<std::int32_t>(i));
      const double y = log_[i] - level_[i];
      // Huber: wild days count less; days of few contacts carry Poisson's noise too.
      double weight = weight_[i] / (noise_ * noise_ + std::exp(-std::max(log_[i], 0.0)));
      if (is_fitted_) {
        const double off = std::abs(y - effect(first_ + static_cast<std::int32_t>(i), false) +
                                    columns_.offset(first_ + static_cast<std::int32_t>(i)));
        const double limit = 2 * std::sqrt(noise_ * noise_ + std::exp(-std::max(log_[i], 0.0)));
        if (off > limit) weight *= limit / off;
      }
      for (const Cell& a : row) {
        const auto ca = static_cast<std::size_t>(a.column);
        right[ca] += weight * a.value * y;
        for (const Cell& b : row)
          if (b.column <= a.column)
            matrix[ca * k + static_cast<std::size_t>(b.column)] += weight * a.value * b.value;
      }
    }
    for (std::size_t c = 0; c < k; ++c) {
      const double prior = columns_.prior(static_cast<std::int32_t>(c));
      matrix[c * k + c] += 1 / (prior * prior);
    }
    solve(matrix, right);
    effects_ = right;
    is_fitted_ = true;
  }
  static void solve(std::vector<double>& a, std::vector<double>& x) {
    const std::size_t k = x.size();
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = a[i * k + j];
        for (std::size_t m = 0; m < j; ++m)
          sum -= a[i * k + m] * a[j * k + m];
        a[i * k + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * k + j];
      }
      double sum = x[i];
      for (std::size_t m = 0; m < i; ++m)
        sum -= a[i * k + m] * x[m];
      x[i] = sum / a[i * k + i];
    }
    for (std::size_t i = k; i-- > 0;) {
      for (std::size_t m = i + 1; m < k; ++m)
        x[i] -= a[m * k + i] * x[m];
      x[i] /= a[i * k + i];
    }
  }

  // From both sides, so that effects are seen against the level of their time.
  void smooth_level(int turn) {
    const double keep = turn == 0 ? 0.97 : 0.94;
    std::vector<double> sums(size(), 0), weights(size(), 0);
    std::vector<double> left(size(), 0);
    for (std::size_t i = 0; i < size(); ++i)
      if (weight_[i] > 0) left[i] = left_over(i);
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      sum *= keep;
      weight *= keep;
      if (weight_[i] > 0) {
        sum += left[i];
        weight += 1;
      }
      sums[i] += sum;
      weights[i] += weight;
    }
    sum = weight = 0;
    for (std::size_t i = size(); i-- > 0;) {
      sums[i] += sum;
      weights[i] += weight;
      if (weight_[i] > 0) {
        sum += left[i];
        weight += 1;
      }
      sum *= keep;
      weight *= keep;
    }
    std::vector<double> rests;
    for (std::size_t i = 0; i < size(); ++i) {
      if (weights[i] > 0) level_[i] = sums[i] / weights[i];
      if (weight_[i] > 0) rests.push_back(left[i] - level_[i]);
    }
    noise_ = std::max(0.01, spread_of(rests, median_of(rests)));
  }

  // The middle of the first days, then each day corrects.
  Smoothed begin(const std::vector<double>& left) const {
    std::vector<double> first;
    for (std::size_t i = 0; i < size() && first.size() < 14; ++i)
      if (weight_[i] > 0) first.push_back(left[i]);
    return {median_of(first), 0};
  }

  void choose_speeds() {
    std::vector<double> left(size(), 0);
    for (std::size_t i = 0; i < size(); ++i)
      if (weight_[i] > 0) left[i] = left_over(i);
    recent_.assign(size(), 0);
    for (std::size_t i = 0; i < size(); ++i)
      recent_[i] = std::exp2(-static_cast<double>(size() - i) / 120);
    groups_ = {Group{1}, Group{2}, Group{5}, Group{14}};
    std::array<double, 4> best;
    best.fill(1e300);
    std::vector<Smoothed> states(size());
    for (const double speed : level_speeds)
      for (const double trend : trends) {
        Smoothed now = begin(left);
        for (std::size_t i = 0; i < size(); ++i) {
          states[i] = now;  // before the day was seen
          const double expected = now.level + damping * now.trend;
          now.trend *= damping;
          now.level = expected;
          if (weight_[i] <= 0) continue;
          // A wild day does not carry the level with it.
          const double off = std::clamp(left[i] - expected, -4 * noise_, 4 * noise_);
          now.level += speed * off;
          now.trend += trend * speed * off;
        }
        for (std::size_t g = 0; g < groups_.size(); ++g) {
          const double error = error_of(left, states, groups_[g].ahead, trend);
          if (error < best[g]) {
            best[g] = error;
            groups_[g].speed = speed;
            groups_[g].trend = trend;
            groups_[g].now = now;
          }
        }
      }
    find_bias(left, states);
  }
  // Squared errors, the last half year's above all. A trend must earn its place.
  double error_of(const std::vector<double>& left, const std::vector<Smoothed>& states, std::int32_t ahead,
                  double trend) const {
    double sum = 0, weights = 0;
    const std::size_t skip = std::min<std::size_t>(size() / 3, 28);
    const double steps = damped_sum(ahead);
    for (std::size_t i = skip; i + static_cast<std::size_t>(ahead) <= size(); ++i) {
      const std::size_t target = i + static_cast<std::size_t>(ahead) - 1;
      if (weight_[target] <= 0) continue;
      const double off = left[target] - states[i].level - states[i].trend * steps;
      sum += recent_[target] * std::min(off * off, 16 * noise_ * noise_);
      weights += recent_[target];
    }
    return weights > 0 ? sum / weights * (trend > 0 ? 1.02 : 1) : 1e299;
  }

  // exp of a mean of logs is below the mean.
  void find_bias(const std::vector<double>&, const std::vector<Smoothed>&) {
    double actual = 0, fitted = 0;
    const std::size_t from = size() > 120 ? size() - 120 : 0;
    for (std::size_t i = from; i < size(); ++i) {
      if (weight_[i] <= 0) continue;
      const std::int32_t d = first_ + static_cast<std::int32_t>(i);
      const double fit = std::exp(level_[i] + effect(d, false));
      const double seen = std::exp(log_[i] + columns_.offset(d));
      if (seen > 2 * fit || seen * 2 < fit) {
        if (fit > 30) continue;
      }
      actual += history_.totals[static_cast<std::size_t>(d)];
      fitted += fit;
    }
    bias_ = fitted > 0 ? std::clamp(actual / fitted, 0.9, 1.5) : 1;
  }

  const RepairedHistory& history_;
  const CalendarColumns& columns_;
  const std::int32_t first_;
  const std::int32_t origin_;
  std::vector<double> log_, level_, weight_, effects_;
  std::vector<double> recent_;  // weights of errors
  std::vector<Group> groups_;
  double noise_ = 0.1;
  double bias_ = 1;
  bool is_fitted_ = false;
};

}  // namespace

DayRegression fit_days(const RepairedHistory& history, const CalendarColumns& columns, std::int32_t origin,
                       std::int32_t ahead) {
  Fit fit(history, columns, origin);
  fit.run();
  DayRegression result;
  result.forecast = fit.forecast(ahead);
  result.effects = fit.effects();
  for (std::int32_t d = 0; d < origin + ahead; ++d)
    result.special.push_back(fit.effect(d, true));
  return result;
}

}  // namespace rapport::workforce
