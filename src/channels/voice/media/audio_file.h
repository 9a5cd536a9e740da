// A sound file, on the disk or in memory, read from its beginning in pieces, mono. Any thread that may wait;
// one owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace rapport::media {

class AudioFile {
 public:
  static Result<AudioFile> open(const std::string& path);  // errors: audio_unreadable
  // Of a stranger, in memory: only WAV, Ogg and FLAC, told by the first bytes. Errors: audio_unreadable.
  static Result<AudioFile> of_bytes(std::string bytes);
  AudioFile(AudioFile&&) noexcept;
  ~AudioFile();
  int rate() const;
  std::size_t read(std::span<std::int16_t> out);  // 0: the end
  bool rewind();

 private:
  struct Impl;
  explicit AudioFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Mono, at the rate it came in.
struct Sound {
  std::vector<std::int16_t> samples;
  int rate = 16'000;
};
// A whole file of a stranger; whatever its header claims, no more than `seconds_max` is ever decoded. Errors:
// audio_unreadable (also when it has no sound at all), clip_too_long.
Result<Sound> decode_sound(std::string bytes, int seconds_max);

}  // namespace rapport::media
