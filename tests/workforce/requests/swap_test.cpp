#include "workforce/requests/swap.h"

#include <algorithm>

#include "workforce/requests/support/office.h"

namespace rapport::workforce {
namespace {

using testing::at;
using testing::Office;
using testing::shop;

std::vector<std::string> days_of(Office& office, std::size_t agent) {
  std::vector<std::string> days;
  for (const Shift& shift : office.shifts(office.agents[agent]))
    days.push_back(shift.day + " " + std::to_string((shift.start - at(shift.day, 0)).us / hours(1).us));
  return days;
}

// Two on each of Monday to Wednesday, as needed; the third has the weekend.
void plan_week(Office& office) {
  for (const char* day : {"2026-03-23", "2026-03-24", "2026-03-25"})
    office.put({office.day(office.agents[0], day, 9), office.day(office.agents[1], day, 9)});
  office.put({office.day(office.agents[2], "2026-03-28", 8), office.day(office.agents[2], "2026-03-29", 8)});
  office.publish();
}

}  // namespace

TEST_CASE("a shift is exchanged for another: both agents are told, and undo takes it back as one change") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_week(office);
        const auto offered = office.swaps.offer(office.agent(0), {"2026-03-25", std::nullopt, "dentist"});
        REQUIRE(offered.has_value());
        CHECK(offered->expires_at == at("2026-03-25", 9));
        CHECK(office.swaps.offer(office.agent(0), {"2026-03-25", std::nullopt, ""}).error().reason ==
              "offered_already");
        CHECK(office.swaps.mine(shop, office.agents[2])->open.size() == 1);
        CHECK(office.swaps.mine(shop, office.agents[0])->mine.size() == 1);
        const auto trial = office.swaps.accept(office.agent(2), offered->id, {"2026-03-29", true});
        REQUIRE(trial.has_value());
        CHECK(trial->swap.state == SwapState::open);
        CHECK(trial->effect.findings.empty());
        CHECK(trial->effect.after.size() == 2);
        office.told.clear();
        const auto done = office.swaps.accept(office.agent(2), offered->id, {"2026-03-29", false});
        REQUIRE(done.has_value());
        CHECK(done->swap.state == SwapState::done);
        CHECK_FALSE(done->swap.decided_by.has_value());
        CHECK(days_of(office, 0) == std::vector<std::string>{"2026-03-23 9", "2026-03-24 9", "2026-03-29 7"});
        CHECK(days_of(office, 2) == std::vector<std::string>{"2026-03-25 9", "2026-03-28 8"});
        CHECK(office.told == std::vector<std::pair<AgentId, std::string>>{{office.agents[0], "schedule"},
                                                                          {office.agents[2], "schedule"}});
        CHECK(office.swaps.accept(office.agent(1), offered->id, {}).error().reason == "not_open");
        REQUIRE(office.schedules.undo(office.planner(), office.plan, "").has_value());
        CHECK(days_of(office, 2) == std::vector<std::string>{"2026-03-28 8", "2026-03-29 7"});
      },
      testing::office_migrations());
}

TEST_CASE("what the rules forbid cannot be accepted, and one's other shift has to be given for it") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_week(office);
        const auto offered = office.swaps.offer(office.agent(0), {"2026-03-25", std::nullopt, ""}).value();
        // The second works then: only in exchange for that shift, which is the same.
        CHECK(office.swaps.accept(office.agent(1), offered.id, {}).error().reason == "has_shift");
        CHECK(office.swaps.accept(office.agent(1), offered.id, {"2026-03-25", true}).has_value());
        CHECK(office.swaps.accept(office.agent(1), offered.id, {"2026-03-24", true}).error().reason ==
              "has_shift");
        CHECK(office.swaps.accept(office.agent(0), offered.id, {}).error().reason == "own_swap");
        CHECK(office.swaps.accept(office.agent(2), offered.id, {"2026-03-26", false})
                  .error()
                  .issues.front()
                  .where == "/day");
        // Late on the day before: no eleven hours until the shift that is offered.
        office.put({{office.agents[2], "2026-03-24",
                     ShiftPut{"Day", at("2026-03-24", 16), at("2026-03-25", 0), std::nullopt}}});
        const auto tired = office.swaps.accept(office.agent(2), offered.id, {});
        REQUIRE_FALSE(tired.has_value());
        CHECK(tired.error().reason == "breaks_rules");
        CHECK(tired.error().issues.front().what.find("rest_min") != std::string::npos);
        CHECK(office.swaps.accept(office.agent(2), {4'711}, {}).error().code == ErrorCode::not_found);
        CHECK(office.swaps.offer(office.agent(0), {"2026-03-27", std::nullopt, ""})
                  .error()
                  .issues.front()
                  .where == "/day");
        CHECK(office.swaps.offer(office.agent(0), {"2026-03-24", AgentId{4'711}, ""})
                  .error()
                  .issues.front()
                  .where == "/to_agent_id");
      },
      testing::office_migrations());
}

TEST_CASE("a swap that leaves too few people waits for a planner, who sees what it does") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_week(office);
        // Mail on Saturday is what only the third can do.
        const auto offered =
            office.swaps.offer(office.agent(2), {"2026-03-28", office.agents[0], ""}).value();
        CHECK(office.swaps.mine(shop, office.agents[1])->open.empty());
        CHECK(office.swaps.accept(office.agent(1), offered.id, {}).error().code == ErrorCode::not_found);
        const auto taken = office.swaps.accept(office.agent(0), offered.id, {});
        REQUIRE(taken.has_value());
        CHECK(taken->swap.state == SwapState::waiting);
        REQUIRE(taken->swap.findings.size() == 1);
        CHECK(taken->swap.findings[0].obstacle == Obstacle::coverage);
        CHECK(days_of(office, 2).size() == 2);
        const auto seen = office.swaps.look(shop, offered.id);
        REQUIRE(seen.has_value());
        CHECK(seen->effect.under_hours_after > seen->effect.under_hours_before);
        const auto done = office.swaps.approve(office.planner(), offered.id, {"it is quiet", ""});
        REQUIRE(done.has_value());
        CHECK(done->state == SwapState::done);
        CHECK(done->decided_by == office.boss);
        CHECK(days_of(office, 2).size() == 1);
        CHECK(days_of(office, 0).size() == 4);
        CHECK(office.swaps.decline(office.planner(), offered.id, {}).error().reason == "not_open");
      },
      testing::office_migrations());
}

TEST_CASE("a swap ends when its shift begins or is changed, and whoever has accepted may step back") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        plan_week(office);
        const auto first = office.swaps.offer(office.agent(2), {"2026-03-28", std::nullopt, ""}).value();
        REQUIRE(office.swaps.accept(office.agent(0), first.id, {})->swap.state == SwapState::waiting);
        CHECK(office.swaps.withdraw(office.agent(1), first.id).error().code == ErrorCode::not_found);
        const auto back = office.swaps.withdraw(office.agent(0), first.id);
        REQUIRE(back.has_value());
        CHECK(back->state == SwapState::open);
        CHECK_FALSE(back->taker_id.has_value());
        REQUIRE(office.swaps.accept(office.agent(1), first.id, {})->swap.state == SwapState::waiting);
        // The planner moves it: what was agreed is not what it would do.
        office.put({office.day(office.agents[2], "2026-03-28", 9)});
        CHECK(office.swaps.approve(office.planner(), first.id, {}).error().reason == "shift_changed");
        CHECK(office.swaps.withdraw(office.agent(2), first.id)->state == SwapState::withdrawn);

        const auto second = office.swaps.offer(office.agent(0), {"2026-03-24", std::nullopt, ""}).value();
        office.now = at("2026-03-24", 9);
        CHECK(office.swaps.accept(office.agent(2), second.id, {}).error().reason == "not_open");
        CHECK(office.swaps.list(shop)->front().state == SwapState::expired);
        CHECK(office.swaps.mine(shop, office.agents[2])->open.empty());
      },
      testing::office_migrations());
}

}  // namespace rapport::workforce
