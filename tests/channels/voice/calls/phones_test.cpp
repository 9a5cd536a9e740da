// What agents do at their desk phones, and what is heard before anybody answers.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::OfferEnd;

media::LegId sound_on(sip::LegId leg) {
  return media::LegId{leg.value};
}

std::string described(const std::string& direction) {
  return "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
         "m=audio 4000 RTP/AVP 8\r\na=" +
         direction + "\r\n";
}

// A customer who talks to Bob at his desk phone; Ann has her own sound at her desk.
struct PhoneTalk : Line {
  sip::LegId customers, bobs;
  PhoneTalk() {
    open_station(ann, ann.value);
    customers = ring();
    offer(bob);
    bobs = std::get<sip::Invite>(commands.back()).leg;
    happen(sip::Event{sip::Answered{bobs, "theirs"}});
    close_offer(OfferEnd::accepted);
    change(Change::accepted, bob);
  }
  void refer(const std::string& target) {
    sip::ReferAsked asked;
    asked.leg = bobs;
    asked.target_number = target;
    happen(sip::Event{asked});
  }
  sip::LegId call_from_phone(const std::string& number) {
    sip::Incoming second;
    second.leg = sip::LegId{2'000'000};
    second.source.phone = bobs_phone;
    second.called_number = number;
    second.sdp = "theirs";
    second.remote = "192.0.2.9:5060";
    lines.insert(second.leg.value);
    happen(sip::Event{second});
    return second.leg;
  }
  std::vector<int> notified() const {
    std::vector<int> codes;
    for (const auto& notify : sent<sip::NotifyRefer>())
      codes.push_back(notify.code);
    return codes;
  }
};

}  // namespace

TEST_CASE("hold pressed at a desk phone is hold, and resuming there ends it") {
  PhoneTalk talk;
  for (const char* direction : {"sendonly", "inactive"}) {
    talk.happen(sip::Event{sip::ModifyAsked{talk.bobs, described(direction)}});
    CHECK(talk.sound(sound_on(talk.customers)) == Sound::hold_music);
    CHECK(talk.told.back().call.is_held);
    CHECK(talk.told.back().call.members[1].is_holding);
    talk.ask(bob, Action::resume);
    CHECK(talk.refusals.back().reason == "held_at_phone");
    talk.happen(sip::Event{sip::ModifyAsked{talk.bobs, described("sendrecv")}});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(talk.bobs)));
    CHECK(!talk.told.back().call.is_held);
  }
  CHECK(talk.sent<sip::AnswerModify>().size() == 4);
}

TEST_CASE("a customer who puts us on hold is shown so and not taken for gone") {
  PhoneTalk talk;
  talk.happen(sip::Event{sip::ModifyAsked{talk.customers, described("sendonly")}});
  CHECK(talk.told.back().call.members[0].is_holding);
  CHECK(!talk.told.back().call.is_held);
  talk.happen(media::Event{media::Inactive{sound_on(talk.customers)}});
  CHECK(talk.control.calls() == 1);
}

TEST_CASE("an agent is reminded of a customer on hold, again and again until they are back") {
  PhoneTalk talk;
  talk.ask(bob, Action::hold);
  CHECK(talk.sound(sound_on(talk.bobs)) == Sound::none);
  talk.wait(seconds(59));
  CHECK(!talk.told.back().call.is_recalled);
  talk.wait(seconds(2));
  CHECK(talk.told.back().call.is_recalled);
  CHECK(talk.sound(sound_on(talk.bobs)) == Sound::hold_reminder);
  CHECK(talk.sound(sound_on(talk.customers)) == Sound::hold_music);
  talk.sounds[talk.bobs.value] = Sound::none;
  talk.wait(seconds(60));
  CHECK(talk.sound(sound_on(talk.bobs)) == Sound::hold_reminder);
  talk.ask(bob, Action::resume);
  CHECK(!talk.told.back().call.is_recalled);
  CHECK(talk.timers.empty());
}

TEST_CASE("who consults somebody about a customer on hold is not reminded") {
  PhoneTalk talk;
  talk.offer(ann, true);
  talk.change(Change::consult_accepted, ann);
  talk.wait(minutes(5));
  CHECK(!talk.told.back().call.is_recalled);
}

TEST_CASE(
    "a phone's blind transfer to a colleague's extension is the switchboard's, and the phone hears how it "
    "went") {
  PhoneTalk talk;
  talk.refer("2003");
  CHECK(talk.sent<sip::AnswerRefer>().back().code == 202);
  const auto moved = talk.submitted<switchboard::TransferredToAgent>();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].to == cleo);
  CHECK(moved[0].by == bob);
  SUBCASE("it went") {
    talk.change(Change::transferred, bob);
    CHECK(talk.notified() == std::vector<int>{200});
    CHECK(!talk.lines.contains(talk.bobs.value));
    CHECK(talk.sound(sound_on(talk.customers)) == Sound::waiting_music);
  }
  SUBCASE("the colleague is away") {
    talk.happen(NotTaken{talk.call, false, "agent_not_available"});
    CHECK(talk.notified() == std::vector<int>{480});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(talk.bobs)));
  }
  SUBCASE("the phone hangs up at once, and it went") {
    talk.end(talk.bobs);
    CHECK(talk.submitted<switchboard::ConversationEnded>().empty());
    talk.change(Change::transferred, bob);
    CHECK(talk.notified().empty());
    CHECK(talk.lines.contains(talk.customers.value));
  }
  SUBCASE("the phone hangs up at once, and the colleague is away") {
    talk.end(talk.bobs);
    talk.happen(NotTaken{talk.call, false, "agent_not_available"});
    CHECK(talk.submitted<switchboard::ConversationEnded>().size() == 1);
  }
  CHECK(talk.broken() == "");
}

TEST_CASE("a phone's blind transfer to a number of ours queues the customer there") {
  PhoneTalk talk;
  talk.refer("95500");
  const auto moved = talk.submitted<switchboard::TransferredToQueue>();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].queue == queue);
}

TEST_CASE("a phone's blind transfer to the outside connects the customer when somebody answers there") {
  PhoneTalk talk;
  talk.refer("+442012345678");
  const auto invite = talk.sent<sip::Invite>().back();
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "+442012345678");
  CHECK(talk.sent<sip::AnswerRefer>().back().code == 202);
  talk.happen(sip::Event{sip::Progress{invite.leg, 180, ""}});
  CHECK(talk.notified() == std::vector<int>{180});
  SUBCASE("answered") {
    talk.happen(sip::Event{sip::Answered{invite.leg, "theirs"}});
    CHECK(talk.notified() == std::vector<int>{180, 200});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(invite.leg)));
    CHECK(!talk.lines.contains(talk.bobs.value));
    CHECK(talk.submitted<switchboard::ConversationEnded>().size() == 1);
  }
  SUBCASE("busy: the agent has the customer again") {
    talk.end(invite.leg, 486);
    CHECK(talk.notified() == std::vector<int>{180, 486});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(talk.bobs)));
  }
  SUBCASE("the phone hangs up while it rings: the customer hears it ring") {
    talk.end(talk.bobs);
    CHECK(talk.sound(sound_on(talk.customers)) == Sound::ringing);
    talk.happen(sip::Event{sip::Answered{invite.leg, "theirs"}});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(invite.leg)));
  }
  CHECK(talk.broken() == "");
  CHECK(talk.leak() == "");
}

TEST_CASE("a customer, a gateway and an unknown target are refused a transfer") {
  PhoneTalk talk;
  sip::ReferAsked asked;
  asked.leg = talk.customers;
  asked.target_number = "+442012345678";
  talk.happen(sip::Event{asked});
  CHECK(talk.sent<sip::AnswerRefer>().back().code == 603);
  talk.refer("nobody");
  CHECK(talk.sent<sip::AnswerRefer>().back().code == 404);
  CHECK(talk.sent<sip::Invite>().size() == 1);
}

TEST_CASE("a phone's second call consults a colleague, and its attended transfer hands the customer over") {
  PhoneTalk talk;
  talk.happen(sip::Event{sip::ModifyAsked{talk.bobs, described("sendonly")}});
  const sip::LegId second = talk.call_from_phone("2003");
  const auto consults = talk.submitted<switchboard::ConsultStarted>();
  REQUIRE(consults.size() == 1);
  CHECK(consults[0].to == cleo);
  CHECK(talk.sent<sip::Answer>().size() == 1);  // the customer's
  talk.offer(cleo, true);
  const sip::LegId cleos = std::get<sip::Invite>(talk.commands.back()).leg;
  talk.happen(sip::Event{sip::Answered{cleos, "theirs"}});
  talk.close_offer(OfferEnd::accepted);
  talk.change(Change::consult_accepted, cleo);
  CHECK(talk.sent<sip::Answer>().back().leg == second);
  CHECK(talk.hear_each_other(sound_on(second), sound_on(cleos)));
  CHECK(!talk.hears(sound_on(talk.bobs), sound_on(cleos)));
  CHECK(talk.sound(sound_on(talk.customers)) == Sound::hold_music);
  SUBCASE("handed over, from either line") {
    sip::ReferAsked asked;
    SUBCASE("") {
      asked.leg = talk.bobs;
      asked.replaced = second;
    }
    SUBCASE("") {
      asked.leg = second;
      asked.replaced = talk.bobs;
    }
    asked.replaces = sip::Replaces{"call", "to", "from", false};
    talk.happen(sip::Event{asked});
    CHECK(talk.submitted<switchboard::ConsultCompleted>().size() == 1);
    talk.change(Change::consult_completed, cleo);
    CHECK(talk.notified() == std::vector<int>{200});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(cleos)));
    CHECK(!talk.lines.contains(talk.bobs.value));
    CHECK(!talk.lines.contains(second.value));
  }
  SUBCASE("given up") {
    talk.end(second);
    CHECK(talk.submitted<switchboard::ConsultEnded>().size() == 1);
    talk.change(Change::consult_ended, cleo);
    talk.happen(sip::Event{sip::ModifyAsked{talk.bobs, described("sendrecv")}});
    CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(talk.bobs)));
  }
  CHECK(talk.broken() == "");
  CHECK(talk.leak() == "");
}

TEST_CASE("a phone's second call to the outside is answered when they are, and can be handed over") {
  PhoneTalk talk;
  const sip::LegId second = talk.call_from_phone("+442012345678");
  const sip::LegId outside = talk.sent<sip::Invite>().back().leg;
  talk.happen(sip::Event{sip::Answered{outside, "theirs"}});
  CHECK(talk.hear_each_other(sound_on(second), sound_on(outside)));
  sip::ReferAsked asked;
  asked.leg = talk.bobs;
  asked.replaced = second;
  asked.replaces = sip::Replaces{"call", "to", "from", false};
  talk.happen(sip::Event{asked});
  CHECK(talk.hear_each_other(sound_on(talk.customers), sound_on(outside)));
  CHECK(talk.lines.size() == 2);
  CHECK(talk.leak() == "");
}

TEST_CASE("a phone without a customer calls nobody") {
  Line line;
  sip::Incoming call;
  call.leg = sip::LegId{2'000'000};
  call.source.phone = bobs_phone;
  call.called_number = "2003";
  call.sdp = "theirs";
  line.lines.insert(call.leg.value);
  line.happen(sip::Event{call});
  CHECK(line.sent<sip::Refuse>().back().code == 403);
  CHECK(line.leak() == "");
}

TEST_CASE("who dials out hears it ring, then what the other network says, then whoever answers") {
  PhoneTalk talk;
  talk.ask(bob, Action::dial, "+442012345678");
  const sip::LegId outside = talk.sent<sip::Invite>().back().leg;
  const auto bobs = sound_on(talk.bobs);
  CHECK(talk.sound(bobs) == Sound::ringing);
  talk.happen(sip::Event{sip::Progress{outside, 183, "theirs"}});
  CHECK(talk.sound(bobs) == Sound::none);
  CHECK(talk.hears(bobs, sound_on(outside)));
  CHECK(!talk.hears(sound_on(talk.customers), sound_on(outside)));
  CHECK(talk.told.back().call.members.back().is_ringing);
  talk.happen(sip::Event{sip::Answered{outside, "theirs"}});
  CHECK(talk.hear_each_other(bobs, sound_on(outside)));
  CHECK(talk.broken() == "");
}

TEST_CASE("a desk that opens later is told of the call: its own, or one that its supervisor looks at") {
  PhoneTalk talk;
  talk.happen(DeskLooks{org, bob, 50, {}, false});
  REQUIRE(talk.told_one.size() == 1);
  CHECK(talk.told_one[0].connection == 50);
  CHECK(talk.told_one[0].call.members.size() == 2);
  talk.happen(DeskLooks{org, boss, 51, talk.interaction, true});
  CHECK(talk.told_one.size() == 2);
  talk.happen(DeskLooks{org, ann, 52, talk.interaction, false});
  talk.happen(DeskLooks{org, ann, 52, {}, false});
  CHECK(talk.told_one.size() == 2);
  talk.open_station(bob, 53);
  CHECK(talk.told_one.size() == 3);
}

TEST_CASE("a supervisor without sound is told that they cannot listen") {
  PhoneTalk talk;
  talk.ask(boss, Action::monitor);
  REQUIRE(talk.refusals.size() == 1);
  CHECK(talk.refusals[0].org == org);
  CHECK(talk.refusals[0].reason == "no_sound");
}

}  // namespace rapport::calls::tests
