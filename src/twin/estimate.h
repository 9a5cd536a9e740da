// Estimate: what several runs of a random day say about one figure. Only +, -, *, / and sqrt: the same runs
// give the same bytes on every machine.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "platform/contract/describe.h"

namespace rapport::twin {

struct Estimate {
  double mean = 0;
  double half_width = 0;  // of the 95 % confidence interval (Student's t)
  std::int32_t runs = 0;  // in which the figure was defined
};
using Estimates = std::map<std::string, Estimate>;  // by the summary's member names

BOOST_DESCRIBE_STRUCT(Estimate, (), (mean, half_width, runs))
contract::Notes contract_notes(contract::Tag<Estimate>);

// Values one after the other, in the order of their runs.
class Sums {
 public:
  void add(double x);
  Estimate estimate() const;  // rounded to a millionth; of nothing: runs = 0

 private:
  double sum_ = 0;
  double sum_of_squares_ = 0;  // of differences from the first value, which keeps it exact enough
  double first_ = 0;
  std::int32_t runs_ = 0;
};

}  // namespace rapport::twin
