// Negotiation: everybody is asked again and again for their best line at prices that also say how much the
// others leave open, at first as if numbers were soft, then sharper. Prices move as in the method of
// multipliers, so that what comes out is both lines that fit together and prices whose bound is good.
#pragma once

#include <vector>

#include "workforce/schedule/prices.h"
#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

struct Sharpness {
  double width_first = 4;  // by how many people a price reaches its limit
  double width_last = 0.5;
  std::int32_t rounds = 30;
  double learning = 0.2;  // of prices, from what is missing; 0: they stay
};

// Keeps the best in `solution` (which must have a line for everybody) and moves `prices`.
void negotiate(Search& search, Solution& solution, std::vector<double>& prices, const Sharpness& sharpness,
               double until_s);

}  // namespace rapport::workforce::schedule
