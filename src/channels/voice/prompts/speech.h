// What makes speech of text. Any thread, several at once; blocks for as long as it takes.
#pragma once

#include <string>

#include "base/result.h"
#include "channels/voice/media/audio_file.h"

namespace rapport::prompts {

class Speech {
 public:
  virtual ~Speech() = default;
  // Who speaks when `language` (BCP 47) is asked for: the same text by the same voice sounds the same.
  virtual std::string voice_of(const std::string& language) const = 0;
  // Errors: unavailable (no_speech and why), invalid (language_unknown), too_large.
  virtual Result<media::Sound> say(const std::string& text, const std::string& language) = 0;
  // What is being said fails soon; what is asked for later at once. Any thread.
  virtual void stop() = 0;
};

}  // namespace rapport::prompts
