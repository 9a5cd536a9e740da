// Chances of how many are in the system (in service or in line), and how they change while rates stand still:
// the birth-death equations p' = p Q of M/M/n(+M), by uniformisation: p(t) = sum of Poisson(L t; k) p (I +
// Q/L)^k, and the mean over [0, t] with the weights P(more than k) / (L t). Source: A. Jensen 1953; Gross and
// Miller, Operations Research 32 (1984).
//
// Many agents are counted in steps of 2, 4, 8, ...: a birth-death chain on multiples of h with the same drift
// b = a - d and, where |b| h <= a + d, the same variance a + d (a, d: rates of arriving and leaving): up b+/h
// +
// ((a+d) - |b| h)+ / 2h^2, down b-/h + the same. With h = 1 this is the chain itself; above it is its
// diffusion. A value.
#pragma once

#include <cstdint>
#include <vector>

namespace rapport::workforce {

struct QueueRates {
  double arrivals_per_s = 0;
  double served_per_s = 0;   // by one agent
  double hang_up_per_s = 0;  // one who waits; 0: never
  int agents = 0;

  double leaving(double in_system) const;
};

class QueueStates {
 public:
  explicit QueueStates(std::int64_t in_system) : first_(in_system), chances_{1} {}

  struct Means {
    double busy = 0;
    double in_line = 0;
    double p_wait = 0;  // nobody free
  };
  // Visits (in system, chance, part of it that finds nobody free). On steps above 1 a chance is spread over
  // its cell.
  template <class Visit>
  void each(int agents, Visit visit) const {
    for (std::size_t i = 0; i < chances_.size(); ++i) {
      const double in_system = static_cast<double>(first_ + static_cast<std::int64_t>(i)) * step_;
      const double beyond = (in_system + step_ / 2.0 - (agents - 0.5)) / step_;
      visit(in_system, chances_[i], beyond < 0 ? 0.0 : beyond > 1 ? 1.0 : beyond);
    }
  }
  Means means(int agents) const;
  double sum() const;
  int step() const { return step_; }
  double width() const { return static_cast<double>(chances_.size()) * step_; }
  double most() const;  // in system

  // A power of two. Mass and mean stay.
  void count_in_steps_of(int step);

  // From now to `seconds` later; answers the mean over that time.
  QueueStates advance(const QueueRates& rates, double seconds);

  // Of `before` agents `before - after` go, whoever they are: each of them that is busy (hypergeometric: the
  // others are as likely) finishes what it has and takes it out of the system. Answers how many they have, on
  // average.
  double let_go(int before, int after);

 private:
  bool try_advance(const QueueRates& rates, double seconds, std::int64_t margin, QueueStates& mean);
  void trim();

  int step_ = 1;
  std::int64_t first_ = 0;
  std::vector<double> chances_;
};

}  // namespace rapport::workforce
