#include "channels/voice/media/g711.h"

namespace rapport::media {
namespace {

// G.711 table 2: sign, three bits of segment, four of step; all bits inverted on the line.
std::int16_t decode_mu(unsigned code) {
  const unsigned bits = ~code & 0xFFu;
  const int magnitude = (static_cast<int>((bits & 0x0F) << 3) + 0x84) << (bits >> 4 & 7);
  return static_cast<std::int16_t>(bits & 0x80 ? 0x84 - magnitude : magnitude - 0x84);
}

std::uint8_t encode_mu(int sample) {
  const unsigned sign = sample < 0 ? 0x80u : 0u;
  int magnitude = sample < 0 ? -sample : sample;
  if (magnitude > 32635) magnitude = 32635;
  magnitude += 0x84;
  unsigned segment = 7;
  for (int mask = 0x4000; segment > 0 && !(magnitude & mask); mask >>= 1)
    --segment;
  return static_cast<std::uint8_t>(
      ~(sign | segment << 4 | (static_cast<unsigned>(magnitude) >> (segment + 3) & 0x0F)));
}

// G.711 table 1: every second bit inverted on the line.
std::int16_t decode_a(unsigned code) {
  const unsigned bits = code ^ 0x55u;
  const unsigned segment = bits >> 4 & 7;
  int magnitude = static_cast<int>((bits & 0x0F) << 4) + 8;
  if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
  return static_cast<std::int16_t>(bits & 0x80 ? magnitude : -magnitude);
}

std::uint8_t encode_a(int sample) {
  const unsigned sign = sample >= 0 ? 0x80u : 0u;
  int magnitude = sample >= 0 ? sample : -sample - 1;
  if (magnitude > 32767) magnitude = 32767;
  unsigned segment = 0;
  for (int rest = magnitude >> 8; rest > 0; rest >>= 1)
    ++segment;
  const unsigned step = static_cast<unsigned>(magnitude) >> (segment == 0 ? 4 : segment + 3) & 0x0F;
  return static_cast<std::uint8_t>((sign | segment << 4 | step) ^ 0x55u);
}

template <class Array, class Make>
Array table(Make make) {
  Array out{};
  for (unsigned i = 0; i < out.size(); ++i)
    out[i] = make(i);
  return out;
}

}  // namespace

const std::array<std::int16_t, 256> mu_law_decoded = table<std::array<std::int16_t, 256>>(decode_mu);
const std::array<std::int16_t, 256> a_law_decoded = table<std::array<std::int16_t, 256>>(decode_a);
const std::array<std::uint8_t, 16384> mu_law_encoded = table<std::array<std::uint8_t, 16384>>(
    [](unsigned i) { return encode_mu(static_cast<std::int16_t>(static_cast<std::uint16_t>(i << 2))); });
const std::array<std::uint8_t, 8192> a_law_encoded = table<std::array<std::uint8_t, 8192>>(
    [](unsigned i) { return encode_a(static_cast<std::int16_t>(static_cast<std::uint16_t>(i << 3))); });

}  // namespace rapport::media
