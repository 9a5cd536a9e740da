#include "twin/recorded_rules.h"

#include <algorithm>

namespace rapport::twin {

std::optional<std::string> RecordedRules::agent_of(AgentId id) {
  if (seen_.agents.count(id) == 0) return std::nullopt;
  return names_.agents.of(id.value) + "/1";
}

std::vector<ScenarioStep> RecordedRules::steps_of(const std::vector<switchboard::Step>& steps) {
  std::vector<ScenarioStep> out;
  for (const switchboard::Step& step : steps) {
    ScenarioStep& to = out.emplace_back();
    to.lasts_s = step.lasts.us / 1'000'000;
    if (step.agent) to.agent = agent_of(step.agent);
    if (step.agent && !to.agent) {  // nobody: over at once, as it was
      out.pop_back();
      continue;
    }
    if (step.team) to.team = names_.teams.of(step.team.value);
    for (const switchboard::SkillNeed& need : step.skills)
      to.skills.push_back({names_.skills.of(need.skill.value), need.level_min});
  }
  return out;
}

ScenarioBranch RecordedRules::branch_of(const switchboard::Branch& branch) {
  ScenarioBranch out{branch.action, {}};
  if (branch.action != switchboard::BranchAction::overflow) return out;
  if (seen_.queues.count(branch.overflow_to) == 0) return {switchboard::BranchAction::refuse, {}};
  out.overflow_to = names_.queues.of(branch.overflow_to.value);
  return out;
}

ScenarioRules RecordedRules::rules_of(const switchboard::QueueRules& rules) {
  ScenarioRules out;
  out.order = rules.order;
  out.choice = rules.choice;
  out.weight = rules.weight;
  out.offer_timeout_s = std::max<std::int64_t>(rules.offer_timeout.us / 1'000'000, 1);
  out.auto_accept = rules.auto_accept;
  out.wrap_up_limit_s = rules.wrap_up_limit.us / 1'000'000;
  out.disposition_required = rules.disposition_required;
  out.waiting_max = rules.waiting_max;
  out.when_full = branch_of(rules.when_full);
  out.when_closed = branch_of(rules.when_closed);
  out.when_unstaffed = branch_of(rules.when_unstaffed);
  out.wait_limit_s = rules.wait_limit.us / 1'000'000;
  out.steps = steps_of(rules.steps);
  out.sticky_window_s = rules.sticky_window.us / 1'000'000;
  out.sticky_wait_s = rules.sticky_wait.us / 1'000'000;
  out.transfer_head_start_min = rules.transfer_head_start_min;
  out.service_level_within_s = rules.service_level_within.us / 1'000'000;
  const switchboard::CallbackRules callbacks = rules.callbacks();
  out.callback_mode = callbacks.mode;
  out.dials_max = callbacks.dials_max;
  out.retry_after_s = callbacks.retry_after.us / 1'000'000;
  out.ring_limit_s = std::max<std::int64_t>(callbacks.ring_limit.us / 1'000'000, 1);
  return out;
}

}  // namespace rapport::twin
