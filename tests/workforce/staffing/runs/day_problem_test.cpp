#include <doctest/doctest.h>

#include <algorithm>

#include "workforce/staffing/runs/day_problem.h"

namespace rapport::workforce::staffing {
namespace {

twin::ScenarioAgents agent(const std::string& name, std::vector<twin::ScenarioSkill> skills,
                           std::vector<std::string> queues) {
  twin::ScenarioAgents made;
  made.name = name;
  made.skills = std::move(skills);
  made.queues = std::move(queues);
  made.answer_delay = twin::Empirical{{2, 4}};
  return made;
}

// Calls whose first minute is for those who know bills well; a quarter of the callers speaks French.
twin::Scenario shop_day() {
  twin::Scenario day;
  day.start = Instant{};
  day.duration_s = 24 * 3'600;
  day.skills = {"bills", "french"};
  twin::ScenarioQueue calls;
  calls.name = "calls";
  calls.channel = switchboard::Channel::voice;
  calls.talk = twin::Exponential{120};
  calls.patience = twin::Exponential{200};
  calls.rules.steps = {{{}, {}, {{"bills", 3}}, 60}, {{}, {}, {}, 0}};
  calls.rules.when_full = {switchboard::BranchAction::overflow, "gone"};
  calls.arrivals.contacts = std::vector<twin::ScenarioContact>{};
  for (int i = 0; i < 8; ++i) {
    twin::ScenarioContact contact;
    contact.at_s = 36'000 + i;
    if (i % 4 == 0) contact.steps = std::vector<twin::ScenarioStep>{{{}, {}, {{"french", 2}}, 0}};
    calls.arrivals.contacts->push_back(contact);
  }
  day.queues = {calls};
  day.agents = {agent("Ann", {{"bills", 4}}, {"calls"}), agent("Bo", {{"bills", 3}}, {"calls"}),
                agent("Cy", {{"bills", 2}}, {"calls"}), agent("Di", {{"french", 5}, {"bills", 5}}, {"calls"}),
                agent("Ed", {}, {"elsewhere"})};
  return day;
}

ExpectedContacts twice(double contacts) {
  return {"calls", {contacts, contacts}, {contacts - 1, contacts - 1}, {contacts + 2, contacts + 2}, 1.5, {}};
}

DayProblemWanted wanted() {
  DayProblemWanted made;
  made.name = "tomorrow";
  made.time_zone = "UTC";
  made.interval_minutes = 30;
  made.promise.target.service_level = 0.8;
  made.shrinkage = 0.25;
  return made;
}

}  // namespace

TEST_CASE("who may do the same is one group, by the levels that some rule asks for") {
  const auto made = problem_of_day(shop_day(), {twice(20)}, wanted());
  REQUIRE(made.has_value());
  std::vector<std::string> names;
  for (const Group& group : made->problem.groups)
    names.push_back(group.name);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"bills", "bills 3", "bills 3 + french 2"});
  for (const Group& group : made->problem.groups) {
    CHECK(group.shrinkage == 0.25);
    if (group.name == "bills 3")
      CHECK(std::get<twin::Empirical>(group.answer_delay).values_s == std::vector<double>{2, 4, 2, 4});
  }
}

TEST_CASE("customers are the forecast's, in the mix of the day, and as much longer as the forecast says") {
  const auto made = problem_of_day(shop_day(), {twice(20)}, wanted());
  REQUIRE(made.has_value());
  REQUIRE(made->problem.queues.size() == 1);
  const Queue& calls = made->problem.queues[0];
  CHECK(calls.arrivals.per_interval == std::vector<double>{20, 20});
  CHECK(!calls.arrivals.contacts);
  CHECK(calls.high_80 == std::vector<double>{22, 22});
  CHECK(std::get<twin::Exponential>(calls.talk).mean_s == doctest::Approx(180));
  REQUIRE(calls.mix.size() == 1);
  CHECK(calls.mix[0].share == doctest::Approx(0.25));
  CHECK(calls.mix[0].steps->at(0).skills.at(0).skill == "french");
}

TEST_CASE(
    "what cannot be as it was is said: a queue that nobody knows, one to overflow to, a step for one agent") {
  twin::Scenario day = shop_day();
  day.queues[0].rules.steps.push_back({"Ann/1", {}, {}, 30});
  ExpectedContacts unknown = twice(3);
  unknown.queue = "mails";
  const auto made = problem_of_day(day, {twice(20), unknown}, wanted());
  REQUIRE(made.has_value());
  CHECK(made->notes.size() == 3);
  CHECK(made->problem.queues[0].rules.steps.size() == 2);
  CHECK(made->problem.queues[0].rules.when_full.action == switchboard::BranchAction::wait);

  const auto none = problem_of_day(day, {unknown}, wanted());
  REQUIRE(!none.has_value());
  CHECK(none.error().issues.at(0).where == "/like_day");
}

TEST_CASE("a promise of its own is its queue's; one that no agent can keep is refused at its place") {
  DayProblemWanted asked = wanted();
  asked.promises["calls"] = {{0.95, 0.02, {}}, 10};
  const auto made = problem_of_day(shop_day(), {twice(20)}, asked);
  INFO((made || made.error().issues.empty() ? std::string() : made.error().issues[0].what));
  REQUIRE(made.has_value());
  CHECK(made->problem.queues[0].target.service_level == 0.95);
  CHECK(made->problem.queues[0].target.abandonment == 0.02);
  CHECK(made->problem.queues[0].rules.service_level_within_s == 10);

  twin::Scenario day = shop_day();
  day.agents.erase(day.agents.begin() + 3);  // nobody speaks French any more
  const auto impossible = problem_of_day(day, {twice(20)}, wanted());
  REQUIRE(!impossible.has_value());
  CHECK(impossible.error().issues.at(0).where.find("/queues/0") == 0);
}

}  // namespace rapport::workforce::staffing
