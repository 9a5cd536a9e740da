#include "live/id_source.h"

#include <algorithm>
#include <utility>

namespace rapport::live {
namespace {

constexpr std::int64_t epoch_ms = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
constexpr int counter_bits = 14;  // 16,384 ids a millisecond before running ahead of the clock
constexpr int node_bits = 8;

std::int64_t first_of(Instant at) {
  return std::max<std::int64_t>(at.us / 1000 - epoch_ms, 1) << counter_bits;
}

}  // namespace

IdSource::IdSource(std::function<Instant()> clock, std::uint8_t node)
    : clock_(std::move(clock)), node_(node) {}

void IdSource::not_before(Instant at) {
  const std::int64_t first = first_of(at);
  std::int64_t last = last_.load(std::memory_order_relaxed);
  while (last < first && !last_.compare_exchange_weak(last, first, std::memory_order_relaxed)) {
  }
}

std::int64_t IdSource::next_value() {
  const std::int64_t from_clock = first_of(clock_());
  std::int64_t last = last_.load(std::memory_order_relaxed);
  std::int64_t next = 0;
  do {
    next = std::max(last + 1, from_clock);
  } while (!last_.compare_exchange_weak(last, next, std::memory_order_relaxed));
  return (next << node_bits) | node_;
}

}  // namespace rapport::live
