// Days on the phone with everything that goes wrong. One seed again: RAPPORT_CALLS_SEED=42
// …/test_channels_voice_calls
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

#include "channels/voice/calls/support/exchange.h"

namespace rapport::calls::tests {

TEST_CASE(
    "after a day of lost packets, dead phones and vanishing desks nothing is left open and nobody is stuck") {
  const char* only = std::getenv("RAPPORT_CALLS_SEED");
  const std::uint64_t first = only == nullptr ? 1 : static_cast<std::uint64_t>(std::atoll(only));
  const std::uint64_t last = only == nullptr ? 8 : first;
  ExchangeTally all;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    Exchange exchange(seed);
    const std::string broken = exchange.run(24);
    CHECK_MESSAGE(broken.empty(), fmt::format("seed={} {}", seed, broken));
    const ExchangeTally& day = exchange.tally();
    all.calls += day.calls;
    all.talks += day.talks;
    all.abandoned += day.abandoned;
    all.lost_byes += day.lost_byes;
    all.vanished_desks += day.vanished_desks;
    all.dead_phones += day.dead_phones;
    all.refused_media += day.refused_media;
    all.supervised += day.supervised;
    all.outside += day.outside;
    all.transfers += day.transfers;
    all.consults += day.consults;
    all.phone_holds += day.phone_holds;
    all.phone_transfers += day.phone_transfers;
    all.phone_consults += day.phone_consults;
    all.parked += day.parked;
    all.booked += day.booked;
    all.dials += day.dials;
    all.reached += day.reached;
    all.failed += day.failed;
    all.spoken += day.spoken;
    all.keys += day.keys;
    all.flow_transfers += day.flow_transfers;
    all.unasked += day.unasked;
    all.voicemails += day.voicemails;
    all.nothing_left += day.nothing_left;
    all.to_chat += day.to_chat;
    all.from_chat += day.from_chat;
  }
  // Each of them happened, or the day proved nothing.
  CHECK(all.talks > 1'000);
  CHECK(all.abandoned > 100);
  CHECK(all.lost_byes > 50);
  CHECK(all.vanished_desks > 50);
  CHECK(all.dead_phones > 50);
  CHECK(all.refused_media > 20);
  CHECK(all.supervised > 50);
  CHECK(all.outside > 50);
  CHECK(all.transfers > 50);
  CHECK(all.consults > 50);
  CHECK(all.phone_holds > 50);
  CHECK(all.phone_transfers > 50);
  CHECK(all.phone_consults > 50);
  CHECK(all.parked > 50);
  CHECK(all.dials > 100);
  CHECK(all.reached > 50);
  CHECK(all.failed > 5);
  CHECK(all.spoken > 1'000);
  CHECK(all.keys > 1'000);
  CHECK(all.flow_transfers > 50);
  CHECK(all.unasked > 500);
  CHECK(all.voicemails > 50);
  CHECK(all.nothing_left > 20);
  CHECK(all.to_chat > 50);
  CHECK(all.from_chat > 50);
  MESSAGE(fmt::format("{} calls, {} talks, {} abandoned, {} lost BYEs, {} vanished desks, {} dead phones",
                      all.calls, all.talks, all.abandoned, all.lost_byes, all.vanished_desks,
                      all.dead_phones));
  MESSAGE(fmt::format("callbacks: {} booked, {} dials, {} reached, {} given up", all.booked, all.dials,
                      all.reached, all.failed));
}

}  // namespace rapport::calls::tests
