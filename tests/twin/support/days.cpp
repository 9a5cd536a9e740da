#include "twin/support/days.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

namespace rapport::twin {

Scenario small_day(double per_hour, int agents) {
  Scenario scenario;
  scenario.name = "small day";
  scenario.seed = 5;
  scenario.duration_s = 8 * 3600;
  ScenarioQueue& queue = scenario.queues.emplace_back();
  queue.name = "calls";
  queue.channel = switchboard::Channel::voice;
  queue.arrivals.per_hour = per_hour;
  queue.talk = Exponential{180};
  queue.patience = Exponential{240};
  ScenarioAgents& group = scenario.agents.emplace_back();
  group.name = "agents";
  group.count = agents;
  group.queues = {"calls"};
  return scenario;
}

Scenario example(const std::string& name) {
  std::ifstream file("docs/examples/" + name + ".json");
  REQUIRE(file);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto scenario = read_scenario(text);
  if (!scenario) {
    for (const Issue& issue : scenario.error().issues)
      MESSAGE(name, ": ", issue.where, ": ", issue.what);
    FAIL("example cannot be read: ", scenario.error().detail);
  }
  return *scenario;
}

}  // namespace rapport::twin
