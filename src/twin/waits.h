// Waits: how long the answered waited, to be asked for percentiles. Exact while they are few; beyond
// exact_max (or merged_max for those of several intervals together) a histogram whose buckets are 0.4 % wide,
// so that a day's memory does not grow with its customers. The longest is always exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::twin {

class Waits {
 public:
  static constexpr std::size_t exact_max = 4096;
  static constexpr std::size_t merged_max = 262'144;

  void add(std::int64_t us);
  void add(const Waits& other);
  std::int64_t count() const { return count_; }
  // Nearest rank: the smallest wait that `percent` (1 to 100) of all did not exceed; of a histogram, the
  // middle of its bucket. Absent: nobody waited.
  std::optional<std::int64_t> percentile_us(std::int64_t percent);

 private:
  void to_histogram();
  void count_in(std::int64_t us);

  std::int64_t count_ = 0;
  std::int64_t max_ = 0;
  bool is_sorted_ = true;
  std::vector<std::int64_t> exact_;
  std::vector<std::uint32_t> buckets_;  // not empty: instead of exact_
};

}  // namespace rapport::twin
