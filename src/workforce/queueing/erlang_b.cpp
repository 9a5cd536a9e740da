#include "workforce/queueing/erlang_b.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce {
namespace {

constexpr int steps_max = 200;
constexpr double close_enough = 1e-13;

}  // namespace

double inverse_erlang_b(int lines, double erlangs) {
  double inverse = 1;
  for (int line = 1; line <= lines; ++line)
    inverse = 1 + line / erlangs * inverse;
  return inverse;
}

double erlang_b(int lines, double erlangs) {
  return 1 / inverse_erlang_b(lines, erlangs);
}

double erlang_b_with_redials(int lines, double erlangs, double redials) {
  // a' - redials B(a') a' - a grows with a': what is carried grows with the load. Between a and all of them
  // trying for ever.
  double low = erlangs, high = erlangs;
  const auto is_below = [&](double seen) { return seen * (1 - redials * erlang_b(lines, seen)) < erlangs; };
  for (int step = 0; step < steps_max && is_below(high); ++step)
    high *= 2;
  for (int step = 0; step < steps_max && high - low > close_enough * high; ++step) {
    const double middle = low + (high - low) / 2;
    (is_below(middle) ? low : high) = middle;
  }
  return erlang_b(lines, high);
}

double engset(int lines, int sources, double tries) {
  if (lines >= sources) return 0;
  double inverse = 1;
  for (int line = 1; line <= lines; ++line)
    inverse = 1 + line / ((sources - line) * tries) * inverse;
  return 1 / inverse;
}

}  // namespace rapport::workforce
