// One player of one leg: its sources one after the other without a gap, 20 ms at a time. On the leg's media
// thread; decodes nothing, allocates nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "channels/voice/media/frame.h"
#include "channels/voice/media/ids.h"
#include "channels/voice/media/plane.h"
#include "channels/voice/media/tone_generator.h"

namespace rapport::media {

class Player {
 public:
  Player(PlayerId id, std::vector<Source> sources, PlayOptions options);

  PlayerId id() const { return id_; }
  bool is_mixed() const { return options_.is_mixed; }
  // Fills `out` as far as there is sound, the rest is silence; false when all has been played.
  bool next(Frame& out);

 private:
  std::size_t fill(std::span<std::int16_t> out, int rate);  // from the current source; 0: it is over
  std::size_t fill_clip(const Clip& clip, std::span<std::int16_t> out, int rate);
  std::size_t fill_tone(const Tone& tone, std::span<std::int16_t> out, int rate);
  void begin(std::size_t source);

  PlayerId id_;
  std::vector<Source> sources_;
  PlayOptions options_;
  std::int32_t gain_ = 4096;  // of 4096
  std::size_t source_ = 0;
  std::int64_t played_ = 0;  // samples of the source, counted at 16 kHz
  std::uint64_t station_frame_ = 0;
  Sine first_ = {}, second_ = {};
  int tone_rate_ = 0;
};

}  // namespace rapport::media
