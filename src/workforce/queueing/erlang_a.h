// Erlang A: M/M/n+M, who waits hangs up after an exponential time. Exact, at any load. Source: C. Palm 1957;
// Mandelbaum and Zeltyn, Service engineering in action (2007). With x = lambda/theta, alpha = n mu/theta and
// S(x) = sum over j >= 1 of x^j / ((alpha+1) ... (alpha+j)), in units of "all agents busy, nobody waits" the
// states sum to Z = 1/B(n) + S(x):
//   P(wait) = (1 + S(x)) / Z, P(abandon) = sum of j x^j/(...) / (x Z), mean wait of all = P(abandon)/theta,
//   answered within t = ((1/B(n) - 1) + alpha/x (S(x) - H(t) S(x e^(-theta t)))) / Z, H(t) = e^(x (1 -
//   e^(-theta t)) - n mu t).
// Sums begin at their largest term, so that nothing overflows and every term is positive.
#pragma once

#include "workforce/queueing/load.h"

namespace rapport::workforce {

// `patience_s`: mean, > 0. asa_s is the mean wait of all who arrive, also of those who hang up.
QueueFigures erlang_a(const Load& load, double patience_s, int agents, double within_s);

}  // namespace rapport::workforce
