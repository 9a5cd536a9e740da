// A day by intervals whose backlog is carried over: M(t)/M(t)/n(t)(+M), rates and agents constant within each
// interval. The chances of how many are in the system go from interval to interval (states.h), so an
// overloaded morning is still there at noon. Exact up to rounding for the states; with many agents counted in
// steps, see `step`.
//
// When agents go, who goes is independent of who is busy; who is busy finishes and takes nothing new
// (`overtime_s`). When the handle time changes, what is left of a conversation changes with it (memoryless).
//
// Waits are of those who arrive in the interval, wherever they are answered. A customer with j before it
// moves with all useful completions, Poisson with mean the integral of n mu, and every added agent takes one:
// exact without patience, and exact with it as long as nothing changes during the wait (waits.h). With
// patience and a change during the wait, line and staffing are those of the fluid that ends at the same
// place: x' = -(n mu + theta x). Mean waits follow the fluid as well (exact when nothing changes). After the
// last interval its agents go on until everybody is served; if there are none, who has no end of patience
// waits until then. Source: Ingolfsson, Akhmetshina, Budge, Li, Wu, INFORMS J. on Computing 19 (2007), a
// survey of such methods.
#pragma once

#include <optional>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "workforce/queueing/load.h"

namespace rapport::workforce {

struct QueueInterval {
  double length_s = 1800;
  double arrivals = 0;  // expected in it, Poisson
  double handle_s = 0;  // mean, > 0
  int agents = 0;       // 0: closed, the line waits
};

struct QueueDay {
  std::vector<QueueInterval> intervals;
  std::optional<double> patience_s;  // mean
  double within_s = 20;
  int waiting_at_start = 0;
};

struct IntervalFigures {
  QueueFigures figures;  // of who arrives in it; of one who would, if nobody is expected. asa_s: of all, as
                         // in Erlang A
  double waiting_at_start = 0;  // in line, mean
  double waiting_at_end = 0;
  double overtime_s = 0;  // of agents whose time ended with the interval before, in all
  int step = 1;           // states were counted in steps of so many
};

struct QueueDayFigures {
  std::vector<IntervalFigures> intervals;
  QueueFigures total;  // agents: the most at once; occupancy: of all the agents' time
  double overtime_s = 0;
};

inline constexpr int day_intervals_max = 2'000;

// invalid / "bad_day" with an issue per fault, `where` as "/intervals/3/agents".
Result<QueueDayFigures> figures_of_day(const QueueDay& day, const Progress& progress = {});

}  // namespace rapport::workforce
