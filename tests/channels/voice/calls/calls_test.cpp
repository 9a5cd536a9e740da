#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::OfferEnd;

media::LegId sound_of(sip::LegId leg) {
  return media::LegId{leg.value};
}

// A customer who talks to Ann at her desk.
struct Talk : Line {
  sip::LegId line;
  media::LegId customer, anns;
  Talk() {
    open_station(ann, ann.value);
    anns = station(ann.value);
    line = ring();
    customer = sound_of(line);
    offer(ann);
    close_offer(OfferEnd::accepted);
    change(Change::accepted, ann);
  }
};

template <class C>
int count(const std::vector<sip::Command>& commands) {
  int found = 0;
  for (const auto& command : commands)
    found += std::holds_alternative<C>(command);
  return found;
}

}  // namespace

TEST_CASE("a caller hears music until an agent's desk takes the call, then both hear each other") {
  Line line;
  line.open_station(ann, 1);
  const auto leg = line.ring();
  const auto arrived = line.submitted<switchboard::InteractionArrived>();
  REQUIRE(arrived.size() == 1);
  CHECK(arrived[0].queue == queue);
  CHECK(arrived[0].channel == switchboard::Channel::voice);
  CHECK(arrived[0].customer == CustomerId{9});
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  line.offer(ann);
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, ann);
  CHECK(line.sound(sound_of(leg)) == Sound::none);
  CHECK(line.hear_each_other(sound_of(leg), line.station(1)));
  CHECK(line.broken() == "");
}

TEST_CASE("a caller who hangs up has left, and nothing stays open but the desk's own sound") {
  Talk talk;
  talk.lines.erase(talk.line.value);
  talk.happen(sip::Event{sip::Ended{talk.line, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(talk.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(talk.control.calls() == 0);
  CHECK(talk.media.size() == 1);
  CHECK(talk.leak() == "");
  talk.happen(StationLeft{ann.value});
  CHECK(talk.media.empty());
}

TEST_CASE("an agent who ends the conversation closes the customer's line, once") {
  Talk talk;
  talk.change(Change::ended, ann);
  CHECK(count<sip::Hangup>(talk.commands) == 1);
  CHECK(talk.submitted<switchboard::CustomerLeft>().empty());
  CHECK(talk.control.calls() == 0);
  CHECK(talk.leak() == "");
}

TEST_CASE("an agent without a desk's sound is rung at the phone, and picking up is accepting") {
  Line line;
  const auto leg = line.ring();
  line.offer(bob);
  REQUIRE(count<sip::Invite>(line.commands) == 1);
  const auto& invite = std::get<sip::Invite>(line.commands.back());
  CHECK(std::get<sip::ToPhone>(invite.target).phone == bobs_phone);
  CHECK(invite.caller_number == "+861000");
  line.happen(sip::Event{sip::Answered{invite.leg, "theirs"}});
  const auto accepted = line.submitted<switchboard::OfferAccepted>();
  REQUIRE(accepted.size() == 1);
  CHECK(accepted[0].agent == bob);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, bob);
  CHECK(line.hear_each_other(sound_of(leg), sound_of(invite.leg)));
  line.lines.erase(invite.leg.value);
  line.happen(sip::Event{sip::Ended{invite.leg, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(line.submitted<switchboard::ConversationEnded>().size() == 1);
  line.change(Change::ended, bob);
  CHECK(line.leak() == "");
  CHECK(line.media.empty());
}

TEST_CASE("a phone that refuses declines the offer; an offer that ends stops the ringing") {
  Line line;
  line.ring();
  line.offer(bob);
  auto invite = std::get<sip::Invite>(line.commands.back());
  line.lines.erase(invite.leg.value);
  line.happen(sip::Event{sip::Ended{invite.leg, sip::EndedBy::peer, 486, 17, ""}});
  CHECK(line.submitted<switchboard::OfferDeclined>().size() == 1);
  line.offer(bob);
  invite = std::get<sip::Invite>(line.commands.back());
  line.close_offer(OfferEnd::no_answer);
  CHECK(!line.lines.contains(invite.leg.value));
  CHECK(line.submitted<switchboard::OfferDeclined>().size() == 1);
  CHECK(line.leak() == "");
}

TEST_CASE("an agent with nothing that rings declines at once") {
  Line line;
  line.ring();
  line.offer(ann);
  CHECK(line.submitted<switchboard::OfferDeclined>().size() == 1);
  CHECK(line.broken() == "");
}

TEST_CASE("where nobody is asked a desk with sound has the call at once") {
  Line line;
  line.open_station(ann, 1);
  const auto leg = line.ring();
  line.offer(ann, false, true);
  REQUIRE(line.submitted<switchboard::OfferAccepted>().size() == 1);
  CHECK(line.submitted<switchboard::OfferAccepted>()[0].offer == line.open_offer);
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, ann);
  CHECK(line.hear_each_other(sound_of(leg), line.station(1)));
}

TEST_CASE(
    "where nobody is asked a desk phone is told to pick up by itself, and until it does there is music") {
  Line line;
  const auto leg = line.ring();
  line.offer(bob, false, true);
  const auto invites = line.sent<sip::Invite>();
  REQUIRE(invites.size() == 1);
  REQUIRE(!invites[0].headers.empty());
  CHECK(invites[0].headers[0] == sip::Header{"Answer-Mode", "Auto"});
  CHECK(line.submitted<switchboard::OfferAccepted>().empty());
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  line.happen(sip::Event{sip::Answered{invites[0].leg, "theirs"}});
  CHECK(line.submitted<switchboard::OfferAccepted>().size() == 1);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, bob);
  CHECK(line.hear_each_other(sound_of(leg), sound_of(invites[0].leg)));
  CHECK(line.broken() == "");
}

TEST_CASE("where nobody is asked who has nothing that rings declines at once, and the caller waits on") {
  Line line;
  const auto leg = line.ring();
  line.offer(ann, false, true);
  CHECK(line.submitted<switchboard::OfferDeclined>().size() == 1);
  line.close_offer(OfferEnd::declined);
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  CHECK(line.broken() == "");
}

TEST_CASE("a call accepted at a desk without sound is heard at the phone that rings") {
  Line line;
  const auto leg = line.ring();
  line.offer(bob);
  const sip::LegId phone = line.sent<sip::Invite>().at(0).leg;
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, bob);
  CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
  SUBCASE("picked up") {
    line.happen(sip::Event{sip::Answered{phone, "theirs"}});
    CHECK(line.submitted<switchboard::OfferAccepted>().empty());
    CHECK(line.hear_each_other(sound_of(leg), sound_of(phone)));
  }
  SUBCASE("not picked up: somebody else gets the customer") {
    line.end(phone, 480);
    REQUIRE(line.submitted<switchboard::TransferredToQueue>().size() == 1);
    CHECK(line.submitted<switchboard::ConversationEnded>().empty());
    CHECK(line.sound(sound_of(leg)) == Sound::waiting_music);
    line.change(Change::transferred, bob);
    CHECK(line.control.calls() == 1);
  }
  SUBCASE("not picked up, and the desk has its sound by now") {
    line.open_station(bob, 1);
    line.end(phone, 480);
    CHECK(line.submitted<switchboard::TransferredToQueue>().empty());
    CHECK(line.hear_each_other(sound_of(leg), line.station(1)));
  }
  CHECK(line.broken() == "");
}

TEST_CASE(
    "a whisper is heard by the agent and never by the customer; barging in is heard by both; monitoring by "
    "nobody") {
  Talk talk;
  talk.open_station(boss, boss.value);
  const auto bosss = talk.station(boss.value);
  talk.ask(boss, Action::monitor);
  CHECK(talk.hears(bosss, talk.customer));
  CHECK(talk.hears(bosss, talk.anns));
  CHECK(!talk.hears(talk.anns, bosss));
  CHECK(!talk.hears(talk.customer, bosss));
  talk.ask(boss, Action::whisper);
  CHECK(talk.hears(talk.anns, bosss));
  CHECK(!talk.hears(talk.customer, bosss));
  talk.ask(boss, Action::barge);
  CHECK(talk.hear_each_other(talk.customer, bosss));
  CHECK(talk.hear_each_other(talk.anns, bosss));
  talk.ask(boss, Action::leave);
  CHECK(!talk.hears(talk.customer, bosss));
  CHECK(!talk.hears(bosss, talk.customer));
  CHECK(talk.hear_each_other(talk.customer, talk.anns));
  CHECK(talk.broken() == "");
}

TEST_CASE("on hold the customer hears music, and nobody hears the customer") {
  Talk talk;
  talk.ask(ann, Action::hold);
  CHECK(talk.sound(talk.customer) == Sound::hold_music);
  CHECK(!talk.hears(talk.anns, talk.customer));
  talk.ask(ann, Action::resume);
  CHECK(talk.sound(talk.customer) == Sound::none);
  CHECK(talk.hear_each_other(talk.customer, talk.anns));
}

TEST_CASE("a consult is between colleagues until it becomes a conference or a transfer") {
  Talk talk;
  talk.open_station(bob, bob.value);
  const auto bobs = talk.station(bob.value);
  talk.offer(bob, true);
  talk.close_offer(OfferEnd::accepted);
  talk.change(Change::consult_accepted, bob);
  CHECK(talk.sound(talk.customer) == Sound::hold_music);
  CHECK(talk.hear_each_other(talk.anns, bobs));
  CHECK(!talk.hears(bobs, talk.customer));
  SUBCASE("conference") {
    talk.ask(ann, Action::conference);
    CHECK(talk.hear_each_other(talk.customer, bobs));
    CHECK(talk.hear_each_other(talk.customer, talk.anns));
    CHECK(talk.hear_each_other(bobs, talk.anns));
  }
  SUBCASE("taken over") {
    talk.change(Change::consult_completed, bob);
    CHECK(talk.hear_each_other(talk.customer, bobs));
    CHECK(!talk.hears(talk.customer, talk.anns));
    CHECK(!talk.hears(talk.anns, bobs));
  }
  SUBCASE("ended") {
    talk.change(Change::consult_ended, bob);
    CHECK(talk.hear_each_other(talk.customer, talk.anns));
    CHECK(!talk.hears(talk.anns, bobs));
  }
  CHECK(talk.broken() == "");
}

TEST_CASE("a call handed to an outside number goes on without the agent until one of the two hangs up") {
  Talk talk;
  talk.ask(ann, Action::dial, "+442012345678");
  const auto invite = std::get<sip::Invite>(talk.commands.back());
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "+442012345678");
  CHECK(talk.sound(talk.customer) == Sound::hold_music);
  talk.happen(sip::Event{sip::Answered{invite.leg, "theirs"}});
  const auto outside = sound_of(invite.leg);
  CHECK(talk.hear_each_other(talk.anns, outside));
  CHECK(!talk.hears(outside, talk.customer));
  talk.ask(ann, Action::hand_to_outside);
  CHECK(talk.submitted<switchboard::ConversationEnded>().size() == 1);
  talk.change(Change::ended, ann);
  CHECK(talk.hear_each_other(talk.customer, outside));
  CHECK(!talk.hears(talk.anns, talk.customer));
  talk.lines.erase(talk.line.value);
  talk.happen(sip::Event{sip::Ended{talk.line, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(talk.lines.empty());
  CHECK(talk.leak() == "");
}

TEST_CASE("a transferred caller hears the waiting music again") {
  Talk talk;
  talk.change(Change::transferred, ann);
  CHECK(talk.sound(talk.customer) == Sound::waiting_music);
  CHECK(!talk.hears(talk.anns, talk.customer));
  CHECK(talk.broken() == "");
}

TEST_CASE("a caller nobody will serve hears so and is hung up on") {
  Line line;
  const auto leg = line.ring();
  switchboard::InteractionClosed closed;
  closed.interaction = line.interaction;
  closed.outcome = switchboard::Outcome::refused;
  line.tell(closed);
  CHECK(line.sound(sound_of(leg)) == Sound::not_taken);
  line.happen(media::Event{media::PlayerEnded{sound_of(leg), {}, media::PlayerEnd::finished}});
  CHECK(line.lines.empty());
  CHECK(line.submitted<switchboard::CustomerLeft>().empty());
  CHECK(line.leak() == "");
}

TEST_CASE("a desk that reloads in the middle of a call gets its sound back") {
  Talk talk;
  talk.happen(StationLeft{ann.value});
  CHECK(talk.broken() == "");
  talk.open_station(ann, 77);
  CHECK(talk.hear_each_other(talk.customer, talk.station(77)));
  CHECK(talk.broken() == "");
}

TEST_CASE("only a trunk of ours reaches a number, and only the organisation's own") {
  Line line;
  sip::Incoming incoming;
  incoming.leg = sip::LegId{5'000};
  incoming.called_number = "95500";
  incoming.sdp = "theirs";
  SUBCASE("a desk phone") {
    incoming.source.phone = bobs_phone;
  }
  SUBCASE("another trunk") {
    incoming.source.trunk = sip::TrunkId{99};
  }
  SUBCASE("an unknown number") {
    incoming.source.trunk = trunk;
    incoming.called_number = "+442012345678";
  }
  line.lines.insert(incoming.leg.value);
  line.happen(sip::Event{incoming});
  CHECK(count<sip::Refuse>(line.commands) == 1);
  CHECK(count<sip::Invite>(line.commands) == 0);
  CHECK(line.media.empty());
  CHECK(line.control.calls() == 0);
}

TEST_CASE("a caller whose sound cannot be agreed on is refused and leaves nothing behind") {
  Line line;
  line.answers_media = false;
  line.ring();
  CHECK(std::get<sip::Refuse>(line.commands.back()).code == 488);
  CHECK(line.control.calls() == 0);
  CHECK(line.leak() == "");
}

TEST_CASE("a line that falls silent without a word is closed") {
  Talk talk;
  talk.happen(media::Event{media::Inactive{talk.customer}});
  CHECK(talk.lines.empty());
  CHECK(talk.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(talk.leak() == "");
}

}  // namespace rapport::calls::tests
