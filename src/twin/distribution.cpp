#include "twin/distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "twin/arithmetic.h"

namespace rapport::twin {
namespace {

// Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; mean `shape`.
double standard_gamma(Random& random, double shape) {
  if (shape < 1) {
    const double boost = exponential_of(natural_log(random.unit()) / shape);
    return standard_gamma(random, shape + 1) * boost;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal_quantile(random.unit());
    const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
    if (v <= 0) continue;
    if (natural_log(random.unit()) < 0.5 * x * x + d - d * v + d * natural_log(v)) return d * v;
  }
}

// When only `share` of all are still there.
double time_when(const Survival& survival, double share) {
  const std::vector<double>& shares = survival.shares;
  const auto found =
      std::partition_point(shares.begin(), shares.end(), [&](double left) { return left > share; });
  if (found != shares.end()) return survival.times_s[static_cast<std::size_t>(found - shares.begin())];
  const double last = shares.empty() ? 1 : shares.back();
  const double from = survival.times_s.empty() ? 0 : survival.times_s.back();
  return from + survival.tail_mean_s * natural_log(last / share);
}

double share_after(const Survival& survival, double s) {
  const std::vector<double>& times = survival.times_s;
  const auto after =
      static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), s) - times.begin());
  const double share = after == 0 ? 1 : survival.shares[after - 1];
  if (after < times.size()) return share;
  return share * exponential_of(-(s - (times.empty() ? 0 : times.back())) / survival.tail_mean_s);
}

Duration whole(double s) {
  const double us = std::floor(s * 1e6 + 0.5);
  if (!(us < static_cast<double>(sample_max.us))) return sample_max;
  return us > 0 ? Duration{static_cast<std::int64_t>(us)} : Duration{};
}

}  // namespace

std::string fault_of(const Law& law) {
  const auto* survival = std::get_if<Survival>(&law);
  if (survival == nullptr) return {};
  if (survival->times_s.size() != survival->shares.size()) return "needs as many shares as times_s";
  if (!std::is_sorted(survival->times_s.begin(), survival->times_s.end())) return "times_s must rise";
  if (!std::is_sorted(survival->shares.rbegin(), survival->shares.rend())) return "shares must not rise";
  return {};
}

Distribution::Distribution(Law law) : law_(std::move(law)) {
  if (const auto* lognormal = std::get_if<Lognormal>(&law_)) {
    const double variance = natural_log(1 + lognormal->cv * lognormal->cv);
    width_ = std::sqrt(variance);
    scale_ = natural_log(lognormal->mean_s) - variance / 2;
  } else if (const auto* weibull = std::get_if<Weibull>(&law_)) {
    scale_ = weibull->shape == 1 ? weibull->mean_s : weibull->mean_s / gamma_function(1 + 1 / weibull->shape);
  } else if (const auto* empirical = std::get_if<Empirical>(&law_)) {
    RAPPORT_CHECK(!empirical->values_s.empty());
  }
}

double Distribution::seconds_of(Random& random) const {
  if (const auto* constant = std::get_if<Constant>(&law_)) return constant->mean_s;
  if (const auto* exponential = std::get_if<Exponential>(&law_))
    return -natural_log(random.unit()) * exponential->mean_s;
  if (std::holds_alternative<Lognormal>(law_)) {
    const double x = scale_ + width_ * normal_quantile(random.unit());
    return x < 700 ? exponential_of(x) : 1e300;
  }
  if (const auto* gamma = std::get_if<Gamma>(&law_))
    return standard_gamma(random, gamma->shape) / gamma->shape * gamma->mean_s;
  if (const auto* erlang = std::get_if<Erlang>(&law_)) {
    double sum = 0;
    for (std::int32_t i = 0; i < erlang->phases; ++i)
      sum -= natural_log(random.unit());
    return sum / erlang->phases * erlang->mean_s;
  }
  if (const auto* weibull = std::get_if<Weibull>(&law_)) {
    const double x = natural_log(-natural_log(random.unit())) / weibull->shape;
    return scale_ * exponential_of(x);
  }
  if (const auto* survival = std::get_if<Survival>(&law_)) return time_when(*survival, random.unit());
  const std::vector<double>& values = std::get<Empirical>(law_).values_s;
  return values[static_cast<std::size_t>(random.unit() * static_cast<double>(values.size()))];
}

Duration Distribution::sample_over(Random& random, Duration least) const {
  const double least_s = static_cast<double>(least.us) * 1e-6;
  if (const auto* survival = std::get_if<Survival>(&law_)) {
    const double share = share_after(*survival, least_s);
    return share > 0 ? std::max(least, whole(time_when(*survival, random.unit() * share))) : least;
  }
  if (std::holds_alternative<Exponential>(law_)) return least + sample(random);
  for (int tries = 0; tries < 100; ++tries)
    if (const Duration one = sample(random); one > least) return one;
  return least;
}

Duration Distribution::sample(Random& random) const {
  return whole(seconds_of(random));
}

double Distribution::mean_s() const {
  if (const auto* constant = std::get_if<Constant>(&law_)) return constant->mean_s;
  if (const auto* exponential = std::get_if<Exponential>(&law_)) return exponential->mean_s;
  if (const auto* lognormal = std::get_if<Lognormal>(&law_)) return lognormal->mean_s;
  if (const auto* gamma = std::get_if<Gamma>(&law_)) return gamma->mean_s;
  if (const auto* erlang = std::get_if<Erlang>(&law_)) return erlang->mean_s;
  if (const auto* weibull = std::get_if<Weibull>(&law_)) return weibull->mean_s;
  if (const auto* survival = std::get_if<Survival>(&law_)) {
    double sum = 0, from = 0, share = 1;
    for (std::size_t i = 0; i < survival->times_s.size(); ++i) {
      sum += share * (survival->times_s[i] - from);
      from = survival->times_s[i];
      share = survival->shares[i];
    }
    return sum + share * survival->tail_mean_s;
  }
  const std::vector<double>& values = std::get<Empirical>(law_).values_s;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool Distribution::is_zero() const {
  const auto* constant = std::get_if<Constant>(&law_);
  return constant != nullptr && constant->mean_s == 0;
}

}  // namespace rapport::twin
