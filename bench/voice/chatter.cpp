#include "voice/chatter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "channels/voice/media/g711.h"

namespace rapport::bench {
namespace {

constexpr int chatter_rate = 8'000;
constexpr std::size_t chatter_frame_bytes = 160, chatter_frames = 400;
constexpr int syllable = chatter_rate * 22 / 100, voiced = chatter_rate * 15 / 100,
              hissing = chatter_rate * 4 / 100;

// A formant: two poles.
struct Resonator {
  double hz = 500, width = 80, one = 0, two = 0;
  double run(double in) {
    const double r = std::exp(-std::numbers::pi * width / chatter_rate);
    const double out =
        in * (1 - r) + 2 * r * std::cos(2 * std::numbers::pi * hz / chatter_rate) * one - r * r * two;
    two = one;
    one = out;
    return out;
  }
};

}  // namespace

Chatter::Chatter() {
  std::mt19937 random(7);
  const auto between = [&random](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4'294'967'296.0);
  };
  std::array<Resonator, 3> formants{{{500, 70, 0, 0}, {1'500, 100, 0, 0}, {2'500, 140, 0, 0}}};
  double until_pulse = 0;
  const int samples = static_cast<int>(chatter_frames * chatter_frame_bytes);
  for (int i = 0; i < samples; ++i) {
    double sample = between(-12, 12);
    const int at = i % syllable;
    if (i < samples / 2) {
      if (at == 0) {
        formants[0].hz = between(280, 800);
        formants[1].hz = between(900, 2'200);
        formants[2].hz = between(2'300, 3'100);
      }
      double excitation = 0;
      if (at < voiced) {
        if (--until_pulse <= 0) {
          until_pulse +=
              chatter_rate / (115 + 30 * std::sin(2 * std::numbers::pi * i / (chatter_rate * 1.3)));
          excitation = 60'000;
        }
        excitation += between(-300, 300);
      } else if (at < voiced + hissing) {
        sample += between(-1'500, 1'500);
      }
      for (Resonator& formant : formants)
        sample += formant.run(excitation);
    }
    bytes_.push_back(media::to_mu_law(static_cast<std::int16_t>(std::clamp(sample, -30'000.0, 30'000.0))));
  }
}

std::span<const std::uint8_t> Chatter::frame(std::uint64_t number) const {
  return std::span(bytes_).subspan(number % chatter_frames * chatter_frame_bytes, chatter_frame_bytes);
}

}  // namespace rapport::bench
