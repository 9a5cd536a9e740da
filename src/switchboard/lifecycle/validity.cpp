#include "switchboard/lifecycle/validity.h"

#include <algorithm>

namespace rapport::switchboard {
namespace {

constexpr Duration duration_max = hours(24 * 366);
constexpr std::int32_t weight_max = 10'000;
constexpr std::int32_t units_max = 100'000;
constexpr std::int32_t at_once_max = 1'000;
constexpr std::size_t list_max = 1'000;  // skills, teams, queues, dispositions of one value

bool is_span(Duration duration) {
  return duration.us >= 0 && duration <= duration_max;
}
bool is_level(std::uint8_t level) {
  return level >= 1 && level <= 5;
}
bool is_valid(const Branch& branch) {
  return branch.action <= BranchAction::overflow &&
         (branch.action != BranchAction::overflow || branch.overflow_to.value > 0);
}

bool is_valid(const CallbackRules& rules) {
  return rules.mode <= CallbackMode::customer_first && rules.dials_max >= 1 &&
         rules.dials_max <= dials_limit && is_span(rules.retry_after) && rules.ring_limit.us > 0 &&
         is_span(rules.ring_limit);
}

}  // namespace

bool are_valid(const std::vector<Step>& steps) {
  return steps.size() <= steps_max && std::all_of(steps.begin(), steps.end(), [](const Step& step) {
           return is_span(step.lasts) && step.skills.size() <= step_skills_max && step.agent.value >= 0 &&
                  step.team.value >= 0 &&
                  std::all_of(step.skills.begin(), step.skills.end(), [](const SkillNeed& need) {
                    return need.skill.value > 0 && is_level(need.level_min);
                  });
         });
}

bool is_valid(const QueueRules& rules) {
  return rules.order <= OrderRule::strict_priority && rules.choice <= AgentChoice::round_robin &&
         rules.weight >= 1 && rules.weight <= weight_max && rules.offer_timeout.us > 0 &&
         is_span(rules.offer_timeout) && is_span(rules.wrap_up_limit) && is_span(rules.wait_limit) &&
         is_span(rules.sticky_window) && is_span(rules.sticky_wait) && is_span(rules.service_level_within) &&
         rules.dispositions.size() <= list_max && rules.waiting_max >= 0 && is_valid(rules.when_full) &&
         is_valid(rules.when_closed) && is_valid(rules.when_unstaffed) && are_valid(rules.steps) &&
         rules.transfer_head_start_min >= 0 && rules.transfer_head_start_min <= priority_max &&
         (!rules.callback || is_valid(*rules.callback));
}

bool is_valid(const AgentProfile& profile) {
  if (profile.units < 0 || profile.units > units_max) return false;
  if (std::max({profile.skills.size(), profile.teams.size(), profile.queues.size()}) > list_max) return false;
  for (const ChannelCapacity& capacity : profile.channels)
    if (capacity.at_once_max < 0 || capacity.at_once_max > at_once_max || capacity.units < 0 ||
        capacity.units > units_max)
      return false;
  for (std::size_t i = 0; i < profile.skills.size(); ++i) {
    if (profile.skills[i].skill.value <= 0 || !is_level(profile.skills[i].level)) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (profile.skills[j].skill == profile.skills[i].skill) return false;
  }
  return true;
}

bool is_valid(const Settings& settings) {
  return is_span(settings.silent_after) && is_span(settings.disconnect_grace) &&
         settings.why_agents_max >= 1 && settings.why_agents_max <= 1'000;
}

}  // namespace rapport::switchboard
