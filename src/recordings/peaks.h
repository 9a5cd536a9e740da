// PeakMeter: the outline of a recording while it is made: ten times a second, for each channel, how loud it
// got. A byte each: 0 to 250, the square root of the greatest sample (so that quiet speech can be seen); 255
// in both: paused. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace rapport::recordings {

inline constexpr int peaks_per_second = 10;
inline constexpr std::uint8_t peak_of_pause = 255;

class PeakMeter {
 public:
  // 20 ms. Gives two bytes, left and right, every fifth time, else "".
  std::string add(std::span<const std::int16_t> left, std::span<const std::int16_t> right, bool is_paused);

 private:
  int frames_ = 0, left_ = 0, right_ = 0;
  bool is_paused_ = false;
};

}  // namespace rapport::recordings
