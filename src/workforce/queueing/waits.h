// How long one waits, by formula. For a customer who finds everybody busy and `ahead` in line, the line moves
// with r = n mu + (those before it) theta: answered within t, and not gone before,
//   e^(-theta s) P(N >= ahead + 1),   e^(-theta s) = n mu / (n mu + (ahead + 1) theta),
// N negative binomial (n mu/theta + 1; 1 - e^(-theta t)), or Poisson (n mu t) when nobody hangs up. For the
// stationary M/M/n+M: the virtual wait V has P(V > t) = P(wait) H(t) (1 + S(x e^(-theta t))) / (1 + S(x)),
// with erlang_a.h's names. Source: Riordan, Stochastic Service Systems (1962); Baccelli and Hebuterne 1981;
// Mandelbaum and Zeltyn 2007.
#pragma once

#include <optional>
#include <vector>

#include "workforce/queueing/load.h"

namespace rapport::workforce {

// P(N >= places) of the number that the line moves on, of removals at `mean_served` = n mu t (no patience:
// Poisson) or negative binomial with shape `of` = n mu/theta + 1 and 1 - `left`, left = e^(-theta t).
class Moved {
 public:
  static Moved poisson(double mean_served);
  static Moved negative_binomial(double of, double left, double most);  // exact for places up to `most`

  double at_least(double places) const;  // 0 or less: 1; between whole numbers: straight

 private:
  double first_ = 0;           // at this many places and fewer: 1
  std::vector<double> tails_;  // P(N >= first_ + i); beyond: the last
  double beyond_ = 0;
};

// Part of all who arrive that still waits after `wait_s`: neither answered nor gone. With patience: M/M/n+M;
// without: M/M/n (1 when the line only grows).
double still_waiting(const Load& load, std::optional<double> patience_s, int agents, double wait_s);

// Of the answered: the part that waited longer than that, and the time that the part `share` (0 to 1) did not
// exceed. Infinite when the line only grows.
double answered_after(const Load& load, std::optional<double> patience_s, int agents, double wait_s);
double wait_percentile_s(const Load& load, std::optional<double> patience_s, int agents, double share);

}  // namespace rapport::workforce
