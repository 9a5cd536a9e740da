// DTMF in the sound (ITU-T Q.23, Q.24): Goertzel filters over 102 samples of 8 kHz, every 51 samples. A key
// counts when both its tones are there, alone, within the twist limits, for four looks in a row (32 ms), and
// ends when it was away for three (19 ms). Pure; one per leg.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace rapport::media {

class ToneDetector {
 public:
  struct Key {
    char digit = ' ';
    int duration_ms = 0;
  };
  // Samples at 8 kHz, any number; a key when one has ended in them (the last, should there be two).
  std::optional<Key> hear(std::span<const std::int16_t> samples);
  // Whether any look in the last `hear` found a key's two tones, however short.
  bool had_tones() const { return had_tones_; }
  bool is_pressed() const { return pressed_ != 0; }

 private:
  static constexpr std::size_t block = 102, hop = 51;
  static constexpr int begin_looks = 4, end_looks = 3;
  char look() const;  // the key in window_; 0: none
  std::optional<Key> follow(char found);

  std::array<std::int16_t, block> window_{};
  std::size_t fresh_ = 0;  // samples since the last look
  char candidate_ = 0, pressed_ = 0;
  int candidate_looks_ = 0, pressed_looks_ = 0, missed_looks_ = 0;
  bool had_tones_ = false;
};

}  // namespace rapport::media
