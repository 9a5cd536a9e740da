// World names: the numbers that a scenario's names stand for, from 1 in the order of the file, and the
// faults found so far. Part of world.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "twin/distribution.h"
#include "twin/scenario.h"
#include "twin/world_flow.h"

namespace rapport::twin {

struct Span;

inline std::uint8_t level_of(std::int32_t level) {
  return static_cast<std::uint8_t>(level);  // 1-5 by the scenario's limits
}

class WorldNames {
 public:
  explicit WorldNames(const Scenario& scenario) : scenario_(scenario) {}  // borrows it

  // Everything that has a name. Afterwards issues are names that are there twice, and too many agents.
  void add_all();

  // `where` is a JSON Pointer into the scenario's file.
  void issue(std::string where, std::string what) { issues_.push_back({std::move(where), std::move(what)}); }
  std::vector<Issue>& issues() { return issues_; }

  // 0 and an issue when nothing is called so.
  SkillId skill(const std::string& name, const std::string& where);
  QueueId queue(const std::string& name, const std::string& where);
  TeamId team(const std::string& name, const std::string& where);
  std::int64_t flow(const std::string& name, const std::string& where);
  AgentId agent(const std::string& name, const std::string& where);  // "GROUP/NUMBER"
  AgentId first_of(std::size_t group) const { return first_agents_[group]; }

  // What an id in a flow stands for here: by scenario.ids where there are any, else itself.
  FlowNumbers flow_numbers(const std::string& where);

  // Read and checked, with an issue for each fault.
  std::vector<Span> spans(const std::vector<ScenarioSpan>& from, const std::string& where);
  Distribution law(const Law& from, const std::string& where);

 private:
  using Numbers = std::map<std::string, std::int64_t, std::less<>>;

  void define(Numbers& numbers, const std::string& name, const std::string& where, const char* what);
  std::int64_t find(const Numbers& numbers, const std::string& name, const std::string& where,
                    const char* what);

  const Scenario& scenario_;
  Numbers skills_, teams_, queues_, groups_, flows_;
  std::vector<AgentId> first_agents_;  // by group
  std::vector<Issue> issues_;
};

}  // namespace rapport::twin
