// What time off leaves of shifts that are planned already. Pure; any thread.
#pragma once

#include "workforce/shifts/board.h"

namespace rapport::workforce {

// The longer part that is left stays; where none is left the day is free. In order of the days. REQUIRES: the
// problem knows the agent.
std::vector<BoardChange> cuts_for(const schedule::Problem& problem, const schedule::Plan& plan,
                                  const std::string& agent, const std::vector<schedule::TimeOff>& time_off);

// The shift without [from, to): the longer part that is left, with those of its breaks that are inside it and
// that a shift so short still has; nothing where it is shorter than the grid.
std::optional<schedule::PlannedShift> without_span(const schedule::Problem& problem,
                                                   const schedule::PlannedShift& shift, Instant from,
                                                   Instant to);

}  // namespace rapport::workforce
