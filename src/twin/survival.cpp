#include "twin/survival.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"

namespace rapport::twin {
namespace {

// The mean time between two who leave, per customer who is there, from `from_s` on.
double mean_beyond(const std::vector<Lifetime>& sorted, double from_s) {
  double exposure = 0;
  double ended = 0;
  for (const Lifetime& one : sorted) {
    exposure += std::max(0.0, one.s - from_s);
    if (one.is_ended && one.s > from_s) ++ended;
  }
  return ended > 0 ? exposure / ended : 0;
}

}  // namespace

Survival kaplan_meier(std::vector<Lifetime> lifetimes) {
  // At the same time who left comes first: who was answered then was still there.
  std::sort(lifetimes.begin(), lifetimes.end(), [](const Lifetime& a, const Lifetime& b) {
    return a.s < b.s || (a.s == b.s && a.is_ended && !b.is_ended);
  });
  Survival all;
  double share = 1;
  auto at_risk = static_cast<double>(lifetimes.size());
  for (std::size_t i = 0; i < lifetimes.size();) {
    const double s = lifetimes[i].s;
    double ended = 0, gone = 0;
    for (; i < lifetimes.size() && lifetimes[i].s == s; ++i) {
      ++gone;
      if (lifetimes[i].is_ended) ++ended;
    }
    if (ended > 0) {
      share *= 1 - ended / at_risk;
      all.times_s.push_back(s);
      all.shares.push_back(share);
    }
    at_risk -= gone;
  }
  RAPPORT_CHECK(!all.times_s.empty());
  const std::size_t points = all.times_s.size();
  const bool is_long = points >= 6;
  const double tail = mean_beyond(lifetimes, is_long ? all.times_s[points * 2 / 3] : 0);
  const double otherwise = mean_beyond(lifetimes, 0);
  Survival out;
  out.tail_mean_s = std::max({tail > 0 ? tail : otherwise, otherwise > 0 ? 1e-3 : 1.0, 1e-3});
  const std::size_t every = (points + survival_points_max - 1) / survival_points_max;
  for (std::size_t i = 0; i < points; ++i) {
    if (i % every != every - 1 && i + 1 != points) continue;
    out.times_s.push_back(all.times_s[i]);
    out.shares.push_back(all.shares[i]);
  }
  return out;
}

}  // namespace rapport::twin
