// Any sound through the key detector, as samples: it never tells more keys than there is time for.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.h"
#include "channels/voice/media/concealment.h"
#include "channels/voice/media/tone_detector.h"
#include "channels/voice/media/voice_activity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::media;
  std::vector<std::int16_t> samples(size / 2);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(data[2 * i] | data[2 * i + 1] << 8);
  ToneDetector detector;
  VoiceActivity activity;
  Concealment concealment(8000);
  std::size_t keys = 0;
  for (std::size_t at = 0; at < samples.size(); at += 160) {
    const std::span<std::int16_t> piece =
        std::span(samples).subspan(at, std::min<std::size_t>(160, samples.size() - at));
    if (const auto key = detector.hear(piece)) {
      ++keys;
      RAPPORT_CHECK(key->duration_ms > 0 &&
                    static_cast<std::size_t>(key->duration_ms) <= samples.size() / 8 + 40);
    }
    (void)activity.heard(piece);
    if (at % 480 == 320) {
      std::array<std::int16_t, 160> gap;
      concealment.fill(gap);
    }
    concealment.heard(piece);
  }
  RAPPORT_CHECK(keys <= samples.size() / 204 + 1);
  return 0;
}
