// Uploaded sound of strangers through the decoding door: it is sound within its limit, or refused.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "channels/voice/media/audio_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::media;
  constexpr int seconds_max = 2;
  const auto sound = decode_sound(std::string(reinterpret_cast<const char*>(data), size), seconds_max);
  if (!sound) {
    RAPPORT_CHECK(sound.error().reason == "audio_unreadable" || sound.error().reason == "clip_too_long");
    return 0;
  }
  RAPPORT_CHECK(sound->rate >= 4'000 && sound->rate <= 192'000 && !sound->samples.empty());
  RAPPORT_CHECK(sound->samples.size() <= static_cast<std::size_t>(sound->rate) * seconds_max);
  return 0;
}
