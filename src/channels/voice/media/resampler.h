// 8 to 16 kHz and back, and any rate offline. Half-band filter of 31 taps: flat to 3.4 kHz within 0.1 dB,
// images and aliases above 4.6 kHz below -50 dB. Streaming, one per stream and direction; 20 ms at a time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace rapport::media {

class Doubler {  // 8 kHz -> 16 kHz
 public:
  void run(std::span<const std::int16_t> in, std::span<std::int16_t> out);

 private:
  std::array<std::int16_t, 16> past_{};
};

class Halver {  // 16 kHz -> 8 kHz
 public:
  void run(std::span<const std::int16_t> in, std::span<std::int16_t> out);

 private:
  std::array<std::int16_t, 30> past_{};
};

// A whole piece of sound from any rate to any other: a windowed sinc, slow and clean. Not for media threads.
std::vector<std::int16_t> resample(std::span<const std::int16_t> in, int from_rate, int to_rate);

}  // namespace rapport::media
