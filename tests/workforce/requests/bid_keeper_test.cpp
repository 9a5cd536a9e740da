#include "workforce/requests/bid_keeper.h"

#include <chrono>
#include <future>

#include "workforce/requests/support/office.h"

namespace rapport::workforce {
namespace {

using testing::at;
using testing::Office;
using testing::shop;

struct Kept {
  Office& office;
  log::Log log{{log::Level::error, false, ""}};
  BidKeeper keeper{{office.bids, office.directories, log, [this] { return office.now; }}};
};

BidRound round_of_two(Office& office, Instant closes_at) {
  NewBidRound wanted;
  wanted.name = "Spring";
  wanted.schedule_id = office.plan;
  wanted.agents = {{office.agents[0], "2020-01-01", 0}, {office.agents[1], "2024-01-01", 0}};
  wanted.closes_at = closes_at;
  return office.bids.create(office.planner(), wanted).value();
}

BidState state_of(Office& office, BidRoundId id) {
  return office.bids.look(shop, id).value().round.state;
}

}  // namespace

TEST_CASE("a round is awarded when its time is over and not before, once, by nobody") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        Kept kept{office};
        office.put(
            {office.day(office.agents[0], "2026-03-23", 9), office.day(office.agents[1], "2026-03-24", 9)});
        const BidRound round = round_of_two(office, at("2026-03-21", 12));
        REQUIRE(office.bids.bid(office.agent(0), round.id, {{2}}).has_value());
        REQUIRE(office.bids.bid(office.agent(1), round.id, {{1}}).has_value());
        office.now = at("2026-03-21", 11, 59);
        CHECK(kept.keeper.turn() == 0);
        CHECK(state_of(office, round.id) == BidState::open);
        office.now = at("2026-03-21", 12);
        CHECK(kept.keeper.turn() == 1);
        CHECK(state_of(office, round.id) == BidState::awarded);
        CHECK(office.shifts(office.agents[0])[0].day == "2026-03-24");
        CHECK(office.shifts(office.agents[1])[0].day == "2026-03-23");
        CHECK(kept.keeper.turn() == 0);
      },
      testing::office_migrations());
}

TEST_CASE("what closed while the server was down is awarded by the next one, and what planners did stays") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.put(
            {office.day(office.agents[0], "2026-03-23", 9), office.day(office.agents[1], "2026-03-24", 9)});
        const BidRound missed = round_of_two(office, at("2026-03-21", 12));
        const BidRound cancelled = round_of_two(office, at("2026-03-21", 12));
        const BidRound later = round_of_two(office, at("2026-03-22", 12));
        REQUIRE(office.bids.cancel(office.planner(), cancelled.id).has_value());
        office.now = at("2026-03-21", 18);
        Kept next{office};
        CHECK(next.keeper.turn() == 1);
        CHECK(state_of(office, missed.id) == BidState::awarded);
        CHECK(state_of(office, cancelled.id) == BidState::cancelled);
        CHECK(state_of(office, later.id) == BidState::open);
        // Before its time, only if that is meant.
        CHECK(office.bids.award(office.planner(), later.id, {}).error().reason == "still_open");
        AwardBids early;
        early.is_early = true;
        REQUIRE(office.bids.award(office.planner(), later.id, early).has_value());
        office.now = at("2026-03-22", 12);
        CHECK(next.keeper.turn() == 0);
      },
      testing::office_migrations());
}

TEST_CASE("a round whose draft was deleted is cancelled") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        Kept kept{office};
        const BidRound round = round_of_two(office, at("2026-03-21", 12));
        REQUIRE(office.schedules.remove(office.planner(), office.plan).has_value());
        office.now = at("2026-03-21", 12);
        CHECK(kept.keeper.turn() == 0);
        CHECK(state_of(office, round.id) == BidState::cancelled);
      },
      testing::office_migrations());
}

TEST_CASE("its thread awards what is due as soon as it starts") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.put(
            {office.day(office.agents[0], "2026-03-23", 9), office.day(office.agents[1], "2026-03-24", 9)});
        const BidRound round = round_of_two(office, at("2026-03-21", 12));
        office.now = at("2026-03-21", 12);
        std::promise<void> done;
        office.bids.on_changed([&](OrgId, const std::set<AgentId>&) { done.set_value(); });
        Kept kept{office};
        kept.keeper.start();
        CHECK(done.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
        kept.keeper.stop();
        CHECK(state_of(office, round.id) == BidState::awarded);
      },
      testing::office_migrations());
}

}  // namespace rapport::workforce
