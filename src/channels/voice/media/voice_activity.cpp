#include "channels/voice/media/voice_activity.h"

#include <algorithm>

namespace rapport::media {

std::optional<bool> VoiceActivity::heard(std::span<const std::int16_t> samples) {
  std::int64_t sum = 0;
  for (const std::int16_t sample : samples)
    sum += std::int32_t{sample} * sample;
  const float power = samples.empty() ? 0 : static_cast<float>(sum) / static_cast<float>(samples.size());
  // Down at once, up by 3 dB in three seconds: what is always there becomes the floor.
  floor_ = power < floor_ ? std::max(power, 30.0F) : std::min(floor_ * 1.005F, 1.0e6F);
  // 9 dB above the floor, and above -52 dBFS.
  const bool is_loud = power > floor_ * 8 && power > 7000;
  if (is_loud == is_talking_) {
    frames_ = 0;
    return std::nullopt;
  }
  if (++frames_ < (is_talking_ ? end_frames : begin_frames)) return std::nullopt;
  frames_ = 0;
  is_talking_ = is_loud;
  return is_talking_;
}

}  // namespace rapport::media
