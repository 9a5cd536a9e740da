#include "sim/chance.h"

namespace rapport::sim {
namespace {

std::uint64_t rotated(std::uint64_t value, int by) {
  return (value << by) | (value >> (64 - by));
}

}  // namespace

// https://prng.di.unimi.it: splitmix64.c for the state, xoshiro256starstar.c below.
Chance::Chance(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {
    seed += 0x9e3779b97f4a7c15;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    word = z ^ (z >> 31);
  }
}

Chance::Chance(const std::uint8_t* bytes, std::size_t count)
    : is_bytes_(true), bytes_(bytes, bytes + count) {}

std::uint64_t Chance::next() {
  const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotated(state_[3], 45);
  return result;
}

std::uint32_t Chance::below(std::uint32_t limit) {
  if (limit <= 1) return 0;
  // The bias of the plain remainder, below 2^-47, harms no test.
  if (!is_bytes_) return static_cast<std::uint32_t>((next() >> 1) % limit);
  std::uint32_t value = 0;
  for (std::uint32_t range = 1; range < limit; range <<= 8)
    value = value << 8 | (at_ < bytes_.size() ? bytes_[at_++] : 0U);
  return value % limit;
}

}  // namespace rapport::sim
