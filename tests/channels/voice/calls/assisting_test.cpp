// An agent sends the caller they talk with into a flow, and has them back.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::FlowInputKind;
using switchboard::OfferEnd;

// A recorded customer of Ann's, in a flow beside her.
struct AssistedTalk : Line {
  sip::LegId line;
  media::LegId customer, anns;

  AssistedTalk() {
    configured.recording[{org, queue}] = RecordingRules{100, false};
    happen(Configured{configured});
    open_station(ann, ann.value);
    anns = station(ann.value);
    line = ring();
    customer = media::LegId{line.value};
    offer(ann);
    close_offer(OfferEnd::accepted);
    change(Change::accepted, ann);
    change(Change::assist_started, ann);
  }
  void card(std::int32_t length = 4, bool is_secret = true) {
    FlowAsked how;
    how.length_max = length;
    how.is_secret = is_secret;
    flow_asks(Asks::collect, how);
  }
  const Taped& tape() const { return recordings.back(); }
  bool is_silent() const { return tape().left.empty() && tape().right.empty(); }
  bool is_secret() const { return secret.contains(customer.value); }
  std::vector<RecordingMark> marks() const {
    std::vector<RecordingMark> all;
    for (const auto& [mark, user] : tape().marks)
      if (mark != RecordingMark::key) all.push_back(mark);
    return all;
  }
};

}  // namespace

TEST_CASE("beside a flow agent and customer do not hear each other, and no key reaches anybody") {
  AssistedTalk talk;
  CHECK_FALSE(talk.hears(talk.anns, talk.customer));
  CHECK_FALSE(talk.hears(talk.customer, talk.anns));
  CHECK(talk.sound(talk.anns) == Sound::none);
  CHECK(talk.sound(talk.customer) == Sound::none);
  CHECK(talk.is_secret());
  CHECK(talk.is_silent());
  talk.flow_asks(Asks::say);
  CHECK(talk.speaking.contains(talk.customer.value));
  CHECK(talk.broken() == "");
  talk.change(Change::assist_ended, ann);
  CHECK_FALSE(talk.speaking.contains(talk.customer.value));
  CHECK(talk.hear_each_other(talk.anns, talk.customer));
  CHECK_FALSE(talk.is_secret());
  CHECK_FALSE(talk.is_silent());
  CHECK(talk.recordings.size() == 1);
  CHECK(talk.marks() == std::vector<RecordingMark>{RecordingMark::agent_joined, RecordingMark::in_flow,
                                                   RecordingMark::out_of_flow});
  CHECK(talk.broken() == "");
}

TEST_CASE("the recording is paused while a secret is given, and goes on after it") {
  AssistedTalk talk;
  CHECK_FALSE(talk.tape().is_paused);
  talk.card();
  CHECK(talk.tape().is_paused);
  CHECK(talk.shown.recording == CallShown::Recording::paused);
  talk.press(talk.line, "4711");
  REQUIRE(talk.keyed.size() == 1);
  CHECK(talk.keyed[0].digits == "4711");
  CHECK_FALSE(talk.tape().is_paused);
  CHECK(talk.is_secret());  // the last key may still be down
  CHECK_FALSE(talk.hears(talk.anns, talk.customer));
  talk.change(Change::assist_ended, ann);
  CHECK(talk.marks() == std::vector<RecordingMark>{RecordingMark::agent_joined, RecordingMark::in_flow,
                                                   RecordingMark::secret, RecordingMark::unpaused,
                                                   RecordingMark::out_of_flow});
  CHECK_FALSE(talk.is_silent());
}

TEST_CASE("taken back in the middle of a secret, the recording goes on and nothing waits for keys") {
  AssistedTalk talk;
  talk.card();
  talk.press(talk.line, "47");
  talk.change(Change::assist_ended, ann);
  CHECK_FALSE(talk.tape().is_paused);
  CHECK_FALSE(talk.is_secret());
  CHECK(talk.hear_each_other(talk.anns, talk.customer));
  talk.press(talk.line, "11");
  CHECK(talk.keyed.empty());
  talk.wait(seconds(30));
  CHECK(talk.keyed.empty());
  CHECK(talk.broken() == "");
}

TEST_CASE("what the flow asked a moment too late is not said to who talks with their agent again") {
  AssistedTalk talk;
  talk.change(Change::assist_ended, ann);
  talk.flow_asks(Asks::say);
  CHECK_FALSE(talk.speaking.contains(talk.customer.value));
  CHECK(talk.hear_each_other(talk.anns, talk.customer));
}

TEST_CASE("digits that are no secret reach nobody either, and pause no recording") {
  AssistedTalk talk;
  talk.card(4, false);
  CHECK(talk.is_secret());
  CHECK_FALSE(talk.tape().is_paused);
  talk.press(talk.line, "4711");
  CHECK(talk.keyed.size() == 1);
}

TEST_CASE(
    "meanwhile nothing else is done with the call, but the agent can be muted and the recording stay "
    "paused") {
  AssistedTalk talk;
  for (const Action action : {Action::hold, Action::resume, Action::park, Action::conference, Action::dial,
                              Action::press, Action::hand_to_outside}) {
    talk.refusals.clear();
    talk.ask(ann, action, "1");
    REQUIRE(talk.refusals.size() == 1);
    CHECK(talk.refusals[0].reason == "customer_in_flow");
  }
  talk.refusals.clear();
  talk.ask(ann, Action::pause_recording);
  CHECK(talk.refusals.empty());
  talk.card();
  talk.press(talk.line, "4711");
  CHECK(talk.tape().is_paused);  // by hand
  talk.change(Change::assist_ended, ann);
  CHECK(talk.tape().is_paused);
  talk.ask(ann, Action::resume_recording);
  CHECK_FALSE(talk.tape().is_paused);
}

TEST_CASE(
    "a supervisor who listens hears their agent and not the customer; who barges is not heard by them") {
  AssistedTalk talk;
  talk.open_station(boss, boss.value);
  talk.ask(boss, Action::monitor);
  const media::LegId bosses = talk.station(boss.value);
  CHECK_FALSE(talk.hears(bosses, talk.customer));
  CHECK(talk.hears(bosses, talk.anns));
  talk.card();
  CHECK_FALSE(talk.hears(bosses, talk.customer));
  talk.ask(boss, Action::barge);
  CHECK_FALSE(talk.hears(talk.customer, bosses));
  talk.change(Change::assist_ended, ann);
  CHECK(talk.hears(talk.customer, bosses));
  CHECK(talk.hears(bosses, talk.customer));
}

TEST_CASE("who hangs up in such a flow ends the call as any") {
  AssistedTalk talk;
  talk.card();
  talk.press(talk.line, "47");
  talk.end(talk.line);
  CHECK(talk.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(talk.tape().is_ended);
  CHECK(talk.control.calls() == 0);
  CHECK(talk.broken() == "");
}

TEST_CASE("an agent who is gone leaves the customer to the queue, with its music and no flow") {
  AssistedTalk talk;
  talk.card();
  talk.change(Change::transferred, ann);
  talk.change(Change::queued);
  CHECK(talk.sound(talk.customer) == Sound::waiting_music);
  CHECK_FALSE(talk.is_secret());
  CHECK_FALSE(talk.speaking.contains(talk.customer.value));
  CHECK(talk.tape().is_ended);
  CHECK(talk.broken() == "");
}

TEST_CASE("while others are asked in such a flow the customer hears music, and the agent none") {
  AssistedTalk talk;
  talk.flow_asks(Asks::pause);
  CHECK(talk.sound(talk.customer) == Sound::waiting_music);
  CHECK(talk.sound(talk.anns) == Sound::none);
  talk.change(Change::ended, ann);
  CHECK(talk.broken() == "");
}

}  // namespace rapport::calls::tests
