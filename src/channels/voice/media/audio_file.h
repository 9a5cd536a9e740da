// A sound file, read from its beginning in pieces, mono. Any thread that may wait; one owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace rapport::media {

class AudioFile {
 public:
  static Result<AudioFile> open(const std::string& path);  // errors: audio_unreadable
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

}  // namespace rapport::media
