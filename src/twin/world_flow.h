// World flow: a flow of a scenario ready to play: the program with the world's ids, and for each step how it
// is answered. Part of the world, shared by its runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "switchboard/flow/interpreter.h"
#include "switchboard/flow/program.h"
#include "twin/distribution.h"
#include "twin/scenario_flow.h"

namespace rapport::twin {

// An exit of the step by its number, or one of those.
inline constexpr std::int32_t answer_leaves = -1;
inline constexpr std::int32_t answer_timeout = -2;
inline constexpr std::int32_t answer_invalid = -3;

struct AnswerShare {
  double share = 0;
  std::int32_t gives = 0;
};

struct WorldStep {
  std::string key;
  std::string like;          // whose answers it meets: its own key, or another's
  std::uint64_t source = 0;  // of its random numbers, from `like`
  switchboard::flow::StepKind kind = switchboard::flow::StepKind::end;
  std::vector<std::string> exits;  // names by number
  std::vector<AnswerShare> gives;  // together 1; of a queue only who takes the offer
  std::optional<Distribution> takes;
  std::vector<std::pair<Duration, Duration>> open;  // hours; empty: by the shares
};

struct WorldFlow {
  std::string name;
  switchboard::flow::Program program;
  std::vector<std::string> languages;
  std::vector<std::string> attributes;
  std::vector<WorldStep> steps;  // by number

  // What it means at this step; nothing: the step has no such exit.
  static std::optional<std::int32_t> meaning(const WorldStep& step, const std::string& gives);
  std::int32_t language(const std::string& name) const;  // 0 when it has no such
  // Those that the flow can hold.
  std::vector<switchboard::flow::Value64> values(const std::vector<ScenarioValue>& from) const;
};

// How one customer of a recorded day began, and what they did, by step and order.
struct KnownEntry {
  std::size_t flow = 0;
  std::string language;
  bool is_customer_known = false;
  std::vector<ScenarioValue> values;
  std::vector<ScenarioAnswer> answers;

  // What they did when they came to the step for the nth time, from 0; nullptr: they never did.
  const ScenarioAnswer* answer(const std::string& step, std::uint32_t nth) const;
};

// What the numbers in flows stand for in the world. Maps a queue's, skill's, team's, agent's, flow's number.
struct FlowNumbers {
  std::function<QueueId(QueueId)> queue;
  std::function<SkillId(SkillId)> skill;
  std::function<TeamId(TeamId)> team;
  std::function<AgentId(AgentId)> agent;
  std::function<FlowId(FlowId)> flow;
};

// Faults are added to `issues`, `where` below `where`.
WorldFlow resolve_flow(const ScenarioFlow& from, const FlowNumbers& numbers, const std::string& where,
                       std::vector<Issue>& issues);

// The keys, exits, attributes and languages by the names that a scenario calls them.
struct FlowNames {
  std::vector<std::string> keys;
  std::vector<std::vector<std::string>> exits;
  std::vector<std::string> attributes;
  std::vector<std::string> languages;
};
FlowNames names_of(const switchboard::flow::Flow& flow);
FlowNames names_of(const switchboard::flow::Program& program);

}  // namespace rapport::twin
