// What of a call is recorded, and what never is.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::OfferEnd;
using Legs = std::vector<media::LegId>;

// A customer who talks to Ann, in a queue with these rules.
struct RecordedTalk : Line {
  sip::LegId line;
  media::LegId customer, anns;

  explicit RecordedTalk(RecordingRules rules = {100, false}) {
    configured.recording[{org, queue}] = rules;
    happen(Configured{configured});
    open_station(ann, ann.value);
    anns = station(ann.value);
    line = ring();
    customer = media::LegId{line.value};
    offer(ann);
    close_offer(OfferEnd::accepted);
    change(Change::accepted, ann);
  }
  const Taped& tape() const { return recordings.back(); }
  bool is_silent() const { return tape().left.empty() && tape().right.empty(); }
  std::vector<RecordingMark> marks() const {
    std::vector<RecordingMark> all;
    for (const auto& [mark, user] : tape().marks)
      all.push_back(mark);
    return all;
  }
};

TEST_CASE("a call is recorded from when an agent talks with the customer until they hang up") {
  RecordedTalk talk;
  REQUIRE(talk.recordings.size() == 1);
  CHECK(talk.tape().begun.interaction == talk.interaction);
  CHECK(talk.tape().begun.queue == queue);
  CHECK(talk.tape().left == Legs{talk.customer});
  CHECK(talk.tape().right == Legs{talk.anns});
  CHECK(talk.tape().marks ==
        std::vector<std::pair<RecordingMark, UserId>>{{RecordingMark::agent_joined, ann}});
  CHECK(talk.shown.recording == CallShown::Recording::on);
  talk.lines.erase(talk.line.value);
  talk.happen(sip::Event{sip::Ended{talk.line, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(talk.tape().is_ended);
  CHECK(talk.broken() == "");
}

TEST_CASE("the music and the wait are on no recording, nor is a queue that records nothing") {
  RecordedTalk talk(RecordingRules{0, false});
  CHECK(talk.recordings.empty());
  CHECK(talk.shown.recording == CallShown::Recording::none);
  CHECK_FALSE(talk.shown.may_record);
}

TEST_CASE("of a hold both sides are silence, with its place marked") {
  RecordedTalk talk;
  talk.ask(ann, Action::hold);
  CHECK(talk.is_silent());
  CHECK_FALSE(talk.tape().is_ended);
  talk.ask(ann, Action::resume);
  CHECK(talk.tape().left == Legs{talk.customer});
  CHECK(talk.marks() ==
        std::vector<RecordingMark>{RecordingMark::agent_joined, RecordingMark::held, RecordingMark::resumed});
  CHECK(talk.recordings.size() == 1);
}

TEST_CASE("what colleagues say to each other while the customer waits is not the customer's call") {
  RecordedTalk talk;
  talk.open_station(bob, bob.value);
  talk.offer(bob, true);
  talk.close_offer(OfferEnd::accepted);
  talk.change(Change::consult_accepted, bob);
  CHECK(talk.hear_each_other(talk.anns, talk.station(bob.value)));
  CHECK(talk.is_silent());
  SUBCASE("until they all talk together") {
    talk.ask(ann, Action::conference);
    CHECK(talk.tape().right == Legs{talk.anns, talk.station(bob.value)});
    CHECK(talk.marks().back() == RecordingMark::agent_joined);
  }
  SUBCASE("and goes on with whom the customer is handed to") {
    talk.change(Change::consult_completed, bob);
    CHECK(talk.tape().left == Legs{talk.customer});
    CHECK(talk.tape().right == Legs{talk.station(bob.value)});
    CHECK(talk.tape().marks.back() == std::pair{RecordingMark::agent_joined, UserId{bob}});
    CHECK(talk.recordings.size() == 1);
  }
}

TEST_CASE("a supervisor is recorded when the customer hears them, and only then") {
  RecordedTalk talk;
  talk.open_station(boss, boss.value);
  talk.ask(boss, Action::monitor);
  CHECK(talk.tape().right == Legs{talk.anns});
  talk.ask(boss, Action::whisper);
  CHECK(talk.tape().right == Legs{talk.anns});
  talk.ask(boss, Action::barge);
  CHECK(talk.tape().right == Legs{talk.anns, talk.station(boss.value)});
}

TEST_CASE("an outside number is on the customer's side while the customer hears it") {
  RecordedTalk talk;
  talk.ask(ann, Action::dial, "+442012345678");
  CHECK(talk.is_silent());
  const auto outside = std::get<sip::Invite>(talk.commands.back()).leg;
  talk.happen(sip::Event{sip::Answered{outside, "theirs"}});
  CHECK(talk.is_silent());
  talk.ask(ann, Action::conference);
  CHECK(talk.tape().left.size() == 2);
  talk.ask(ann, Action::hand_to_outside);
  CHECK(talk.tape().is_ended);  // nobody of ours is in it any more
}

TEST_CASE("who takes a transferred call begins a recording of their own, or none") {
  RecordedTalk talk;
  talk.change(Change::transferred);
  CHECK(talk.tape().is_ended);
  SUBCASE("by the rule of the queue it went to") {
    talk.configured.recording[{org, QueueId{8}}] = RecordingRules{0, false};
    talk.happen(Configured{talk.configured});
    switchboard::InteractionChanged accepted;
    accepted.interaction = talk.interaction;
    accepted.change = Change::accepted;
    accepted.channel = switchboard::Channel::voice;
    accepted.queue = QueueId{8};
    accepted.agent = ann;
    talk.tell(accepted);
    CHECK(talk.recordings.size() == 1);
  }
  SUBCASE("and again where it is recorded") {
    talk.change(Change::accepted, ann);
    CHECK(talk.recordings.size() == 2);
    CHECK_FALSE(talk.tape().is_ended);
  }
}

TEST_CASE("an agent pauses while a card number is said; the desks see it") {
  RecordedTalk talk;
  talk.ask(ann, Action::pause_recording);
  CHECK(talk.tape().is_paused);
  CHECK(talk.shown.recording == CallShown::Recording::paused);
  talk.ask(ann, Action::pause_recording);
  talk.ask(ann, Action::resume_recording);
  CHECK_FALSE(talk.tape().is_paused);
  CHECK(talk.marks() == std::vector<RecordingMark>{RecordingMark::agent_joined, RecordingMark::paused,
                                                   RecordingMark::unpaused});
  talk.ask(bob, Action::pause_recording);
  CHECK(talk.refusals.back().reason == "not_in_call");
}

TEST_CASE("agents begin and end recordings only where their queue lets them") {
  SUBCASE("where it does") {
    RecordedTalk talk(RecordingRules{0, true});
    CHECK(talk.shown.may_record);
    CHECK(talk.recordings.empty());
    talk.ask(ann, Action::pause_recording);
    CHECK(talk.refusals.back().reason == "not_recording");
    talk.ask(ann, Action::record);
    REQUIRE(talk.recordings.size() == 1);
    CHECK(talk.tape().begun.cause == RecordingCause::by_hand);
    talk.ask(ann, Action::stop_recording);
    CHECK(talk.tape().is_ended);
    CHECK(talk.shown.recording == CallShown::Recording::none);
  }
  SUBCASE("where it does not") {
    RecordedTalk talk;
    talk.ask(ann, Action::stop_recording);
    CHECK(talk.refusals.back().reason == "recording_not_yours");
    CHECK_FALSE(talk.tape().is_ended);
  }
}

TEST_CASE("a recording that fails is not tried again, and the call goes on") {
  RecordedTalk talk;
  talk.happen(RecordingEnded{talk.tape().begun.tap});
  CHECK(talk.tape().is_ended);
  CHECK(talk.shown.recording == CallShown::Recording::none);
  talk.ask(ann, Action::hold);
  talk.ask(ann, Action::resume);
  CHECK(talk.recordings.size() == 1);
  CHECK(talk.hear_each_other(talk.customer, talk.anns));
}

TEST_CASE("keys are marked, not kept") {
  RecordedTalk talk;
  talk.happen(media::Event{media::Digit{talk.customer, '7', 100, false}});
  CHECK(talk.tape().marks.back() == std::pair{RecordingMark::key, UserId{}});
}

TEST_CASE("what a customer told a flow is stronger than the queue's rule and the agent's button") {
  Line call;
  call.begins_with = switchboard::FlowStart{FlowId{4}, 1, 0, false, {}};
  bool wish = true;
  SUBCASE("no") {
    wish = false;
  }
  SUBCASE("yes") {}
  call.configured.recording[{org, queue}] = RecordingRules{wish ? 0 : 100, true};
  call.happen(Configured{call.configured});
  call.open_station(ann, ann.value);
  call.ring();
  // Digits that were secret before do not pause what is recorded later.
  FlowAsked secret;
  secret.is_secret = true;
  secret.length_max = 4;
  call.flow_asks(Asks::collect, secret);
  call.happen(RecordingWished{org, call.interaction, wish});
  call.change(Change::queued);
  call.change(Change::accepted, ann);
  if (wish) {
    REQUIRE(call.recordings.size() == 1);
    CHECK(call.recordings[0].begun.cause == RecordingCause::by_flow);
    CHECK_FALSE(call.recordings[0].is_paused);
  } else {
    CHECK(call.recordings.empty());
    call.ask(ann, Action::record);
    CHECK(call.refusals.back().reason == "recording_refused");
  }
  // For the whole call, whoever takes it next.
  call.change(Change::transferred);
  call.change(Change::accepted, ann);
  CHECK(call.recordings.size() == (wish ? 2 : 0));
}

TEST_CASE("a share of the calls is recorded, and the same ones whenever they are asked about") {
  int recorded = 0;
  for (int i = 0; i < 400; ++i) {
    RecordedTalk talk(RecordingRules{0, false});
    talk.change(Change::ended, ann);
    talk.configured.recording[{org, queue}] = RecordingRules{25, false};
    talk.happen(Configured{talk.configured});
    talk.interaction = InteractionId{1'000 + i};
    talk.ring();
    talk.offer(ann);
    talk.close_offer(OfferEnd::accepted);
    talk.change(Change::accepted, ann);
    recorded += static_cast<int>(talk.recordings.size());
    talk.ask(ann, Action::hold);
    talk.ask(ann, Action::resume);
    CHECK(talk.recordings.size() <= 1);
  }
  CHECK(recorded > 70);
  CHECK(recorded < 130);
}

}  // namespace
}  // namespace rapport::calls::tests
