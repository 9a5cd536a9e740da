#include "switchboard/routing/plans.h"

#include <algorithm>
#include <tuple>

namespace rapport::switchboard {
namespace {

auto plain(const Step& step) {
  return std::tie(step.agent, step.team, step.lasts, step.skills);
}

Need need_of(const Step& step) {
  Need need{step.team, step.skills};
  std::sort(need.skills.begin(), need.skills.end());
  // Asked twice for a skill: the higher level counts.
  for (std::size_t i = 1; i < need.skills.size();) {
    if (need.skills[i - 1].skill == need.skills[i].skill)
      need.skills.erase(need.skills.begin() + static_cast<std::ptrdiff_t>(i) - 1);
    else
      ++i;
  }
  return need;
}

}  // namespace

bool Plans::StepsLess::operator()(const std::vector<Step>& a, const std::vector<Step>& b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](const Step& x, const Step& y) { return plain(x) < plain(y); });
}

bool Plans::NeedLess::operator()(const Need& a, const Need& b) const {
  return std::tie(a.team, a.skills) < std::tie(b.team, b.skills);
}

Plans::Plans() {
  const NeedId anyone = needs_.make();
  needs_[anyone].users = 1;
  need_by_value_.emplace(Need{}, anyone);
  const Slot nothing = plans_.make();
  plans_[nothing].users = 1;
  plan_by_steps_.emplace(std::vector<Step>{}, nothing);
}

Slot Plans::hold(const std::vector<Step>& steps) {
  const auto found = plan_by_steps_.find(steps);
  if (found != plan_by_steps_.end()) {
    hold(found->second);
    return found->second;
  }
  const Slot slot = plans_.make();
  Plan& plan = plans_[slot];
  plan.steps = steps;
  for (const Step& step : steps)
    plan.needs.push_back(hold_need(step));
  plan.users = 1;
  plan_by_steps_.emplace(steps, slot);
  return slot;
}

void Plans::release(Slot slot) {
  Plan& plan = plans_[slot];
  if (--plan.users > 0) return;
  plan_by_steps_.erase(plan.steps);
  for (const NeedId id : plan.needs)
    release_need(id);
  plan = Plan{};
  plans_.take_back(slot);
}

NeedId Plans::hold_need(const Step& step) {
  Need need = need_of(step);
  const auto found = need_by_value_.find(need);
  if (found != need_by_value_.end()) {
    ++needs_[found->second].users;
    return found->second;
  }
  const NeedId id = needs_.make();
  needs_[id].need = need;
  needs_[id].users = 1;
  need_by_value_.emplace(std::move(need), id);
  return id;
}

void Plans::release_need(NeedId id) {
  HeldNeed& held = needs_[id];
  if (--held.users > 0) return;
  need_by_value_.erase(held.need);
  held = HeldNeed{};
  needs_.take_back(id);
}

Lacking lacking(const Agent& agent, const Need& need) {
  if (need.team && std::find(agent.profile.teams.begin(), agent.profile.teams.end(), need.team) ==
                       agent.profile.teams.end())
    return {Lack::team, {}};
  for (const SkillNeed& asked : need.skills)
    if (agent.level_of(asked.skill) < asked.level_min) return {Lack::skill, asked.skill};
  return {};
}

std::int32_t skill_sum(const Agent& agent, const Need& need) {
  std::int32_t sum = 0;
  for (const SkillNeed& asked : need.skills)
    sum += agent.level_of(asked.skill);
  return sum;
}

}  // namespace rapport::switchboard
