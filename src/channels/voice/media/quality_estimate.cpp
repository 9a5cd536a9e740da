#include "channels/voice/media/quality_estimate.h"

#include <algorithm>

namespace rapport::media {

float mean_opinion(const sdp::Format& format, float loss, float delay_ms) {
  const float robustness = format.codec == sdp::Codec::opus   ? (format.uses_fec ? 30.0F : 20.0F)
                           : format.codec == sdp::Codec::g722 ? 20.0F
                                                              : 25.1F;
  const float percent = loss * 100;
  const float impairment = 95 * percent / (percent + robustness);
  float from_delay = 0.024F * delay_ms;
  if (delay_ms > 177.3F) from_delay += 0.11F * (delay_ms - 177.3F);
  const float r = std::clamp(93.2F - from_delay - impairment, 0.0F, 100.0F);
  return std::max(1.0F, 1 + 0.035F * r + r * (r - 60) * (100 - r) * 7e-6F);
}

}  // namespace rapport::media
