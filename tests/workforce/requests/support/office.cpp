#include "workforce/requests/support/office.h"

#include "org/migrations.h"
#include "org/named.h"
#include "org/user.h"
#include "workforce/requests/migrations.h"
#include "workforce/schedule/local_days.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce::testing {
namespace {

constexpr std::int64_t hour_s = 3'600;
constexpr TeamId team{21};
constexpr SkillId phone{31}, mail{32};

schedule::Problem week() {
  schedule::Problem problem;
  problem.time_zone = "Europe/Berlin";
  problem.first_day = "2026-03-23";
  problem.days = 7;
  problem.skills = {"phone", "mail"};
  schedule::Template day;
  day.name = "Day";
  day.from = "06:00";
  day.to = "16:00";
  day.every_s = hour_s;
  day.length_s = 4 * hour_s;
  day.length_max_s = 8 * hour_s;
  day.length_step_s = hour_s;
  day.breaks = {{"Lunch", 1'800, false, 3 * hour_s, 5 * hour_s, 6 * hour_s}};
  problem.shifts = {day};
  schedule::Contract contract;
  contract.name = "Full";
  contract.paid_week_max_s = 40 * hour_s;
  problem.contracts = {contract};
  for (const char* name : {"11", "12", "13"}) {
    schedule::Agent agent;
    agent.name = name;
    agent.contract = "Full";
    agent.skills = {"phone"};
    problem.agents.push_back(agent);
  }
  problem.agents[2].skills.push_back("mail");
  schedule::Requirement needed{"Phone", {"phone"}, 10, 1, 0, {}};
  const schedule::LocalDays days(problem.time_zone, problem.first_day, 7);
  for (int day_of = 0; day_of < 5; ++day_of)
    for (int i = 0; i < 16; ++i)
      needed.points.push_back({*days.at(day_of, 9 * 60 + 30 * i), 2});
  schedule::Requirement letters{"Mail", {"mail"}, 10, 1, 0, {}};
  for (int i = 0; i < 16; ++i)
    letters.points.push_back({*days.at(5, 9 * 60 + 30 * i), 1});
  problem.requirements = {needed, letters};
  return problem;
}

}  // namespace

ShopDirectories::ShopDirectories() {
  auto made = std::make_shared<org::Directory>();
  made->org = shop;
  made->name = "Shop";
  made->time_zone = "Europe/Berlin";
  made->teams[team] = "Floor";
  made->skills = {{phone, "phone"}, {mail, "mail"}};
  for (const std::int64_t id : {11, 12, 13}) {
    org::DirectoryUser user;
    user.id = {id};
    user.is_agent = true;
    if (id != 13) user.teams = {team};
    made->users[{id}] = user;
  }
  directory_ = made;
}

Instant at(const std::string& day, int hour, int minute) {
  return Zone::named("Europe/Berlin")->at(*parse_day(day), hour * 3'600 + minute * 60);
}

std::vector<database::Migration> office_migrations() {
  auto all = org::org_migrations();
  for (auto& step : shift_migrations())
    all.push_back(step);
  for (auto& step : request_migrations())
    all.push_back(step);
  for (auto& step : bid_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

Office::Office(database::Database& the_db) : db(the_db) {
  schedules.on_changed([this](OrgId, const std::set<AgentId>& whose) {
    for (const AgentId one : whose)
      told.emplace_back(one, "schedule");
  });
  time_off.on_changed(
      [this](OrgId, const std::set<AgentId>& whose) { told.emplace_back(*whose.begin(), "time_off"); });
  ShiftPlan made;
  made.id = plan;
  made.name = "Week 13";
  made.time_zone = "Europe/Berlin";
  made.first_day = "2026-03-23";
  made.days = 7;
  made.version = 1;
  const auto kept = changes.make<void>(planner(), "", [&](org::Change& change) -> Result<void> {
    shift_store::insert(change.sql, shop, made, contract::encode(week()));
    org::skills.insert(change, phone, {"phone"});
    org::skills.insert(change, mail, {"mail"});
    for (const AgentId one : agents) {
      org::UserFields user;
      user.name = "Agent";
      user.email = "agent" + std::to_string(one.value) + "@shop.test";
      user.skills = {{phone, 3}};
      if (one == agents[2]) user.skills.push_back({mail, 3});
      org::Users{}.insert(change, one, user);
    }
    return {};
  });
  INFO((kept ? "" : kept.error().detail));
  REQUIRE(kept.has_value());
}

ShiftEdit Office::day(AgentId agent, const std::string& date, int hour, int length_h) const {
  return {agent, date, ShiftPut{"Day", at(date, hour), at(date, hour) + hours(length_h), std::nullopt}};
}

void Office::put(std::vector<ShiftEdit> edits) {
  EditShifts wanted;
  wanted.edits = std::move(edits);
  const auto done = schedules.edit(planner(), plan, wanted);
  INFO((done ? ""
             : done.error().detail + " " + (done.error().issues.empty() ? "" : done.error().issues[0].what)));
  REQUIRE(done.has_value());
}

void Office::publish() {
  REQUIRE(schedules.publish(planner(), plan, "").has_value());
  told.clear();
}

std::vector<Shift> Office::shifts(AgentId agent) {
  return schedules.shifts(shop, plan, agent, "").value();
}

}  // namespace rapport::workforce::testing
