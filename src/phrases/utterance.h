// What a caller hears that nobody says live: a text to be spoken, or an uploaded prompt. A value.
#pragma once

#include <string>

#include "base/id.h"

namespace rapport {
using PromptId = Id<struct PromptTag>;  // an uploaded piece of sound
}

namespace rapport::phrases {

struct Utterance {
  std::string text = {};      // as people write it; "" with a prompt
  std::string language = {};  // BCP 47: "zh-CN", "en"; of the text
  PromptId prompt = {};       // instead of the text when set
  friend bool operator==(const Utterance&, const Utterance&) = default;
};

}  // namespace rapport::phrases
