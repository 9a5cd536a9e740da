// Erlang B and its kin: whoever finds every line busy is turned away. Source: A. K. Erlang 1917; Engset 1918;
// the recursions as in V. B. Iversen, Teletraffic Engineering, chapters 7 and 8.
#pragma once

namespace rapport::workforce {

// 1/B(n) = 1 + n/a 1/B(n-1), 1/B(0) = 1: the part of time, and of arrivals, that finds all lines busy. The
// inverse never cancels; it may be infinite, and B is then 0. O(lines).
double inverse_erlang_b(int lines, double erlangs);
double erlang_b(int lines, double erlangs);

// Of those turned away the part `redials` (0 to 1) tries again at once and every time: the load that the
// lines see is the fixed point of a' = a + redials B(n, a') a'. Blocking of a try.
double erlang_b_with_redials(int lines, double erlangs, double redials);

// Engset: `sources` people, each of whom begins `tries` calls (in Erlang: rate while free times service
// time). The part of tries that is turned away: E(n) with m-1 sources, 1/E(n) = 1 + n / ((m - n) b) 1/E(n-1).
double engset(int lines, int sources, double tries);

}  // namespace rapport::workforce
