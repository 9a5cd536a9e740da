// What a player plays: a clip already decoded, a station (music that everybody hears at the same place) or a
// tone. Values that share immutable sound; made on any thread but a media thread, since decoding takes time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace rapport::media {

// Mono sound in the two rates of the plane, so that playing is copying.
struct Clip {
  std::vector<std::int16_t> at_8k;
  std::vector<std::int16_t> at_16k;
  int milliseconds() const { return static_cast<int>(at_8k.size() / 8); }
};
using SharedClip = std::shared_ptr<const Clip>;

constexpr int clip_minutes_max = 30;

// Mono samples at 8, 16 or 48 kHz (text to speech). Errors: rate_unknown, clip_too_long.
Result<SharedClip> make_clip(std::span<const std::int16_t> samples, int rate);

// A file: WAV of every common encoding, Ogg/Opus, Ogg/Vorbis, FLAC; any rate from 8 kHz up, stereo is mixed
// down. Blocks. Errors: audio_unreadable, clip_too_long.
Result<SharedClip> load_clip(const std::string& path);

// One or two sines, on and off. Ringing, busy, a beep before recording.
struct Tone {
  int hz = 450;
  int second_hz = 0;  // 0: one sine
  int on_ms = 1000;
  int off_ms = 4000;
  int total_ms = 0;  // 0: until stopped
  int level_dbm0 = -12;
};

class Station;  // station.h
using SharedStation = std::shared_ptr<Station>;

using Source = std::variant<SharedClip, SharedStation, Tone>;

}  // namespace rapport::media
