#include "twin/waits.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace rapport::twin {
namespace {

// Below 256 us each microsecond is a bucket; above, 128 to an octave.
std::size_t bucket_of(std::int64_t us) {
  const auto value = static_cast<std::uint64_t>(us);
  if (value < 256) return static_cast<std::size_t>(value);
  const int shift = static_cast<int>(std::bit_width(value)) - 8;
  return static_cast<std::size_t>(shift) * 128 + static_cast<std::size_t>(value >> shift);
}

std::int64_t middle_of(std::size_t bucket) {
  if (bucket < 256) return static_cast<std::int64_t>(bucket);
  const std::size_t shift = bucket / 128 - 1;
  const auto low = static_cast<std::int64_t>((bucket - shift * 128) << shift);
  return low + (std::int64_t{1} << shift) / 2;
}

}  // namespace

void Waits::add(std::int64_t us) {
  ++count_;
  max_ = std::max(max_, us);
  if (!buckets_.empty()) return count_in(us);
  exact_.push_back(us);
  is_sorted_ = false;
  if (exact_.size() > exact_max) to_histogram();
}

void Waits::add(const Waits& other) {
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
  if (buckets_.empty() && (!other.buckets_.empty() || exact_.size() + other.exact_.size() > merged_max))
    to_histogram();
  if (buckets_.empty()) {
    exact_.insert(exact_.end(), other.exact_.begin(), other.exact_.end());
    is_sorted_ = false;
    return;
  }
  for (const std::int64_t us : other.exact_)
    count_in(us);
  if (buckets_.size() < other.buckets_.size()) buckets_.resize(other.buckets_.size());
  for (std::size_t i = 0; i < other.buckets_.size(); ++i)
    buckets_[i] += other.buckets_[i];
}

std::optional<std::int64_t> Waits::percentile_us(std::int64_t percent) {
  if (count_ == 0) return std::nullopt;
  const std::int64_t rank = std::max<std::int64_t>((count_ * percent + 99) / 100, 1);
  if (rank >= count_) return max_;
  if (buckets_.empty()) {
    if (!is_sorted_) std::sort(exact_.begin(), exact_.end());
    is_sorted_ = true;
    return exact_[static_cast<std::size_t>(rank - 1)];
  }
  std::int64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= rank) return std::min(middle_of(i), max_);
  }
  return max_;
}

void Waits::to_histogram() {
  const std::vector<std::int64_t> values = std::exchange(exact_, {});
  buckets_.resize(1);
  for (const std::int64_t us : values)
    count_in(us);
}

void Waits::count_in(std::int64_t us) {
  const std::size_t bucket = bucket_of(us);
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
}

}  // namespace rapport::twin
