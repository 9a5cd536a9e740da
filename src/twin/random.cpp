#include "twin/random.h"

#include <bit>

namespace rapport::twin {
namespace {

// splitmix64: one step of the sequence, and its finisher as a mixer of keys.
std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}
constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;

}  // namespace

Random::Random(std::uint64_t seed, Stream stream, std::uint64_t source, std::uint64_t number) : state_{} {
  std::uint64_t key = mix(seed + golden);
  key = mix(key ^ (static_cast<std::uint64_t>(stream) * golden));
  key = mix(key + source + golden);
  key = mix(key ^ (number + golden) * golden);
  for (std::uint64_t& word : state_)
    word = mix(key += golden);
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Random::unit() {
  return (static_cast<double>(next() >> 12) + 0.5) * 0x1.0p-52;
}

std::uint64_t source_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace rapport::twin
