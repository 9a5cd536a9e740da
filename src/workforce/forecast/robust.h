// Medians and spreads that a few wild values do not move.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace rapport::workforce {

// Reorders. 0 of nothing.
inline double median_of(std::vector<double>& values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// As a standard deviation: 1.4826 times the median distance from `centre`. Overwrites.
inline double spread_of(std::vector<double>& values, double centre) {
  for (double& value : values)
    value = std::abs(value - centre);
  return 1.4826 * median_of(values);
}

}  // namespace rapport::workforce
