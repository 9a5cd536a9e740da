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

TEST_CASE("what asks nothing is told as what it is") {
  flows::SpokenStep step;
  step.interaction = InteractionId{5};
  step.kind = flows::Spoken::music;
  step.prompt = "31";
  REQUIRE(std::holds_alternative<calls::MusicChosen>(event_of(step)));
  CHECK(std::get<calls::MusicChosen>(event_of(step)).prompt == PromptId{31});
  step.prompt = "";
  CHECK(std::get<calls::MusicChosen>(event_of(step)).prompt == PromptId{});
  step.kind = flows::Spoken::record;
  step.is_on = true;
  REQUIRE(std::holds_alternative<calls::RecordingWished>(event_of(step)));
  CHECK(std::get<calls::RecordingWished>(event_of(step)).is_on);
  step.kind = flows::Spoken::voicemail;
  step.queue = QueueId{7};
  step.length_max = 60;
  step.language = "zh";
  const calls::Event event = event_of(step);
  REQUIRE(std::holds_alternative<calls::FlowAsked>(event));
  const auto& asked = std::get<calls::FlowAsked>(event);
  CHECK(asked.asks == calls::Asks::voicemail);
  CHECK(asked.queue == QueueId{7});
  CHECK(asked.length_max == 60);
  CHECK(asked.language == "zh");
}

}  // namespace rapport::voice
