// Column generation: the master mixes the lines it has, its prices find everybody's best new line, until no
// line would help; then the master's value is the bound that all lines together give. Every round's
// Lagrangean value is a bound as well. Fixing lines one after the other, and pricing again in between, dives
// to whole ones.
#pragma once

#include <vector>

#include "workforce/schedule/column_master.h"
#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

// Master's person i is `people[i]` of the source. Raises search.bound when `is_whole_problem`. `prices` is
// where it starts from (empty: from the master) and what the best bound had. True when no line would help any
// more.
bool generate_columns(Search& search, ColumnMaster& master, const std::vector<std::size_t>& people,
                      std::vector<double>& prices, bool is_whole_problem, double gap, double until_s,
                      std::int32_t rounds_max);

// From the master's optimum to a column per person. Empty when time ran out.
std::vector<std::size_t> dive(Search& search, ColumnMaster& master, const std::vector<std::size_t>& people,
                              double until_s);

}  // namespace rapport::workforce::schedule
