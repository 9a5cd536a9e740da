// Fix and optimise: a few people's lines are thrown away, new ones priced against what all others cover, and
// the best whole combination found by CBC. Takes the place of shake where lines are few per person and dear
// to get right.
#pragma once

#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

// Until `until_s`, or within `gap` of the bound.
void optimise_blocks(Search& search, Solution& solution, double gap, double until_s);

}  // namespace rapport::workforce::schedule
