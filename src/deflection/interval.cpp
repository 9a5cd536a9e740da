#include "deflection/interval.h"

#include <algorithm>
#include <cmath>

namespace rapport::deflection {

Interval wilson(std::int64_t hits, std::int64_t of) {
  if (of <= 0) return {};
  constexpr double z = 1.959964;  // of 95 %
  const auto n = static_cast<double>(of);
  const double p = static_cast<double>(hits) / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const auto per_mille = [](double share) {
    return static_cast<std::int32_t>(std::lround(std::clamp(share, 0.0, 1.0) * 1000));
  };
  return {per_mille(p), per_mille(middle - half), per_mille(middle + half)};
}

}  // namespace rapport::deflection
