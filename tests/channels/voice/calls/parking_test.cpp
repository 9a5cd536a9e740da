#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::OfferEnd;

// Ann has parked her customer; Bob is at his desk, with sound.
struct Parked : Line {
  media::LegId customer, anns, bobs;
  Parked() {
    open_station(ann, ann.value);
    open_station(bob, bob.value);
    anns = station(ann.value);
    bobs = station(bob.value);
    customer = media::LegId{ring().value};
    offer(ann);
    close_offer(OfferEnd::accepted);
    change(Change::accepted, ann);
    ask(ann, Action::park);
  }
};

}  // namespace

TEST_CASE("a parked customer hears music at a place that everybody is told of") {
  Parked line;
  CHECK(line.sound(line.customer) == Sound::hold_music);
  CHECK(!line.hears(line.anns, line.customer));
  REQUIRE(line.parked.size() == 1);
  CHECK(line.parked[0].connection == 0);
  REQUIRE(line.parked[0].parked.size() == 1);
  CHECK(line.parked[0].parked[0].place == 1);
  CHECK(line.parked[0].parked[0].by == ann);
  CHECK(line.told.back().call.place == 1);
  line.happen(DeskLooks{org, boss, 90, {}, true});
  CHECK(line.parked.back().connection == 90);
}

TEST_CASE("whoever picks a parked call up has it at once; nobody has to accept anything") {
  Parked line;
  line.ask(bob, Action::pick_up);
  const auto moved = line.submitted<switchboard::TransferredToAgent>();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].to == bob);
  CHECK(moved[0].by == bob);
  line.change(Change::transferred, ann);
  CHECK(line.parked.back().parked.empty());
  line.offer(bob);
  REQUIRE(line.submitted<switchboard::OfferAccepted>().size() == 1);
  CHECK(line.submitted<switchboard::OfferAccepted>()[0].agent == bob);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, bob);
  CHECK(line.hear_each_other(line.customer, line.bobs));
  CHECK(line.timers.empty());
  CHECK(line.broken() == "");
}

TEST_CASE("who parked a call takes it back by picking it up or by resuming") {
  Parked line;
  SUBCASE("") {
    line.ask(ann, Action::pick_up);
  }
  SUBCASE("") {
    line.ask(ann, Action::resume);
  }
  CHECK(line.hear_each_other(line.customer, line.anns));
  CHECK(line.parked.back().parked.empty());
  CHECK(line.timers.empty());
}

TEST_CASE("a pick-up that cannot be leaves the call parked, and says why") {
  Parked line;
  line.ask(bob, Action::pick_up);
  line.ask(cleo, Action::pick_up);
  CHECK(line.refusals.back().reason == "picked_up_already");
  line.happen(NotTaken{line.call, false, "agent_not_available"});
  CHECK(line.refusals.back().reason == "agent_not_available");
  CHECK(line.refusals.back().connection == bob.value);
  CHECK(line.told.back().call.place == 1);
  line.ask(cleo, Action::pick_up);
  CHECK(line.submitted<switchboard::TransferredToAgent>().size() == 2);
}

TEST_CASE("who parked a call is spared it: they may have another, and take this one back after that") {
  Parked line;
  const auto parked = line.submitted<switchboard::CallParked>();
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].agent == ann);
  CHECK(parked[0].is_parked);
  const InteractionId first = line.interaction;
  line.interaction = InteractionId{101};
  const media::LegId second{line.ring("+861001").value};
  line.offer(ann);
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, ann);
  CHECK(line.hear_each_other(second, line.anns));
  CHECK(line.sound(line.customer) == Sound::hold_music);
  line.interaction = first;
  for (const Action action : {Action::pick_up, Action::resume}) {
    line.ask(ann, action);
    CHECK(line.refusals.back().reason == "in_another_call");
  }
  SUBCASE("the other one over") {
    line.end(sip::LegId{second.value});
    line.ask(ann, Action::pick_up);
    CHECK(line.hear_each_other(line.customer, line.anns));
    REQUIRE(line.submitted<switchboard::CallParked>().size() == 2);
    CHECK(!line.submitted<switchboard::CallParked>()[1].is_parked);
  }
  SUBCASE("nobody takes it meanwhile: back to its queue, not to who is busy") {
    line.wait(minutes(3));
    const auto moved = line.submitted<switchboard::TransferredToQueue>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].interaction == first);
    CHECK(moved[0].queue == queue);
    CHECK(line.hear_each_other(second, line.anns));
    line.change(Change::transferred, ann);
    CHECK(line.sound(line.customer) == Sound::waiting_music);
  }
  CHECK(line.broken() == "");
}

TEST_CASE("who takes a call back, and then takes the one that was offered meanwhile, has the first on hold") {
  Parked line;
  const InteractionId first = line.interaction;
  line.interaction = InteractionId{101};
  const media::LegId second{line.ring("+861001").value};
  line.offer(ann);
  line.interaction = first;
  line.ask(ann, Action::resume);
  CHECK(line.hear_each_other(line.customer, line.anns));
  line.interaction = InteractionId{101};
  line.close_offer(OfferEnd::accepted);
  line.change(Change::accepted, ann);
  CHECK(line.hear_each_other(second, line.anns));
  CHECK(!line.hears(line.customer, line.anns));
  CHECK(line.sound(line.customer) == Sound::hold_music);
}

TEST_CASE("a call that nobody picks up is back with who parked it: on hold, with a reminder") {
  Parked line;
  line.wait(minutes(3));
  CHECK(line.told.back().call.place == 0);
  CHECK(line.told.back().call.is_held);
  CHECK(line.told.back().call.is_recalled);
  CHECK(!line.submitted<switchboard::CallParked>().back().is_parked);
  CHECK(line.sound(line.anns) == Sound::hold_reminder);
  CHECK(line.sound(line.customer) == Sound::hold_music);
  line.ask(bob, Action::pick_up);
  CHECK(line.refusals.back().reason == "not_parked");
}

TEST_CASE("a parked customer who hangs up frees the place") {
  Parked line;
  line.end(sip::LegId{line.customer.value});
  CHECK(line.parked.back().parked.empty());
  CHECK(line.leak() == "");
}

}  // namespace rapport::calls::tests
