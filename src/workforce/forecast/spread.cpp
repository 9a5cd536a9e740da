#include "workforce/forecast/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rapport::workforce {
namespace {

constexpr std::array<double, 6> levels = {0.25, 0.75, 0.1, 0.9, 0.025, 0.975};
constexpr std::array<double, 6> normal_quantiles = {-0.674, 0.674, -1.282, 1.282, -2.1, 2.1};
constexpr double phis[] = {0.7, 1, 1.4, 2, 3, 5, 8, 14, 25};
constexpr double cs[] = {0, 0.012, 0.025, 0.04, 0.06, 0.085, 0.12, 0.17, 0.24, 0.35, 0.5, 0.8};
constexpr double small_count = 40;

double variance(double forecast, double phi, double c) {
  return phi * std::max(forecast, 0.05) + c * c * forecast * forecast;
}

// Of Student's t with five degrees of freedom: outliers do not rule.
double likelihood(const std::vector<const ErrorSample*>& samples, double phi, double c) {
  double sum = 0;
  for (const ErrorSample* sample : samples) {
    const double v = variance(sample->forecast, phi, c) * 0.6;
    const double off = sample->actual - sample->forecast;
    sum -= sample->weight * (0.5 * std::log(v) + 3 * std::log1p(off * off / v / 5));
  }
  return sum;
}

// Weighted quantile; the total weight stands for all.
double quantile(const std::vector<std::pair<double, double>>& sorted, double total, double level) {
  double sum = 0;
  for (const auto& [value, weight] : sorted) {
    sum += weight;
    if (sum >= level * total) return value;
  }
  return sorted.back().first;
}

// The least count whose Poisson distribution function reaches p.
double poisson_quantile(double mean, double p) {
  double term = std::exp(-mean), sum = term;
  int k = 0;
  while (sum < p && k < 1'000) {
    ++k;
    term *= mean / k;
    sum += term;
  }
  return k;
}

}  // namespace

std::size_t ahead_group(std::int32_t ahead) {
  return ahead <= 1 ? 0 : ahead <= 3 ? 1 : ahead <= 7 ? 2 : ahead <= 14 ? 3 : 4;
}

Spread Spread::assumed(double relative) {
  Spread spread;
  for (std::size_t g = 0; g < ahead_groups; ++g) {
    spread.groups_[g].phi = 1.2;
    spread.groups_[g].c = relative * (1 + 0.15 * static_cast<double>(g));
  }
  return spread;
}

Spread Spread::fit(const std::vector<ErrorSample>& samples, std::int32_t days) {
  Spread spread = assumed(0.15);
  // A few days say little about rare errors.
  const double trust = days / (days + 8.0), widen = std::sqrt(1 + 3.0 / std::max(days, 1));
  bool has_before = false;
  for (std::size_t g = 0; g < ahead_groups; ++g) {
    Group& group = spread.groups_[g];
    std::vector<const ErrorSample*> own, fitted;
    for (const ErrorSample& sample : samples)
      if (ahead_group(sample.ahead) == g) own.push_back(&sample);
    if (own.size() < 60 && (own.size() < 12 || static_cast<std::int32_t>(own.size()) < days / 2)) {
      if (has_before) {  // further ahead is less certain
        group = spread.groups_[g - 1];
        group.c *= 1.2;
      }
      continue;
    }
    const std::size_t step = own.size() / 1'500 + 1;
    for (std::size_t i = 0; i < own.size(); i += step)
      fitted.push_back(own[i]);
    double best = -1e300;
    for (const double phi : phis)
      for (const double c : cs)
        if (const double found = likelihood(fitted, phi, c); found > best) {
          best = found;
          group.phi = phi;
          group.c = c;
        }
    std::vector<std::pair<double, double>> scaled;
    double total = 0;
    for (const ErrorSample* sample : own) {
      if (sample->forecast < 0.05 && sample->actual == 0) continue;
      scaled.emplace_back(
          (sample->actual - sample->forecast) / std::sqrt(variance(sample->forecast, group.phi, group.c)),
          sample->weight);
      total += sample->weight;
    }
    if (scaled.size() < 12) continue;
    std::sort(scaled.begin(), scaled.end());
    for (std::size_t q = 0; q < levels.size(); ++q) {
      const double found = quantile(scaled, total, levels[q]);
      group.quantiles[q] = (trust * found + (1 - trust) * normal_quantiles[q]) * widen;
    }
    has_before = true;
  }
  return spread;
}

std::vector<double> Spread::numbers() const {
  std::vector<double> all;
  for (const Group& group : groups_) {
    all.push_back(group.phi);
    all.push_back(group.c);
    all.insert(all.end(), group.quantiles.begin(), group.quantiles.end());
  }
  return all;
}

std::optional<Spread> Spread::of_numbers(const std::vector<double>& numbers) {
  Spread spread;
  constexpr std::size_t of_group = 2 + std::tuple_size_v<decltype(Group::quantiles)>;
  if (numbers.size() != ahead_groups * of_group) return std::nullopt;
  auto at = numbers.begin();
  for (Group& group : spread.groups_) {
    group.phi = *at++;
    group.c = *at++;
    for (double& quantile : group.quantiles)
      quantile = *at++;
  }
  return spread;
}

Band Spread::band(double forecast, std::int32_t ahead, double day_share) const {
  const Group& group = groups_[ahead_group(ahead)];
  if (forecast <= 0) return {};
  // Beyond what was tested, uncertainty goes on growing.
  const double further = ahead > 28 ? std::sqrt(ahead / 28.0) : 1;
  const double deviation = std::sqrt(variance(forecast, group.phi, group.c * further * day_share));
  std::array<double, 6> edges;
  for (std::size_t q = 0; q < 6; ++q) {
    edges[q] = std::max(0.0, forecast + group.quantiles[q] * deviation);
    if (forecast >= small_count) continue;
    const double poisson = poisson_quantile(forecast, levels[q]);
    edges[q] = q % 2 == 0 ? std::min(edges[q], poisson) : std::max(edges[q], poisson);
  }
  // The wider holds the narrower, and the forecast is inside.
  edges[0] = std::min(edges[0], forecast);
  edges[1] = std::max(edges[1], forecast);
  for (std::size_t q = 2; q < 6; ++q)
    edges[q] = q % 2 == 0 ? std::min(edges[q], edges[q - 2]) : std::max(edges[q], edges[q - 2]);
  return {edges[0], edges[1], edges[2], edges[3], edges[4], edges[5]};
}

}  // namespace rapport::workforce
