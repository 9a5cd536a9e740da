#include "recordings/peaks.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "recordings/ogg_opus.h"

namespace rapport::recordings {
namespace {

int loudest(std::span<const std::int16_t> samples, int before) {
  for (const std::int16_t sample : samples)
    before = std::max(before, std::abs(static_cast<int>(sample)));
  return before;
}

char peak_byte(int loudness) {
  return static_cast<char>(std::lround(250 * std::sqrt(loudness / 32'768.0)));
}

}  // namespace

std::string PeakMeter::add(std::span<const std::int16_t> left, std::span<const std::int16_t> right,
                           bool is_paused) {
  left_ = loudest(left, left_);
  right_ = loudest(right, right_);
  is_paused_ = is_paused_ || is_paused;
  if (++frames_ < frames_per_second / peaks_per_second) return {};
  std::string out;
  out += is_paused_ ? static_cast<char>(peak_of_pause) : peak_byte(left_);
  out += is_paused_ ? static_cast<char>(peak_of_pause) : peak_byte(right_);
  *this = PeakMeter();
  return out;
}

}  // namespace rapport::recordings
