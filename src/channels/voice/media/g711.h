// ITU-T G.711: both laws, one sample at a time, by table. Pure.
#pragma once

#include <array>
#include <cstdint>

namespace rapport::media {

extern const std::array<std::int16_t, 256> mu_law_decoded;
extern const std::array<std::int16_t, 256> a_law_decoded;
// By the sample's upper 14 (mu) or 13 (A) bits, as unsigned.
extern const std::array<std::uint8_t, 16384> mu_law_encoded;
extern const std::array<std::uint8_t, 8192> a_law_encoded;

inline std::uint8_t to_mu_law(std::int16_t sample) {
  return mu_law_encoded[static_cast<std::uint16_t>(sample) >> 2];
}
inline std::uint8_t to_a_law(std::int16_t sample) {
  return a_law_encoded[static_cast<std::uint16_t>(sample) >> 3];
}

}  // namespace rapport::media
