// Interval: what a share measured on few may be among many. Pure.
#pragma once

#include <cstdint>

namespace rapport::deflection {

// Per mille.
struct Interval {
  std::int32_t share = 0, low = 0, high = 1000;
};

// 95 %, by Wilson's score (E. B. Wilson, 1927), which stays honest near nothing and near all. Of none: 0 to
// 1000.
Interval wilson(std::int64_t hits, std::int64_t of);

}  // namespace rapport::deflection
