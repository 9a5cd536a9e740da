#include "workforce/queueing/erlang_c.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "workforce/queueing/erlang_b.h"

namespace rapport::workforce {
namespace {

constexpr double too_large = 1e200;  // then everything is counted in a larger unit

}  // namespace

QueueFigures erlang_c(const Load& load, int agents, double within_s) {
  const double a = load.erlangs();
  QueueFigures figures;
  figures.agents = agents;
  if (a >= agents) {
    figures.p_wait = 1;
    figures.occupancy = 1;
    figures.asa_s = std::numeric_limits<double>::infinity();
    return figures;
  }
  figures.occupancy = a / agents;
  figures.p_wait = 1 / (1 + (1 - figures.occupancy) * (inverse_erlang_b(agents, a) - 1));
  const double spare = agents - a;
  figures.asa_s = figures.p_wait * load.handle_s / spare;
  figures.service_level = 1 - figures.p_wait * std::exp(-spare * within_s / load.handle_s);
  return figures;
}

QueueFigures erlang_c_with_places(const Load& load, int agents, int places, double within_s) {
  const double a = load.erlangs(), rho = a / agents;
  // States in units of "all agents busy, nobody waits".
  double below = inverse_erlang_b(agents, a) - 1;  // somebody free
  const double leaving = agents * within_s / load.handle_s;
  double state = 1, waiting = 0, in_line = 0, in_time = 0, at_most = 0;
  for (int ahead = 0; ahead < places; ++ahead) {
    // In time: more than `ahead` have left by then, at the rate of all agents (Poisson).
    at_most +=
        leaving > 0 ? std::exp(-leaving + ahead * std::log(leaving) - std::lgamma(ahead + 1.0)) : ahead == 0;
    waiting += state;
    in_time += state * std::max(0.0, 1 - at_most);
    state *= rho;
    in_line += (ahead + 1) * state;
    if (state < too_large) continue;
    for (double* each : {&below, &waiting, &in_time, &in_line, &state})
      *each /= too_large;
  }
  const double all = below + waiting + state;  // `state`: everything taken
  QueueFigures figures;
  figures.agents = agents;
  if (std::isinf(all)) {  // so many agents that nobody ever waits
    figures.service_level = 1;
    figures.occupancy = rho;
    return figures;
  }
  figures.blocking = state / all;
  figures.p_wait = waiting / all;
  figures.service_level = (below + in_time) / all;
  figures.asa_s = in_line / all / (load.arrivals_per_s * (1 - figures.blocking));
  figures.occupancy = std::min(1.0, rho * (1 - figures.blocking));
  return figures;
}

}  // namespace rapport::workforce
