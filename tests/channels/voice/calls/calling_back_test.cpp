#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::DialResult;
using switchboard::OfferEnd;

// A callback that is about to be dialled.
struct Callback : Line {
  void dial(AgentId agent, std::int32_t number_of_dial = 1) {
    tell(switchboard::DialStarted{interaction, CustomerId{9}, queue, agent, number_of_dial, {}});
  }
  void ask(AgentId agent, bool is_unasked) {
    switchboard::OfferMade made;
    made.offer = open_offer = switchboard::OfferId{77};
    made.interaction = interaction;
    made.agent = agent;
    made.queue = queue;
    made.dial = 1;
    made.is_unasked = is_unasked;
    tell(made);
  }
  // The last one that was sent.
  sip::Invite invite() const {
    for (auto at = commands.rbegin(); at != commands.rend(); ++at)
      if (const auto* found = std::get_if<sip::Invite>(&*at)) return *found;
    return {};
  }
  void answer(sip::LegId leg) { happen(sip::Event{sip::Answered{leg, "theirs"}}); }
  void refuse(sip::LegId leg, int code) {
    lines.erase(leg.value);
    happen(sip::Event{sip::Ended{leg, sip::EndedBy::peer, code, 0, ""}});
  }
  DialResult result() const {
    const auto ended = submitted<switchboard::DialEnded>();
    return ended.empty() ? DialResult::none : ended.back().result;
  }
};

}  // namespace

TEST_CASE("a callback dials the customer by the queue's trunk while the agent hears it ring") {
  Callback line;
  line.open_station(ann, 1);
  line.ask(ann, false);
  CHECK(line.control.calls() == 0);
  line.dial(ann);
  const sip::Invite invite = line.invite();
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "+861000");
  CHECK(std::get<sip::ToTrunk>(invite.target).trunk == trunk);
  CHECK(invite.caller_number == "95500");
  CHECK(line.sound(line.station(1)) == Sound::ringing);
  line.answer(invite.leg);
  CHECK(line.result() == DialResult::answered);
  CHECK(line.submitted<switchboard::DialEnded>().back().dial == 1);
  line.change(Change::accepted, ann);
  CHECK(line.sound(line.station(1)) == Sound::none);
  CHECK(line.hear_each_other(line.station(1), media::LegId{invite.leg.value}));
  line.refuse(invite.leg, 200);
  CHECK(line.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(line.control.calls() == 0);
  CHECK(line.broken() == "");
}

TEST_CASE("who is called back by a queue that records hears the announcement before they are connected") {
  Callback line;
  line.configured.numbers[0].announcement = {{"Calls are recorded.", "en", {}}};
  bool is_recorded = true;
  SUBCASE("where it records") {
    line.configured.recording[{org, queue}] = RecordingRules{100, false};
  }
  SUBCASE("and not where it does not") {
    is_recorded = false;
  }
  line.happen(Configured{line.configured});
  line.open_station(ann, 1);
  line.dial(ann);
  const sip::LegId leg = line.invite().leg;
  const media::LegId customer{leg.value};
  line.answer(leg);
  CHECK(line.result() == DialResult::answered);
  line.change(Change::accepted, ann);
  CHECK(line.speaking.contains(leg.value) == is_recorded);
  CHECK(line.hear_each_other(line.station(1), customer) != is_recorded);
  if (is_recorded) {
    CHECK(line.sound(customer) == Sound::none);
    CHECK(line.recordings.empty());
    line.speech_ends(leg);
    CHECK(line.hear_each_other(line.station(1), customer));
    REQUIRE(line.recordings.size() == 1);
    CHECK(line.recordings[0].marks.front().first == RecordingMark::announced);
  }
  CHECK(line.broken() == "");
}

TEST_CASE("who hangs up during the announcement of a callback has left a conversation") {
  Callback line;
  line.configured.numbers[0].announcement = {{"Calls are recorded.", "en", {}}};
  line.configured.recording[{org, queue}] = RecordingRules{100, false};
  line.happen(Configured{line.configured});
  line.open_station(ann, 1);
  line.dial(ann);
  const sip::LegId leg = line.invite().leg;
  line.answer(leg);
  line.change(Change::accepted, ann);
  line.refuse(leg, 200);
  CHECK(line.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(line.control.calls() == 0);
  CHECK(line.broken() == "");
}

TEST_CASE("what became of a dial is told, and nothing of it stays open") {
  const std::vector<std::pair<int, DialResult>> codes = {
      {486, DialResult::busy},      {603, DialResult::busy},   {480, DialResult::no_answer},
      {408, DialResult::no_answer}, {404, DialResult::failed}, {503, DialResult::failed}};
  for (const auto& expected : codes) {
    Callback line;
    line.open_station(ann, 1);
    line.dial(ann);
    line.refuse(line.invite().leg, expected.first);
    CHECK(line.result() == expected.second);
    line.tell(switchboard::DialStopped{line.interaction, 1});
    CHECK(line.control.calls() == 0);
    CHECK(line.media.size() == 1);
    CHECK(line.broken() == "");
  }
}

TEST_CASE("a dial that is stopped hangs up on the customer's phone") {
  Callback line;
  line.open_station(ann, 1);
  line.dial(ann);
  line.tell(switchboard::DialStopped{line.interaction, 1});
  CHECK(line.lines.empty());
  CHECK(line.control.calls() == 0);
  CHECK(line.sound(line.station(1)) == Sound::none);
  CHECK(line.broken() == "");
}

TEST_CASE("a callback without a number has failed") {
  Callback line;
  line.callback_number = "";
  line.open_station(ann, 1);
  line.dial(ann);
  CHECK(line.result() == DialResult::failed);
  line.tell(switchboard::DialStopped{line.interaction, 1});
  CHECK(line.broken() == "");
}

TEST_CASE("an agent with a desk phone picks it up before the customer is dialled, whoever is to come first") {
  for (const bool is_unasked : {false, true}) {
    Callback line;
    line.ask(bob, is_unasked);
    const sip::Invite to_bob = line.invite();
    CHECK(std::get<sip::ToPhone>(to_bob.target).phone == bobs_phone);
    CHECK(to_bob.headers.empty() != is_unasked);
    line.answer(to_bob.leg);
    CHECK(line.submitted<switchboard::OfferAccepted>().size() == 1);
    line.close_offer(OfferEnd::accepted);
    line.dial(bob);
    const sip::Invite to_customer = line.invite();
    REQUIRE(std::holds_alternative<sip::ToTrunk>(to_customer.target));
    line.answer(to_customer.leg);
    line.change(Change::accepted, bob);
    CHECK(line.hear_each_other(media::LegId{to_bob.leg.value}, media::LegId{to_customer.leg.value}));
    CHECK(line.broken() == "");
  }
}

TEST_CASE("an agent who is held for a customer need not accept at a desk with sound") {
  Callback line;
  line.open_station(ann, 1);
  line.ask(ann, true);
  REQUIRE(line.submitted<switchboard::OfferAccepted>().size() == 1);
  CHECK(line.submitted<switchboard::OfferAccepted>()[0].agent == ann);
  CHECK(line.control.calls() == 0);
  line.ask(boss, true);
  CHECK(line.submitted<switchboard::OfferDeclined>().size() == 1);
  CHECK(line.control.calls() == 0);
}

TEST_CASE("an agent who does not pick up the desk phone leaves nothing behind") {
  Callback line;
  line.ask(bob, false);
  line.close_offer(OfferEnd::no_answer);
  CHECK(line.lines.empty());
  CHECK(line.control.calls() == 0);
  CHECK(line.broken() == "");
}

TEST_CASE("a caller whose place is kept is hung up on, and has not left") {
  Callback line;
  line.ring();
  line.change(Change::callback_waiting);
  CHECK(line.lines.empty());
  CHECK(line.submitted<switchboard::CustomerLeft>().empty());
  CHECK(line.control.calls() == 0);
  CHECK(line.broken() == "");
}

TEST_CASE("what a customer told their flow of recording holds when they are called back, and no longer") {
  Callback line;
  line.configured.recording[{org, queue}] = RecordingRules{100, false};
  line.happen(Configured{line.configured});
  line.begins_with = switchboard::FlowStart{FlowId{4}, 1, 0, false, {}};
  const sip::LegId first = line.ring();
  line.happen(RecordingWished{org, line.interaction, false});
  line.change(Change::queued);
  line.end(first);
  bool is_closed = false;
  SUBCASE("called back for the same reason") {}
  SUBCASE("once it is closed") {
    switchboard::InteractionClosed closed;
    closed.interaction = line.interaction;
    line.tell(closed);
    is_closed = true;
  }
  line.open_station(ann, 1);
  line.dial(ann);
  line.answer(line.invite().leg);
  line.change(Change::accepted, ann);
  CHECK(line.recordings.size() == (is_closed ? 1 : 0));
}

}  // namespace rapport::calls::tests
