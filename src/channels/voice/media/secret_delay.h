// While a customer types a card number as tones: the sound of a leg, 40 ms late, with every 20 ms left out
// that holds a part of a key, its beginning and end included. Pure; made when a leg's digits become secret.
#pragma once

#include <array>

#include "channels/voice/media/frame.h"

namespace rapport::media {

class SecretDelay {
 public:
  // `frame` goes in and is replaced by the one of 40 ms ago; `has_key` says whether tones were found in what
  // goes in.
  void pass(Frame& frame, bool& has_sound, bool has_key) {
    if (has_key) held_[1].is_masked = true;
    const bool is_masked = has_key || had_key_;
    had_key_ = has_key;
    const Held out = held_[0];
    held_[0] = held_[1];
    held_[1] = {frame, has_sound, is_masked};
    frame = out.frame;
    has_sound = out.has_sound && !out.is_masked;
  }

 private:
  struct Held {
    Frame frame = {};
    bool has_sound = false;
    bool is_masked = false;
  };
  std::array<Held, 2> held_{};
  bool had_key_ = false;
};

}  // namespace rapport::media
