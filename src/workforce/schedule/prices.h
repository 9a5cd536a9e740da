// Prices: the lower bound by Lagrangean relaxation. Each row gets a price for being covered; given prices
// everybody's best line is found alone, and their sum bounds every plan from below. Prices are raised where
// too few come and lowered where too many do (the volume algorithm, Barahona & Anbil 2000), which also gives
// the share of people that the relaxed answer puts on each row.
#pragma once

#include <vector>

#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

struct Prices {
  std::vector<double> price;  // per row, of the best bound
  double bound = -1e30;
  std::int32_t rounds = 0;
  std::vector<double> average;  // per row: how many cover it in the relaxed answer
};

// What the rows alone cost at best when each covering is bought for its price.
double rows_at_least(const std::vector<CoverRow>& rows, const std::vector<double>& prices);

// Until `until_s` of the search's clock, or `rounds_max`, or the bound comes within `gap` of `cost`. Raises
// search.bound.
// `start`: prices to begin with (empty: a share of what missing costs).
Prices find_prices(Search& search, const std::vector<double>& start, double first_step, double cost,
                   double gap, double until_s, std::int32_t rounds_max);

}  // namespace rapport::workforce::schedule
