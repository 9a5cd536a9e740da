#include "twin/scenario.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "twin/support/days.h"
#include "twin/world.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

const char* minimal = R"({"start":"2026-03-02T08:00:00Z","duration_s":3600,
  "queues":[{"name":"q","arrivals":{"per_hour":10},"talk":{"kind":"constant","mean_s":60}}],
  "agents":[{"name":"a","queues":["q"]}]})";

std::string with(std::string from, const std::string& to) {
  std::string text = minimal;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// "where" of every fault, whether found in reading or in looking names up.
std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> out;
  const auto scenario = read_scenario(text);
  const auto add = [&](const Error& error) {
    for (const Issue& issue : error.issues)
      out.push_back(issue.where);
  };
  if (!scenario) {
    add(scenario.error());
  } else if (const auto world = resolve(*scenario); !world) {
    CHECK(world.error().code == ErrorCode::invalid);
    add(world.error());
  }
  return out;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("a scenario needs no more than queues, agents, a start and a duration") {
  const auto scenario = read_scenario(minimal);
  REQUIRE(scenario);
  const auto world = resolve(*scenario);
  REQUIRE(world);
  CHECK(world->queues[0].rules.wrap_up_limit == Duration{});
  CHECK(world->queues[0].rules.offer_timeout == seconds(20));
  CHECK(world->queues[0].kinds[0].talk.mean_s() == 60);
  CHECK(world->groups[0].profile.channels == switchboard::AgentProfile{}.channels);
  CHECK(world->agents == 1);
}

TEST_CASE("the examples can be read") {
  for (const char* name : {"chat_floor", "two_skill_voice", "overloaded_day"})
    CHECK(resolve(example(name)));
}

TEST_CASE("every fault is named by its JSON Pointer") {
  CHECK(faults("{") == Faults{""});
  CHECK(faults(with("\"duration_s\":3600", "\"duration_s\":0")) == Faults{"/duration_s"});
  CHECK(faults(with("\"duration_s\":3600", "\"durations\":1")) == Faults{"/durations", "/duration_s"});
  CHECK(faults(with("\"duration_s\":3600", "\"duration_s\":3600,\"warm_up_s\":3600")) ==
        Faults{"/warm_up_s"});
  CHECK(faults(with("\"kind\":\"constant\"", "\"kind\":\"normal\"")) == Faults{"/queues/0/talk/kind"});
  CHECK(faults(with("\"constant\",\"mean_s\":60", "\"exponential\",\"mean_s\":0")) ==
        Faults{"/queues/0/talk/mean_s"});
  CHECK(faults(with("\"constant\",\"mean_s\":60", "\"empirical\",\"values_s\":[]")) ==
        Faults{"/queues/0/talk/values_s"});
  CHECK(faults(with("{\"per_hour\":10}", "{}")) == Faults{"/queues/0/arrivals"});
  CHECK(faults(with("{\"per_hour\":10}", "{\"at_s\":[3,2]}")) == Faults{"/queues/0/arrivals/at_s"});
  CHECK(faults(with("{\"per_hour\":10}", "{\"per_hour\":10,\"at_s\":[3]}")) == Faults{"/queues/0/arrivals"});
  CHECK(faults(with("\"queues\":[\"q\"]", "\"queues\":[\"p\"]")) == Faults{"/agents/0/queues/0"});
  CHECK(faults(with("\"queues\":[\"q\"]", "\"queues\":[\"q\",\"q\"]")) == Faults{"/agents/0/queues/1"});
  CHECK(faults(with("\"queues\":[\"q\"]", "\"queues\":[\"q\"],\"skills\":[{\"skill\":\"x\",\"level\":6}]")) ==
        Faults{"/agents/0/skills/0/level"});
  CHECK(faults(with("\"queues\":[\"q\"]", "\"queues\":[\"q\"],\"skills\":[{\"skill\":\"x\"}]")) ==
        Faults{"/agents/0/skills/0/skill"});
  CHECK(faults(with("\"queues\":[\"q\"]", "\"queues\":[\"q\"],\"shifts\":[{\"from_s\":9,\"to_s\":9}]")) ==
        Faults{"/agents/0/shifts/0/to_s"});
  CHECK(faults(with("\"queues\":[\"q\"]",
                    "\"queues\":[\"q\"],\"shifts\":[{\"from_s\":0,\"to_s\":9,\"breaks\":[{\"from_s\":8,\"to_"
                    "s\":10}]}]")) == Faults{"/agents/0/shifts/0/breaks/0"});
  const std::string rules = "\"name\":\"q\",\"rules\":";
  CHECK(faults(with("\"name\":\"q\"", rules + "{\"when_full\":{\"action\":\"overflow\"}}")) ==
        Faults{"/queues/0/rules/when_full/overflow_to"});
  CHECK(faults(with("\"name\":\"q\"",
                    rules + "{\"steps\":[{\"agent\":\"a/2\"},{\"agent\":\"b/1\"},{\"agent\":\"a\"}]}")) ==
        Faults{"/queues/0/rules/steps/0/agent", "/queues/0/rules/steps/1/agent",
               "/queues/0/rules/steps/2/agent"});
  CHECK(faults(with("\"name\":\"q\"", rules + "{\"steps\":[{\"team\":\"t\"}]}")) ==
        Faults{"/queues/0/rules/steps/0/team"});
  CHECK(faults(
            with("\"name\":\"q\"",
                 "\"name\":\"q\",\"mix\":[{\"name\":\"k\",\"share\":0.6},{\"name\":\"l\",\"share\":0.6}]")) ==
        Faults{"/queues/0/mix"});
}

TEST_CASE("a fault in every one of many contacts is said a hundred times, then counted") {
  auto scenario = read_scenario(minimal);
  REQUIRE(scenario);
  auto& contacts = scenario->queues[0].arrivals.contacts.emplace();
  contacts.resize(150);
  for (ScenarioContact& contact : contacts)
    contact.last_agent = "nobody/1";
  scenario->queues[0].arrivals.per_hour.reset();
  const auto world = resolve(*scenario);
  REQUIRE(!world);
  REQUIRE(world.error().issues.size() == 101);
  CHECK(world.error().issues[99].where == "/queues/0/arrivals/contacts/99/last_agent");
  CHECK(world.error().issues[100].where == "/queues/0/arrivals/contacts/100/last_agent");
  CHECK(world.error().issues[100].what == "50 faults more from here on");
}

TEST_CASE("a scenario too big to run is refused before anything starts") {
  auto scenario = read_scenario(minimal);
  REQUIRE(scenario);
  scenario->queues[0].arrivals.per_hour = 1e7;
  scenario->duration_s = 86'400;
  REQUIRE(!resolve(*scenario));
  CHECK(resolve(*scenario).error().issues[0].where == "/queues");
  scenario->queues[0].arrivals.per_hour = 1;
  scenario->agents[0].count = agents_max + 1;
  REQUIRE(!resolve(*scenario));
  CHECK(resolve(*scenario).error().issues[0].where == "/agents");
}
