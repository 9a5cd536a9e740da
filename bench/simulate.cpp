// How fast a day is simulated: 50,000 contacts with 500 agents, four queues, eight skills, steps that widen.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "twin/simulate.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

Scenario big_day() {
  Scenario scenario;
  scenario.name = "bench";
  scenario.seed = 1;
  scenario.duration_s = 10 * 3600;
  scenario.interval_s = 1800;
  for (int i = 0; i < 8; ++i)
    scenario.skills.push_back(fmt::format("skill {}", i));
  for (int i = 0; i < 4; ++i) {
    ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = fmt::format("queue {}", i);
    queue.channel = i < 3 ? switchboard::Channel::voice : switchboard::Channel::chat;
    queue.rules.steps = {{{}, {}, {{scenario.skills[static_cast<std::size_t>(i)], 3}}, 30},
                         {{}, {}, {{scenario.skills[static_cast<std::size_t>(i)], 1}}, 0}};
    queue.arrivals.per_hour = 1250;
    queue.talk = Lognormal{300, 0.8};
    queue.wrap_up = Exponential{30};
    queue.patience = Exponential{300};
  }
  for (int i = 0; i < 4; ++i) {
    ScenarioAgents& agents = scenario.agents.emplace_back();
    agents.name = fmt::format("group {}", i);
    agents.count = 125;
    const auto at = static_cast<std::size_t>(i);
    agents.skills = {
        {scenario.skills[at], 4}, {scenario.skills[(at + 1) % 4], 2}, {scenario.skills[at + 4], 3}};
    agents.queues = {scenario.queues[at].name, scenario.queues[(at + 1) % 4].name};
    agents.answer_delay = Gamma{4, 4};
    agents.no_answer_share = 0.01;
  }
  return scenario;
}

void print(const char* metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"simulate\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric, value,
             unit);
}

}  // namespace

int main() {
  double best = 1e9;
  Report report;
  for (int round = 0; round < 3; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    auto found = simulate(big_day());
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    if (!found) {
      fmt::print(stderr, "{}\n", found.error().detail);
      return 1;
    }
    report = std::move(*found);
  }
  const auto contacts = static_cast<double>(report.contacts);
  print("contacts", contacts, "contacts");
  print("wall_time", best, "s");
  print("contacts_per_second", contacts / best, "contacts/s");
  print("events_per_second", static_cast<double>(report.events) / best, "events/s");
  print("faster_than_real_time", 10 * 3600 / best, "x");
  print("occupancy", report.agents.occupancy.value_or(0), "1");
  return 0;
}
