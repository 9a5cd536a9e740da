// First guess: Erlang A (Erlang C without patience) for each queue and interval on its own, with the mean
// patience, and as many conversations at once as the group takes; given to the cheapest group that can serve
// the queue. Pure.
#pragma once

#include "workforce/staffing/problem.h"

namespace rapport::workforce::staffing {

// [group][interval], within the groups' agents_min and agents_max.
Numbers first_guess(const Problem& problem);

// Mean handle time of the queue's customers: talk of its kinds, and wrap-up.
double handle_s(const Queue& queue);

}  // namespace rapport::workforce::staffing
