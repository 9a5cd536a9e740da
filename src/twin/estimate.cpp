#include "twin/estimate.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace rapport::twin {
namespace {

// Quantile 0.975 of Student's t; beyond 30 degrees of freedom the first terms of its expansion in 1 / n.
double student_t(std::int32_t freedom) {
  constexpr std::array<double, 30> table = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                            2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                            2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                            2.060,  2.056, 2.052, 2.048, 2.045, 2.042};
  if (freedom <= 30) return table[static_cast<std::size_t>(freedom - 1)];
  constexpr double z = 1.959964;
  return z + (z * z * z + z) / (4 * freedom);
}

}  // namespace

contract::Notes contract_notes(contract::Tag<Estimate>) {
  return {.name = "TwinEstimate", .doc = "Of several runs; half_width is of the 95 % confidence interval."};
}

void Sums::add(double x) {
  if (runs_++ == 0) first_ = x;
  sum_ += x - first_;
  sum_of_squares_ += (x - first_) * (x - first_);
}

Estimate Sums::estimate() const {
  Estimate out;
  out.runs = runs_;
  if (runs_ == 0) return out;
  out.mean = first_ + sum_ / runs_;
  if (runs_ < 2) return out;
  const double variance = (sum_of_squares_ - sum_ * sum_ / runs_) / (runs_ - 1);
  out.half_width = student_t(runs_ - 1) * std::sqrt(variance > 0 ? variance / runs_ : 0);
  out.mean = std::floor(out.mean * 1e6 + 0.5) / 1e6;
  out.half_width = std::floor(out.half_width * 1e6 + 0.5) / 1e6;
  return out;
}

}  // namespace rapport::twin
