// A caller whose place has gone to their chat.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::PlaceReturned;

struct Aside : Line {
  sip::LegId line;
  Aside() {
    line = ring();
    change(Change::set_aside);
  }
  std::string said() const {
    const auto found = speaking.find(line.value);
    return found == speaking.end() ? "" : found->second.says[0].text;
  }
};

struct WithChat : Line {
  sip::LegId line;
  WithChat() {
    line = ring();
    change(Change::queued);
  }
  void chat(bool is_talking = false) {
    OtherPlace other;
    other.pair = PairId{31};
    other.chat = InteractionId{200};
    other.is_talking = is_talking;
    other.can_come_here = !is_talking;
    if (!is_talking) other.wait = std::pair(minutes(2), minutes(4));
    happen(OtherPlaceTold{org, interaction, other});
  }
  std::string said() const {
    std::string all;
    const auto found = speaking.find(line.value);
    if (found != speaking.end())
      for (const phrases::Utterance& one : found->second.says)
        all += one.text;
    return all;
  }
};

}  // namespace

TEST_CASE("a caller whose chat waits is told so and how long, and goes on there by a key") {
  WithChat call;
  call.chat();
  CHECK(call.said() ==
        "您在网上聊天中也有一个位置。预计等待 2 至 4 分钟。到聊天中继续，请按 8；留在电话中，请按 9。");
  call.press(call.line, "13#");
  CHECK(call.choices.empty());
  call.press(call.line, "8");
  REQUIRE(call.choices.size() == 1);
  CHECK(call.choices.front().is_there);
  CHECK(call.choices.front().other.chat == InteractionId{200});
  call.press(call.line, "8");
  CHECK(call.choices.size() == 1);
  call.change(Change::set_aside);
  CHECK(call.said().find("请按 1") != std::string::npos);
  CHECK(call.broken() == "");
}

TEST_CASE("a caller stays on the phone by a key, and hears nothing of a chat that is over") {
  WithChat call;
  call.chat(true);
  CHECK(call.said().find("客服正在网上聊天中为您服务") == 0);
  call.press(call.line, "9");
  REQUIRE(call.choices.size() == 1);
  CHECK_FALSE(call.choices.front().is_there);
  CHECK(call.said() == "好的，您继续在电话中等待。");
  call.speech_ends(call.line);
  CHECK(call.sound(media::LegId{call.line.value}) == Sound::waiting_music);
  call.chat(true);  // the same once more: they have answered
  CHECK(call.said().empty());
  CHECK(call.broken() == "");

  WithChat other;
  other.chat();
  other.happen(OtherPlaceTold{org, other.interaction, {}});
  CHECK(other.said().empty());
  other.press(other.line, "8");
  CHECK(other.choices.empty());
  CHECK(other.broken() == "");
}

TEST_CASE("the question waits until nothing else is said, and a flow's own keys come first") {
  WithChat call;
  FlowAsked treatment;
  treatment.keys = {"8"};
  call.flow_asks(Asks::treatment, treatment);
  call.chat();
  CHECK(call.said() == "something");
  call.speech_ends(call.line);
  CHECK(call.said().find("请按 9") != std::string::npos);
  call.flow_asks(Asks::treatment, treatment);  // cuts it short
  CHECK(call.said() == "something");
  call.speech_ends(call.line);
  CHECK(call.said().find("请按 9") != std::string::npos);
  call.press(call.line, "8");
  CHECK(call.choices.empty());
  CHECK(call.submitted<switchboard::FlowInput>().size() == 1);
  call.press(call.line, "9");
  CHECK(call.choices.size() == 1);
  CHECK(call.broken() == "");
}

TEST_CASE("a caller who stands aside is told so, waits with music, and has their place back by a key") {
  Aside call;
  CHECK(call.said().find("请按 1") != std::string::npos);
  CHECK(call.sound(media::LegId{call.line.value}) == Sound::none);
  call.speech_ends(call.line);
  CHECK(call.sound(media::LegId{call.line.value}) == Sound::waiting_music);
  call.press(call.line, "2#");
  CHECK(call.submitted<PlaceReturned>().empty());
  call.press(call.line, "1");
  CHECK(call.submitted<PlaceReturned>().size() == 1);
  call.change(Change::brought_back);
  CHECK(call.said() == "您继续在电话中等待。");
  call.press(call.line, "1");
  CHECK(call.submitted<PlaceReturned>().size() == 1);
  CHECK(call.broken() == "");
}

TEST_CASE("when their place is gone for good they are hung up on as after a conversation") {
  Aside call;
  call.speech_ends(call.line);
  switchboard::InteractionClosed closed;
  closed.interaction = call.interaction;
  closed.outcome = switchboard::Outcome::merged;
  call.tell(closed);
  CHECK(call.sound(media::LegId{call.line.value}) != Sound::not_taken);
  CHECK(call.broken() == "");
}

}  // namespace rapport::calls::tests
