// Speech from a server that the operator runs or rents: POST {"text", "language", "format": "wav"} to one
// URL, answered with 200 and a WAV, Ogg or FLAC file.
#pragma once

#include <atomic>
#include <string>

#include "base/instant.h"
#include "channels/voice/prompts/speech.h"

namespace rapport::prompts {

struct HttpSpeechOptions {
  std::string url;            // http or https; of the configuration, so it may lead inside
  std::string authorization;  // the header's value: "Bearer …"; "": none
  Duration timeout = seconds(10);
};

class HttpSpeech : public Speech {
 public:
  explicit HttpSpeech(HttpSpeechOptions options) : options_(std::move(options)) {}
  std::string voice_of(const std::string& language) const override;
  Result<media::Sound> say(const std::string& text, const std::string& language) override;
  void stop() override { is_stopping_ = true; }

 private:
  const HttpSpeechOptions options_;
  std::atomic<bool> is_stopping_{false};
};

}  // namespace rapport::prompts
