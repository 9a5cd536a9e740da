#include "sim/organisation.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

std::uint8_t any_level(Chance& chance) {
  return static_cast<std::uint8_t>(1 + chance.below(5));
}

SkillId any_skill(Chance& chance) {
  return SkillId{1 + chance.below(skill_ids)};
}

TeamId any_team(Chance& chance) {
  return TeamId{1 + chance.below(team_ids)};
}

Branch any_branch(Chance& chance) {
  Branch branch;
  branch.action = static_cast<BranchAction>(chance.below(3));
  if (branch.action == BranchAction::overflow) branch.overflow_to = any_queue(chance);
  return branch;
}

Step any_step(Chance& chance) {
  Step step;
  const std::uint32_t kind = chance.below(10);
  if (kind < 2) step.agent = any_agent(chance);
  if (kind == 2 || kind == 3) step.team = any_team(chance);
  for (std::uint32_t n = kind < 2 ? 0 : chance.below(3); n > 0; --n)
    step.skills.push_back({any_skill(chance), any_level(chance)});
  if (!chance.one_in(6)) step.lasts = seconds(5 * chance.between(1, 12));
  return step;
}

}  // namespace

QueueId any_queue(Chance& chance) {
  return QueueId{1 + chance.below(queue_ids)};
}

AgentId any_agent(Chance& chance) {
  return AgentId{1 + chance.below(agent_ids)};
}

Channel any_channel(Chance& chance) {
  // Mostly chat, so that there is competition.
  const std::uint32_t n = chance.below(10);
  return n < 5 ? Channel::chat : static_cast<Channel>(n - 5);
}

std::vector<Step> any_steps(Chance& chance) {
  std::vector<Step> steps;
  for (std::uint32_t n = chance.below(4); n > 0; --n)
    steps.push_back(any_step(chance));
  return steps;
}

QueueRules any_rules(Chance& chance) {
  QueueRules rules;
  rules.is_open = !chance.one_in(12);
  rules.order = chance.one_in(3) ? OrderRule::strict_priority : OrderRule::blended;
  rules.choice = static_cast<AgentChoice>(chance.below(4));
  const std::vector<std::int32_t> weights = {1, 50, 100, 100, 100, 300, 10'000};
  rules.weight = chance.any_of(weights);
  rules.offer_timeout = seconds(chance.between(1, 40));
  rules.auto_accept = chance.one_in(6);
  rules.wrap_up_limit = seconds(chance.one_in(5) ? 0 : chance.between(1, 90));
  rules.disposition_required = chance.one_in(4);
  for (std::int32_t i = 1; i <= disposition_ids; ++i)
    if (!chance.one_in(3)) rules.dispositions.push_back(DispositionId{i});
  rules.waiting_max = chance.one_in(3) ? chance.between(1, 6) : 0;
  rules.when_full = any_branch(chance);
  rules.when_closed = any_branch(chance);
  if (chance.one_in(3)) rules.when_unstaffed = any_branch(chance);
  if (chance.one_in(3)) rules.wait_limit = seconds(chance.between(5, 600));
  rules.steps = any_steps(chance);
  if (chance.one_in(4)) rules.sticky_window = {};
  rules.sticky_wait = seconds(chance.between(0, 60));
  rules.transfer_head_start_min = chance.between(0, 10);
  rules.service_level_within = seconds(chance.between(1, 60));
  return rules;
}

AgentProfile any_profile(Chance& chance) {
  AgentProfile profile;
  for (std::int32_t i = 1; i <= skill_ids; ++i)
    if (chance.one_in(2)) profile.skills.push_back({SkillId{i}, any_level(chance)});
  for (std::int32_t i = 1; i <= team_ids; ++i)
    if (chance.one_in(2)) profile.teams.push_back(TeamId{i});
  if (chance.one_in(2)) {
    profile.units = 10 * chance.between(1, 20);
    for (ChannelCapacity& channel : profile.channels)
      channel = {chance.between(0, 5), 5 * chance.between(0, 20), chance.one_in(3)};
  }
  return profile;
}

Settings any_settings(Chance& chance) {
  Settings settings;
  settings.silent_after = seconds(chance.between(20, 600));
  settings.disconnect_grace = seconds(chance.between(0, 60));
  settings.why_agents_max = chance.between(1, 12);
  return settings;
}

AgentProfile anything_goes() {
  AgentProfile profile;
  for (std::int32_t i = 1; i <= skill_ids; ++i)
    profile.skills.push_back({SkillId{i}, 5});
  for (std::int32_t i = 1; i <= team_ids; ++i)
    profile.teams.push_back(TeamId{i});
  profile.units = 10'000;
  profile.channels.fill(ChannelCapacity{1'000, 1, false});
  return profile;
}

}  // namespace rapport::sim
