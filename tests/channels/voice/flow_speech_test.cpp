#include "channels/voice/flow_speech.h"

#include <doctest/doctest.h>

namespace rapport::voice {

using phrases::Utterance;

TEST_CASE("a text in two languages is spoken by two voices") {
  CHECK(
      utterances("销售请按一，客服请按二。For English, press nine.", "zh") ==
      std::vector<Utterance>{{"销售请按一，客服请按二。", "zh", {}}, {"For English, press nine.", "en", {}}});
  CHECK(utterances("For sales, press one. For support, press two. 中文服务请按九。", "en") ==
        std::vector<Utterance>{{"For sales, press one. For support, press two. ", "en", {}},
                               {"中文服务请按九。", "zh", {}}});
  CHECK(utterances("您的 iPhone 订单已发货。", "zh-CN") ==
        std::vector<Utterance>{{"您的 iPhone 订单已发货。", "zh-CN", {}}});
}

TEST_CASE("what has no letters is spoken in the language of the step, and nothing is nothing") {
  CHECK(utterances("4711", "zh") == std::vector<Utterance>{{"4711", "zh", {}}});
  CHECK(utterances("", "en").empty());
}

TEST_CASE("an uploaded recording is played instead of the text") {
  flows::SpokenStep step;
  step.text = "unheard";
  step.prompt = "12";
  step.language = "en";
  CHECK(asked(step).says == std::vector<Utterance>{{"", "en", PromptId{12}}});
}

}  // namespace rapport::voice
