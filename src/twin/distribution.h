// Distribution: how long something takes. A value; sampling changes only the Random it is given.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "platform/contract/describe.h"
#include "twin/random.h"

namespace rapport::twin {

// As a scenario file writes them: {"kind": "lognormal", "mean_s": 240, "cv": 0.8}. Limits: notes in
// scenario.cpp.
struct Constant {
  double mean_s = 0;
};
struct Exponential {
  double mean_s = 1;
};
struct Lognormal {
  double mean_s = 1;  // of the times themselves, not of their logarithm
  double cv = 1;      // standard deviation / mean
};
struct Gamma {
  double mean_s = 1;
  double shape = 1;  // 1 / cv^2
};
struct Erlang {
  double mean_s = 1;        // of the whole
  std::int32_t phases = 1;  // exponential ones, one after the other
};
struct Weibull {
  double mean_s = 1;
  double shape = 1;  // below 1: the longer it has lasted, the longer it will
};
struct Empirical {
  std::vector<double> values_s;  // not empty; each equally likely
};
// As a survival estimate gives it: who is still there after each time; beyond the last one exponential.
struct Survival {
  std::vector<double> times_s;  // rising
  std::vector<double> shares;   // as many, 0 to 1, not rising; before the first time: 1
  double tail_mean_s = 600;
};
using Law = std::variant<Constant, Exponential, Lognormal, Gamma, Erlang, Weibull, Empirical, Survival>;

// What is wrong with it beyond the limits of its members; "" when nothing is.
std::string fault_of(const Law& law);

BOOST_DESCRIBE_STRUCT(Constant, (), (mean_s))
BOOST_DESCRIBE_STRUCT(Exponential, (), (mean_s))
BOOST_DESCRIBE_STRUCT(Lognormal, (), (mean_s, cv))
BOOST_DESCRIBE_STRUCT(Gamma, (), (mean_s, shape))
BOOST_DESCRIBE_STRUCT(Erlang, (), (mean_s, phases))
BOOST_DESCRIBE_STRUCT(Weibull, (), (mean_s, shape))
BOOST_DESCRIBE_STRUCT(Empirical, (), (values_s))
BOOST_DESCRIBE_STRUCT(Survival, (), (times_s, shares, tail_mean_s))

class Distribution {
 public:
  Distribution() = default;        // constantly 0
  explicit Distribution(Law law);  // REQUIRES: fault_of(law) is empty

  Duration sample(Random& random) const;  // 0 to sample_max, whole microseconds
  // Of those that last longer than `least`; one draw more only where there is no formula.
  Duration sample_over(Random& random, Duration least) const;
  double mean_s() const;
  bool is_zero() const;

 private:
  double seconds_of(Random& random) const;
  Law law_;
  double scale_ = 0;  // worked out once: mu of the lognormal, scale of the Weibull
  double width_ = 0;  // sigma of the lognormal
};

inline constexpr Duration sample_max = hours(24 * 30);

}  // namespace rapport::twin
