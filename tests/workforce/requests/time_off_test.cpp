#include <algorithm>

#include "org/entity.h"
#include "org/hours_store.h"
#include "workforce/requests/support/office.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {
namespace {

using testing::at;
using testing::Office;
using testing::shop;

TimeOffTypeId leave_type(Office& office, double allowance = 10) {
  TimeOffTypeFields fields;
  fields.name = "Leave";
  fields.allowance_year = allowance;
  return org::create(office.changes, time_off_types, office.planner(), fields).value().id;
}

AskTimeOff days(TimeOffTypeId type, const std::string& first, const std::string& last) {
  AskTimeOff ask;
  ask.time_off_type_id = type;
  ask.first_day = first;
  ask.last_day = last;
  return ask;
}

std::vector<schedule::TimeOff> facts_of(Office& office, AgentId agent) {
  return office.db
      .read([&](database::Session& sql) -> Result<std::vector<schedule::TimeOff>> {
        for (const AgentPlanning& one : facts_store::agents(sql, shop))
          if (one.agent_id == agent) return one.time_off;
        return std::vector<schedule::TimeOff>{};
      })
      .value();
}

bool has(const std::vector<Finding>& findings, Obstacle obstacle) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& one) { return one.obstacle == obstacle; });
}

}  // namespace

TEST_CASE(
    "time off that nothing is against is approved at once: off the schedule, in the facts, told, paid") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office);
        for (const AgentId one : office.agents)
          office.put({office.day(one, "2026-03-24", 9), office.day(one, "2026-03-25", 9)});
        office.publish();
        auto ask = days(type, "2026-03-24", "2026-03-24");
        ask.is_trial = true;
        const auto trial = office.time_off.ask(office.agent(0), ask);
        REQUIRE(trial.has_value());
        CHECK_FALSE(trial->request.has_value());
        CHECK(trial->amount == doctest::Approx(1));
        CHECK(trial->effect.findings.empty());  // three are there and two are needed
        REQUIRE(trial->effect.before.size() == 1);
        CHECK(office.told.empty());

        ask.is_trial = false;
        const auto asked = office.time_off.ask(office.agent(0), ask);
        REQUIRE(asked.has_value());
        CHECK(asked->request->state == RequestState::approved);
        CHECK_FALSE(asked->request->decided_by.has_value());
        CHECK(office.told == std::vector<std::pair<AgentId, std::string>>{{office.agents[0], "schedule"},
                                                                          {office.agents[0], "time_off"}});
        REQUIRE(office.shifts(office.agents[0]).size() == 1);
        CHECK(office.shifts(office.agents[0])[0].day == "2026-03-25");
        REQUIRE(facts_of(office, office.agents[0]).size() == 1);
        CHECK(facts_of(office, office.agents[0])[0].paid_day_s == 8 * 3'600);
        // The schedule knows it: nobody puts a shift there by mistake.
        EditShifts put;
        put.edits = {office.day(office.agents[0], "2026-03-24", 9)};
        const auto refused = office.schedules.edit(office.planner(), office.plan, put);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().issues.front().what.find("time_off") != std::string::npos);
        CHECK(office.time_off.balances(shop, office.agents[0], 2026)->front().taken == doctest::Approx(1));
        CHECK(office.time_off.ask(office.agent(0), ask).error().reason == "asked_already");

        // One more would leave one where two are needed.
        const auto second = office.time_off.ask(office.agent(1), ask);
        REQUIRE(second.has_value());
        CHECK(second->request->state == RequestState::waiting);
        REQUIRE(has(second->request->findings, Obstacle::coverage));
        CHECK(second->effect.under_hours_after - second->effect.under_hours_before == doctest::Approx(7.5));
        CHECK(office.shifts(office.agents[1]).size() == 2);
      },
      testing::office_migrations());
}

TEST_CASE("a planner approves or declines what waits, and what is withdrawn makes room for the next") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office);
        TimeOffRules rules;
        rules.limits = {{"Everybody", std::nullopt, std::nullopt, "", "", {}, 1}};
        REQUIRE(office.time_off.set_rules(office.planner(), rules).has_value());
        const auto ask = days(type, "2026-04-13", "2026-04-17");
        const auto first = office.time_off.ask(office.agent(0), ask);
        CHECK(first->request->state == RequestState::approved);
        const auto second = office.time_off.ask(office.agent(1), ask);
        const auto third = office.time_off.ask(office.agent(2), ask);
        CHECK(second->request->state == RequestState::waiting);
        CHECK(has(second->request->findings, Obstacle::away));
        CHECK(third->effect.ahead == 1);
        CHECK(office.time_off.withdraw(office.agent(1), office.agents[1], first->request->id, "")
                  .error()
                  .code == ErrorCode::not_found);

        REQUIRE(
            office.time_off.withdraw(office.agent(0), office.agents[0], first->request->id, "").has_value());
        CHECK(facts_of(office, office.agents[0]).empty());
        const auto moved_up = office.time_off.look(shop, second->request->id);
        CHECK(moved_up->request->state == RequestState::approved);  // asked before the third
        CHECK(facts_of(office, office.agents[1]).size() == 1);
        const auto waits = office.time_off.look(shop, third->request->id);
        CHECK(waits->request->state == RequestState::waiting);
        CHECK(has(waits->effect.findings, Obstacle::away));

        const auto approved = office.time_off.approve(office.planner(), third->request->id, {"fine", ""});
        REQUIRE(approved.has_value());
        CHECK(approved->decided_by == office.boss);
        CHECK(approved->reason == "fine");
        CHECK(office.time_off.decline(office.planner(), third->request->id, {}).error().reason ==
              "decided_already");
        CHECK(office.time_off.approve(office.planner(), third->request->id, {}).error().reason ==
              "decided_already");
        CHECK(office.time_off.approve(office.planner(), {4'711}, {}).error().code == ErrorCode::not_found);
        const auto fourth = office.time_off.ask(office.agent(0), ask);
        const auto declined =
            office.time_off.decline(office.planner(), fourth->request->id, {"too many", ""});
        CHECK(declined->state == RequestState::declined);
        CHECK(facts_of(office, office.agents[0]).empty());
      },
      testing::office_migrations());
}

TEST_CASE("hours off cut the shift, and where that breaks a rule a planner says why or leaves it") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office);
        office.put(
            {office.day(office.agents[0], "2026-03-28", 9), office.day(office.agents[1], "2026-03-28", 9)});
        office.publish();
        auto ask = days(type, "2026-03-28", "2026-03-28");
        ask.from = "14:00";
        const auto cut = office.time_off.ask(office.agent(0), ask);
        REQUIRE(cut.has_value());
        CHECK(cut->request->state == RequestState::approved);  // five hours are a shift of the template
        const auto left = office.shifts(office.agents[0]);
        REQUIRE(left.size() == 1);
        CHECK(left[0].start == at("2026-03-28", 9));
        CHECK(left[0].end == at("2026-03-28", 14));
        ask.from = "10:00";
        ask.to = "13:30";
        const auto odd = office.time_off.ask(office.agent(1), ask);
        REQUIRE(odd.has_value());
        CHECK(odd->request->state == RequestState::waiting);  // half past one is no start
        CHECK(has(odd->request->findings, Obstacle::rule));
        CHECK(office.time_off.approve(office.planner(), odd->request->id, {}).error().reason ==
              "breaks_rules");
        REQUIRE(office.time_off.approve(office.planner(), odd->request->id, {"", "agreed"}).has_value());
        CHECK(office.shifts(office.agents[1])[0].start == at("2026-03-28", 13, 30));
        CHECK(office.schedules.changes_since_publishing(shop, office.plan)->back().force_reason == "agreed");
      },
      testing::office_migrations());
}

TEST_CASE("an allowance of one's own stands before the type's, and more of it lets those in who waited") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office, 2);
        const auto asked =
            office.time_off.ask(office.agent(0), days(type, "2026-05-04", "2026-05-08")).value();
        CHECK(asked.request->state == RequestState::waiting);
        CHECK(has(asked.request->findings, Obstacle::allowance));
        CHECK(office.time_off.balances(shop, office.agents[0], 2026)->front().asked == doctest::Approx(5));
        CHECK(office.time_off.set_allowance(office.planner(), {{4'711}, type, 2026, 30}).error().code ==
              ErrorCode::invalid);
        REQUIRE(
            office.time_off.set_allowance(office.planner(), {office.agents[0], type, 2026, 30}).has_value());
        CHECK(office.time_off.look(shop, asked.request->id)->request->state == RequestState::approved);
        const auto balance = office.time_off.balances(shop, office.agents[0], 2026)->front();
        CHECK(balance.allowed == 30.0);
        CHECK(balance.taken == doctest::Approx(5));
        const auto allowed_now = [&] {
          return office.time_off.balances(shop, office.agents[0], 2026)->front().allowed;
        };
        REQUIRE(
            office.time_off.set_allowance(office.planner(), {office.agents[0], type, 2026, {}}).has_value());
        CHECK(allowed_now() == 2.0);
        CHECK(org::remove(office.changes, time_off_types, office.planner(), type).error().reason == "in_use");
      },
      testing::office_migrations());
}

TEST_CASE("a planner puts time off for somebody who is ill, also where it leaves too few") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office);
        office.put({office.day(office.agents[0], "2026-03-23", 9)});
        office.publish();
        const auto sick = office.time_off.grant(office.planner(), office.agents[0],
                                                days(type, "2026-03-19", "2026-03-24"), {"ill", ""});
        REQUIRE(sick.has_value());
        CHECK(sick->request->state == RequestState::approved);
        CHECK(has(sick->effect.findings, Obstacle::coverage));
        CHECK(office.shifts(office.agents[0]).empty());
        CHECK(office.time_off.withdraw(office.agent(0), office.agents[0], sick->request->id, "")
                  .error()
                  .reason == "has_begun");
        REQUIRE(office.time_off.withdraw(office.planner(), {}, sick->request->id, "well again").has_value());
        office.put({office.day(office.agents[0], "2026-03-23", 9)});  // nothing is against it any more
        CHECK(office.time_off.ask(office.agent(0), days(type, "2026-03-19", "2026-03-24"))
                  .error()
                  .issues.front()
                  .where == "/first_day");
      },
      testing::office_migrations());
}

TEST_CASE("public holidays and days that the contract never has cost nothing, and the answer names them") {
  tests::for_each_engine(
      [](database::Database& db) {
        Office office(db);
        const auto type = leave_type(office, 3);
        org::HoursFields calendar;
        calendar.name = "Hotline";
        calendar.time_zone = "Europe/Berlin";
        calendar.holidays = {{"2026-03-25", "Founding Day", std::nullopt, std::nullopt},
                             {"2026-03-26", "Half a day", "09:00", "12:00"}};
        REQUIRE(org::create(office.changes, org::hours_plans, office.planner(), calendar).has_value());
        REQUIRE(office.changes
                    .make<AgentPlanning>(office.planner(), "",
                                         [&](org::Change& change) {
                                           AgentFacts facts;
                                           facts.available = {{{1, 2, 3, 4, 6, 7}, "00:00", "24:00"}};
                                           return facts_store::put_agent(change, office.agents[0], facts);
                                         })
                    .has_value());
        // Monday to Sunday: Monday, Tuesday and Thursday are left, as many as the agent has.
        const auto answer = office.time_off.ask(office.agent(0), days(type, "2026-03-23", "2026-03-29"));
        REQUIRE(answer.has_value());
        CHECK(answer->amount == doctest::Approx(3));
        CHECK(answer->request->state == RequestState::approved);
        REQUIRE(answer->free_days.size() == 4);
        CHECK(answer->free_days[0].name == "Founding Day");
        CHECK(answer->free_days[0].why == FreeReason::holiday);
        CHECK(answer->free_days[1].day == "2026-03-27");
        CHECK(answer->free_days[1].why == FreeReason::contract);
        CHECK(answer->free_days[2].why == FreeReason::weekday);
        // The holiday is paid, so that the week of the contract is whole; the Friday is not.
        const auto facts = facts_of(office, office.agents[0]);
        REQUIRE(facts.size() == 2);
        CHECK(facts[0].last_day == "2026-03-26");
        CHECK(facts[0].paid_day_s == 8 * 3'600);
        CHECK(facts[1].first_day == "2026-03-27");
        CHECK(facts[1].paid_day_s == 0);
        // What was asked for stays as it was counted, whatever the calendar says later.
        const auto all = org::hours_plans;
        const auto kept = office.db
                              .read([&](database::Session& sql) -> Result<org::HoursPlan> {
                                return all.list(sql, shop, {}, 1).front();
                              })
                              .value();
        org::HoursFields without = kept;
        without.holidays.clear();
        REQUIRE(org::change(office.changes, all, office.planner(), kept.id, without).has_value());
        CHECK(office.time_off.look(shop, answer->request->id)->free_days.size() == 4);
        const auto balances = office.time_off.balances(shop, office.agents[0], 2026).value();
        REQUIRE(balances.size() == 1);
        CHECK(balances[0].taken == doctest::Approx(3));
      },
      testing::office_migrations());
}

}  // namespace rapport::workforce
