// Keys that we press: as telephone-event packets where the other end takes them, else as tones in the sound.
// Pure; one per leg.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "channels/voice/media/frame.h"
#include "channels/voice/media/send_stream.h"
#include "channels/voice/media/telephone_event.h"
#include "channels/voice/media/tone_generator.h"

namespace rapport::media {

class KeySender {
 public:
  void add(std::string digits, int tone_ms, int gap_ms);
  bool is_sending() const { return at_ < digits_.size(); }

  // One tick further. The event packet to send in it, if any; `has_finished` once when the last key and its
  // gap are over.
  struct Step {
    bool has_event = false;
    bool is_first = false;
    std::uint32_t timestamp = 0;
    TelephoneEvent event = {};
    bool has_finished = false;
  };
  Step next_event(std::uint32_t now, int clock);
  // The same as sound.
  bool next_tone(Frame& out);  // true: has finished

 private:
  bool advance();  // true: all keys are out

  std::string digits_;
  std::size_t at_ = 0;
  int elapsed_ms_ = 0;  // of this key and its gap
  int tone_ms_ = 100, gap_ms_ = 60;
  std::uint32_t timestamp_ = 0;
  Sine low_ = {}, high_ = {};
};

}  // namespace rapport::media
