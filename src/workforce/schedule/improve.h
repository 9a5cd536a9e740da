// First solutions and better ones, a person at a time: each time the exact best line against what all others
// do. Nothing here ever makes a line that breaks a rule.
#pragma once

#include <cstddef>
#include <vector>

#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

// Everybody in turn, with prices for those who have not been asked yet (empty: none). Nothing when somebody
// has no line; `impossible` is then who.
bool first_solution(Search& search, const std::vector<double>& prices, const std::vector<double>& average,
                    Solution& solution, std::size_t& impossible);
// Asks everybody again until nobody has anything better. REQUIRES: solution has a line for everybody.
void settle(Search& search, Solution& solution, double until_s);
// Takes a few people out at once and puts them back in another order, as long as it helps.
void shake(Search& search, Solution& solution, double gap, double until_s);

// An order of chance that is the same on every machine (std::shuffle need not be).
std::vector<std::size_t> in_chance_order(std::size_t count, std::mt19937_64& random);
double cost_of(const LineSource& source, const std::vector<Line>& lines);

}  // namespace rapport::workforce::schedule
