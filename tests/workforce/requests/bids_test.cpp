#include "workforce/requests/bids.h"

#include "workforce/requests/support/office.h"

namespace rapport::workforce {
namespace {

using testing::at;
using testing::Office;
using testing::shop;

NewBidRound round_of(Office& office) {
  NewBidRound wanted;
  wanted.name = "Spring";
  wanted.schedule_id = office.plan;
  wanted.agents = {{office.agents[0], "2024-01-01", 0},
                   {office.agents[1], "2020-01-01", 0},
                   {office.agents[2], "2022-01-01", 0}};
  wanted.closes_at = at("2026-03-21", 12);
  return wanted;
}

std::string day_of(Office& office, std::size_t agent) {
  const auto shifts = office.shifts(office.agents[agent]);
  return shifts.size() == 1 ? shifts[0].day : std::to_string(shifts.size()) + " shifts";
}

}  // namespace

TEST_CASE("who is there longest chooses first, the schedule changes once, and undo takes the awards back") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.put({office.day(office.agents[0], "2026-03-23", 9),
                    office.day(office.agents[1], "2026-03-24", 9),
                    office.day(office.agents[2], "2026-03-25", 9)});
        const auto round = office.bids.create(office.planner(), round_of(office));
        REQUIRE(round.has_value());
        // The third line is wished by both others; the second has been there longer.
        REQUIRE(office.bids.bid(office.agent(0), round->id, {{3, 2}}).has_value());
        REQUIRE(office.bids.bid(office.agent(1), round->id, {{3}}).has_value());
        REQUIRE(office.bids.bid(office.agent(2), round->id, {{1}}).has_value());
        CHECK(office.bids.award(office.planner(), round->id, {false}).error().reason == "still_open");
        const auto trial = office.bids.award(office.planner(), round->id, {true});
        REQUIRE(trial.has_value());
        CHECK(trial->round.state == BidState::open);
        CHECK(day_of(office, 1) == "2026-03-24");
        const auto mine = office.bids.mine(shop, office.agents[0]);
        REQUIRE(mine->size() == 1);
        CHECK(mine->front().own_line == 1);
        CHECK(mine->front().wishes.size() == 1);
        CHECK(mine->front().lines[2].shifts[0].agent_id == AgentId{});

        office.now = at("2026-03-21", 12);
        CHECK(office.bids.bid(office.agent(0), round->id, {{2}}).error().reason == "not_open");
        const auto awarded = office.bids.award(office.planner(), round->id, {false});
        REQUIRE(awarded.has_value());
        REQUIRE(awarded->round.awards.size() == 3);
        CHECK(awarded->round.awards[0].agent_id == office.agents[1]);
        CHECK(awarded->round.awards[0].rank == 1);
        CHECK(day_of(office, 0) == "2026-03-24");  // the second wish
        CHECK(day_of(office, 1) == "2026-03-25");
        CHECK(day_of(office, 2) == "2026-03-23");
        CHECK(office.bids.award(office.planner(), round->id, {false}).error().reason == "not_open");
        REQUIRE(office.schedules.undo(office.planner(), office.plan, "").has_value());
        CHECK(day_of(office, 0) == "2026-03-23");
        CHECK(day_of(office, 1) == "2026-03-24");
      },
      testing::office_migrations());
}

TEST_CASE("a line that the rules forbid is not awarded, and who gets none keeps what was planned") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        office.put({office.day(office.agents[0], "2026-03-23", 15),
                    office.day(office.agents[0], "2026-03-26", 9),
                    office.day(office.agents[1], "2026-03-24", 7)});
        auto wanted = round_of(office);
        wanted.days = {"2026-03-24", "2026-03-26"};
        const auto round = office.bids.create(office.planner(), wanted).value();
        // Monday's shift is not of the round: late, and Tuesday at seven would leave eight hours.
        REQUIRE(office.bids.bid(office.agent(0), round.id, {{2}}).has_value());
        REQUIRE(office.bids.bid(office.agent(1), round.id, {{1}}).has_value());
        office.now = at("2026-03-21", 12);
        const auto awarded = office.bids.award(office.planner(), round.id, {false});
        REQUIRE(awarded.has_value());
        for (const BidAward& one : awarded->round.awards)
          CHECK_FALSE(one.rank.has_value());
        CHECK(office.shifts(office.agents[0]).size() == 2);
        CHECK(day_of(office, 1) == "2026-03-24");
      },
      testing::office_migrations());
}

TEST_CASE("a round or a bid that cannot be is refused at its place") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        auto wanted = round_of(office);
        wanted.agents[0].agent_id = {4'711};
        wanted.agents[2].agent_id = office.agents[1];
        wanted.agents[1].since = "long";
        wanted.days = {"2026-04-01"};
        wanted.closes_at = office.now;
        const auto refused = office.bids.create(office.planner(), wanted);
        REQUIRE_FALSE(refused.has_value());
        std::vector<std::string> places;
        for (const Issue& issue : refused.error().issues)
          places.push_back(issue.where);
        CHECK(places == std::vector<std::string>{"/agents/0/agent_id", "/agents/1/since",
                                                 "/agents/2/agent_id", "/days/0", "/closes_at"});
        const auto round = office.bids.create(office.planner(), round_of(office)).value();
        const auto wrong = office.bids.bid(office.agent(0), round.id, {{4, 1, 1}});
        REQUIRE_FALSE(wrong.has_value());
        CHECK(wrong.error().issues[0].where == "/lines/0");
        CHECK(wrong.error().issues[1].where == "/lines/2");
        CHECK(office.bids.bid({shop, {4'711}}, round.id, {}).error().code == ErrorCode::not_found);
        REQUIRE(office.bids.cancel(office.planner(), round.id).has_value());
        CHECK(office.bids.bid(office.agent(0), round.id, {{2}}).error().reason == "not_open");
        CHECK(office.bids.mine(shop, office.agents[0])->empty());
      },
      testing::office_migrations());
}

}  // namespace rapport::workforce
