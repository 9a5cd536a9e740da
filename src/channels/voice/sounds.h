// What a caller hears from us when nobody speaks: made once, shared by all calls.
#pragma once

#include <vector>

#include "channels/voice/calls/call_effect.h"
#include "channels/voice/media/source.h"

namespace rapport::voice {

class Sounds {
 public:
  Sounds();  // takes some milliseconds: the music is computed

  struct Sequence {
    std::vector<media::Source> sources;
    bool is_looped = false;
    bool is_mixed = false;  // on top of what is heard
  };
  // `music`: what was uploaded for this caller; null: the bells.
  Sequence of(calls::Sound sound, const media::SharedStation& music) const;

 private:
  media::SharedClip music_;
};

}  // namespace rapport::voice
