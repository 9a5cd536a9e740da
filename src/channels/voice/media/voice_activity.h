// Is somebody speaking? Level against a noise floor that follows the quiet, with hang-over. For supervisors'
// views and for noticing silence, not for cutting sound. Pure; 20 ms at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace rapport::media {

class VoiceActivity {
 public:
  // true: has begun to speak; false: has fallen silent; nothing: as before.
  std::optional<bool> heard(std::span<const std::int16_t> samples);
  bool is_talking() const { return is_talking_; }

 private:
  static constexpr int begin_frames = 3;  // 60 ms of level in a row
  static constexpr int end_frames = 40;   // 800 ms without
  float floor_ = 1000;                    // mean square
  int frames_ = 0;
  bool is_talking_ = false;
};

}  // namespace rapport::media
