// Erlang C: M/M/n, nobody hangs up; with `places` to wait at most M/M/n/n+places. Source: A. K. Erlang 1917;
// Iversen, Teletraffic Engineering, chapter 9.
#pragma once

#include <optional>

#include "workforce/queueing/load.h"

namespace rapport::workforce {

// P(wait) = 1 / (1 + (1 - rho) (1/B(n) - 1)), SL = 1 - P(wait) e^-((n - a) t / handle). With as much work as
// agents or more the line only grows: everybody waits, for ever.
QueueFigures erlang_c(const Load& load, int agents, double within_s);

// Who finds the places taken as well is turned away (`blocking`); service level and mean wait are of all who
// arrive, and of those who are let in. Any load.
QueueFigures erlang_c_with_places(const Load& load, int agents, int places, double within_s);

}  // namespace rapport::workforce
