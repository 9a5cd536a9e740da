// What was or will be heard in one tick: 20 ms of mono samples at one of the plane's two rates. Plain memory.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rapport::media {

constexpr int tick_ms = 20;
constexpr std::int64_t tick_us = 20'000;
constexpr std::size_t frame_samples_max = 320;  // at 16 kHz

constexpr std::size_t frame_samples(int rate) {
  return static_cast<std::size_t>(rate / 50);
}

struct Frame {
  std::array<std::int16_t, frame_samples_max> samples;
  int rate = 8000;

  std::span<std::int16_t> span() { return {samples.data(), frame_samples(rate)}; }
  std::span<const std::int16_t> span() const { return {samples.data(), frame_samples(rate)}; }
  void silence(int at_rate) {
    rate = at_rate;
    std::fill_n(samples.begin(), frame_samples(rate), std::int16_t{0});
  }
};

constexpr std::int16_t saturate(std::int32_t value) {
  return static_cast<std::int16_t>(value < -32768 ? -32768 : value > 32767 ? 32767 : value);
}

// `to` += `from`, saturated.
inline void mix_in(std::span<const std::int16_t> from, std::span<std::int16_t> to) {
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i] = saturate(static_cast<std::int32_t>(to[i]) + from[i]);
}

}  // namespace rapport::media
