// Chance: where the simulator's decisions come from: a seed (xoshiro256**, seeded by splitmix64, so that a
// seed means the same on every machine), or the bytes of a fuzzer's input.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/instant.h"

namespace rapport::sim {

class Chance {
 public:
  explicit Chance(std::uint64_t seed);
  Chance(const std::uint8_t* bytes, std::size_t count);

  // 0 to limit - 1. REQUIRES: 1 <= limit <= 65,536.
  std::uint32_t below(std::uint32_t limit);
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  // True when a fuzzer's bytes are used up; a seed never is.
  bool is_used_up() const { return is_bytes_ && at_ >= bytes_.size(); }

  template <class T>
  const T& any_of(const std::vector<T>& values) {
    return values[below(static_cast<std::uint32_t>(values.size()))];
  }

 private:
  std::uint64_t next();

  std::array<std::uint64_t, 4> state_ = {};
  bool is_bytes_ = false;
  std::vector<std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

}  // namespace rapport::sim
