// espeak-ng as a program of its own for each text: formant speech, clear and quick, nothing to set up. It is
// GPL, so it is started, never linked.
#pragma once

#include <atomic>
#include <map>
#include <string>

#include "base/instant.h"
#include "channels/voice/prompts/speech.h"

namespace rapport::prompts {

struct EspeakOptions {
  std::string program = "espeak-ng";
  // By language or its first part: {"zh", "cmn"}; what is not named is asked for as it is.
  std::map<std::string, std::string> voices = {{"zh", "cmn"}, {"en", "en"}};
  int words_per_minute = 160;
  Duration timeout = seconds(10);
};

class Espeak : public Speech {
 public:
  explicit Espeak(EspeakOptions options);
  std::string voice_of(const std::string& language) const override;
  Result<media::Sound> say(const std::string& text, const std::string& language) override;
  void stop() override { is_stopping_ = true; }

 private:
  const EspeakOptions options_;
  std::atomic<bool> is_stopping_{false};
};

}  // namespace rapport::prompts
