// Survival: how long customers would wait, from days on which most of them were answered before they gave up.
// Kaplan and Meier, "Nonparametric estimation from incomplete observations", 1958. Beyond the last one who
// gave up: exponential, with the rate of the last third of those who did.
#pragma once

#include <vector>

#include "twin/distribution.h"

namespace rapport::twin {

struct Lifetime {
  double s = 0;
  bool is_ended = false;  // they left then; else they were answered, and would have waited longer
};

inline constexpr std::size_t survival_points_max = 1'000;

// REQUIRES: at least one has ended. Of many times every so many are kept.
Survival kaplan_meier(std::vector<Lifetime> lifetimes);

}  // namespace rapport::twin
