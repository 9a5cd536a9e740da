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

}  // namespace

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
