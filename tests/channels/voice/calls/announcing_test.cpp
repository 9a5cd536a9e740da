// What a number tells everybody before anything else, and what it leaves on the recording.
#include <doctest/doctest.h>

#include <algorithm>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::InteractionArrived;

// A caller of a number that announces, into a queue that records.
struct Announced : Line {
  sip::LegId line;
  explicit Announced(bool has_flow = false) {
    configured.numbers[0].announcement = {{"Calls are recorded.", "en", {}}};
    configured.numbers[0].greeting = {{"Welcome.", "en", {}}};
    configured.recording[{org, queue}] = RecordingRules{100, false};
    happen(Configured{configured});
    if (has_flow) begins_with = switchboard::FlowStart{FlowId{4}, 1, 0, false, {}};
    line = ring();
  }
  media::LegId customer() const { return media::LegId{line.value}; }
  std::string said() const {
    const auto found = speaking.find(line.value);
    return found == speaking.end() ? "" : found->second.says[0].text;
  }
  bool is_marked() const {
    const auto& marks = recordings.back().marks;
    return std::find(marks.begin(), marks.end(), std::pair{RecordingMark::announced, UserId{}}) !=
           marks.end();
  }
  void talk() {
    open_station(ann, ann.value);
    change(Change::accepted, ann);
  }
};

}  // namespace

TEST_CASE("an announcement is heard to its end before the customer is queued, then the greeting") {
  Announced call;
  CHECK(call.said() == "Calls are recorded.");
  CHECK(call.sound(call.customer()) == Sound::none);
  CHECK(call.submitted<InteractionArrived>().empty());
  call.press(call.line, "1#");
  CHECK(call.said() == "Calls are recorded.");
  call.speech_ends(call.line);
  CHECK(call.submitted<InteractionArrived>().size() == 1);
  CHECK(call.said() == "Welcome.");
  call.speech_ends(call.line);
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  call.talk();
  REQUIRE(call.recordings.size() == 1);
  CHECK(call.is_marked());
  // Whoever takes the call next makes a recording of their own, of a customer who was told.
  call.change(Change::transferred);
  call.change(Change::accepted, ann);
  REQUIRE(call.recordings.size() == 2);
  CHECK(call.is_marked());
  CHECK(call.broken() == "");
}

TEST_CASE("a flow begins after the announcement") {
  Announced call(true);
  CHECK(call.submitted<InteractionArrived>().empty());
  call.speech_ends(call.line);
  REQUIRE(call.submitted<InteractionArrived>().size() == 1);
  CHECK(call.submitted<InteractionArrived>()[0].flow.has_value());
  CHECK(call.said().empty());
}

TEST_CASE("an announcement that could not be said stops nobody, and is on no recording") {
  Announced call;
  const Speak speak = call.speaking.at(call.line.value);
  call.speaking.clear();
  call.happen(media::Event{media::PlayerEnded{speak.leg, speak.player, media::PlayerEnd::stopped}});
  CHECK(call.submitted<InteractionArrived>().size() == 1);
  call.talk();
  REQUIRE(call.recordings.size() == 1);
  CHECK_FALSE(call.is_marked());
}

TEST_CASE("who hangs up during the announcement was never queued") {
  Announced call;
  call.end(call.line);
  CHECK(call.submitted<InteractionArrived>().empty());
  CHECK(call.submitted<switchboard::CustomerLeft>().empty());
  CHECK(call.control.calls() == 0);
  CHECK(call.leak() == "");
}

}  // namespace rapport::calls::tests
