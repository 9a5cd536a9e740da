#include "workforce/queueing/erlang_a.h"

#include <algorithm>
#include <cmath>

#include "workforce/queueing/erlang_b.h"
#include "workforce/queueing/erlang_c.h"
#include "workforce/queueing/waits.h"

namespace rapport::workforce {
namespace {

constexpr double negligible = 1e-18;

// In units of the largest term, whose logarithm beside that of j = 0 is `log_unit`.
struct LineSums {
  double sum = 0;       // of the terms from j = 1
  double weighted = 0;  // each times j
  double first = 1;     // the term of j = 0
  double log_unit = 0;
};

LineSums line_sums(double alpha, double x) {
  LineSums sums;
  const double top = std::max(0.0, std::floor(x - alpha));
  double term = 1;
  for (double j = top;; ++j) {
    if (j >= 1) {
      sums.sum += term;
      sums.weighted += j * term;
    }
    term *= x / (alpha + j + 1);
    if (term < negligible * (sums.sum + 1) || term == 0) break;
  }
  term = 1;
  double j = top;
  for (; j >= 1 && term >= negligible * sums.sum; --j) {
    term *= (alpha + j) / x;
    if (j < 2) continue;
    sums.sum += term;
    sums.weighted += (j - 1) * term;
  }
  // Far down nothing counts any more, but where it is.
  sums.first = j < 1 ? term : 0;
  sums.log_unit =
      j < 1 ? -std::log(term) : top * std::log(x) - (std::lgamma(alpha + top + 1) - std::lgamma(alpha + 1));
  return sums;
}

}  // namespace

QueueFigures erlang_a(const Load& load, double patience_s, int agents, double within_s) {
  const double a = load.erlangs();
  const double x = load.arrivals_per_s * patience_s;
  const double alpha = agents * patience_s / load.handle_s;
  const double inverse_b = inverse_erlang_b(agents, a);
  const LineSums line = line_sums(alpha, x);
  // A first term of 0: so much more work than agents that nobody is ever free.
  const double below = line.first > 0 ? (inverse_b - 1) * line.first : 0;
  const double all = below + line.first + line.sum;
  QueueFigures figures;
  figures.agents = agents;
  if (std::isinf(all)) {  // so many agents that nobody ever waits
    figures.service_level = 1;
    figures.occupancy = a / agents;
    return figures;
  }
  figures.p_wait = (line.first + line.sum) / all;
  figures.p_abandon = line.weighted / all / x;
  figures.asa_s = figures.p_abandon * patience_s;
  figures.occupancy = std::min(1.0, a * (1 - figures.p_abandon) / agents);
  const double left = std::exp(-within_s / patience_s);
  const LineSums later = line_sums(alpha, x * left);
  const double log_h = x * (1 - left) - agents * within_s / load.handle_s;
  const double beyond = later.sum * std::exp(log_h + later.log_unit - line.log_unit);
  figures.service_level = std::clamp((below + alpha / x * std::max(0.0, line.sum - beyond)) / all, 0.0, 1.0);
  return figures;
}

double still_waiting(const Load& load, std::optional<double> patience_s, int agents, double wait_s) {
  if (!patience_s) {
    const QueueFigures figures = erlang_c(load, agents, 0);
    const double spare = agents - load.erlangs();
    return spare <= 0 ? 1 : figures.p_wait * std::exp(-spare * wait_s / load.handle_s);
  }
  const double x = load.arrivals_per_s * *patience_s;
  const double alpha = agents * *patience_s / load.handle_s;
  const double left = std::exp(-wait_s / *patience_s);
  const LineSums line = line_sums(alpha, x), later = line_sums(alpha, x * left);
  const double log_h = x * (1 - left) - agents * wait_s / load.handle_s + later.log_unit - line.log_unit;
  const double longer = (later.first + later.sum) / (line.first + line.sum) * std::exp(log_h);
  return erlang_a(load, *patience_s, agents, 0).p_wait * std::min(1.0, longer) * left;
}

}  // namespace rapport::workforce
