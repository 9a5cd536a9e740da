#include "channels/voice/sounds.h"

#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/check.h"

namespace rapport::voice {
namespace {

constexpr int rate = 16'000;

// A bell: a sine with a weaker octave above it, fading.
void strike(std::vector<std::int16_t>& samples, double at_s, double hz, double level) {
  const auto first = static_cast<std::size_t>(at_s * rate);
  const std::size_t length = 2 * rate;
  for (std::size_t i = 0; i < length && first + i < samples.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double attack = t < 0.01 ? t / 0.01 : 1.0;
    const double wave =
        std::sin(2 * std::numbers::pi * hz * t) + 0.3 * std::sin(4 * std::numbers::pi * hz * t);
    const double sample = samples[first + i] + level * 32'767 * attack * std::exp(-2.2 * t) * wave;
    samples[first + i] = static_cast<std::int16_t>(std::clamp(sample, -32'767.0, 32'767.0));
  }
}

// A quiet round of bells over four chords, 19.2 s, written for this and computed: no recording, no licence.
media::SharedClip bells() {
  constexpr double beat = 0.6;
  constexpr double chords[4][4] = {{261.63, 329.63, 392.00, 523.25},
                                   {220.00, 261.63, 329.63, 440.00},
                                   {174.61, 261.63, 349.23, 440.00},
                                   {196.00, 293.66, 392.00, 493.88}};
  std::vector<std::int16_t> samples(static_cast<std::size_t>(32 * beat * rate));
  for (int i = 0; i < 32; ++i) {
    const auto& chord = chords[i / 8];
    constexpr int order[8] = {0, 1, 2, 3, 2, 1, 2, 3};
    strike(samples, i * beat, chord[order[i % 8]], i % 8 == 0 ? 0.10 : 0.07);
  }
  auto clip = media::make_clip(samples, rate);
  RAPPORT_CHECK(clip.has_value());
  return *clip;
}

}  // namespace

Sounds::Sounds() : music_(bells()) {}

Sounds::Sequence Sounds::of(calls::Sound sound, const media::SharedStation& music) const {
  switch (sound) {
    case calls::Sound::ringing:
      return {{media::Tone{450, 0, 1'000, 4'000, 0}}, false};
    case calls::Sound::waiting_music:
    case calls::Sound::hold_music:
      if (music) return {{music}, true};
      return {{music_}, true};
    case calls::Sound::not_taken:  // busy
      return {{media::Tone{450, 0, 350, 350, 4'200}}, false};
    case calls::Sound::hold_reminder:
      return {{media::Tone{620, 0, 120, 120, 480}}, false, true};
    case calls::Sound::beep:
      return {{media::Tone{1'000, 0, 400, 100, 400}}, false};
    case calls::Sound::none:
      break;
  }
  return {};
}

}  // namespace rapport::voice
