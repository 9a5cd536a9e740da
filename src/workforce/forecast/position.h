// Days and slots are signed numbers, positions in vectors are not.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::workforce {

// REQUIRES: value >= 0.
inline std::size_t at(std::int32_t value) {
  return static_cast<std::size_t>(value);
}

}  // namespace rapport::workforce
