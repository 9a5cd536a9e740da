// Plans: the steps that interactions follow and the requirements inside them, each kept once and counted.
// Most interactions share their queue's plan, so a waiting interaction carries one number instead of its
// steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "switchboard/model/agent.h"
#include "switchboard/model/queue.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/slab.h"

namespace rapport::switchboard {

// What a step asks of an agent, whoever it is and however long it lasts.
struct Need {
  TeamId team;
  std::vector<SkillNeed> skills;  // by skill, each once
  friend bool operator==(const Need&, const Need&) = default;
};

struct Plan {
  std::vector<Step> steps;
  std::vector<NeedId> needs;  // of each step
  std::int32_t users = 0;
};

class Plans {
 public:
  Plans();
  // The plan with these steps, held once more.
  Slot hold(const std::vector<Step>& steps);
  void hold(Slot plan) { ++plans_[plan].users; }
  void release(Slot plan);

  const Plan& plan(Slot slot) const { return plans_[slot]; }
  const Need& need(NeedId id) const { return needs_[id].need; }

 private:
  struct HeldNeed {
    Need need;
    std::int32_t users = 0;
  };
  struct StepsLess {
    bool operator()(const std::vector<Step>& a, const std::vector<Step>& b) const;
  };
  struct NeedLess {
    bool operator()(const Need& a, const Need& b) const;
  };
  NeedId hold_need(const Step& step);
  void release_need(NeedId id);

  Slab<Plan> plans_;
  Slab<HeldNeed> needs_;
  std::map<std::vector<Step>, Slot, StepsLess> plan_by_steps_;
  std::map<Need, NeedId, NeedLess> need_by_value_;
};

// The first thing an agent lacks, asked in this order: team, then skills.
enum class Lack : std::uint8_t { nothing, team, skill };
struct Lacking {
  Lack what = Lack::nothing;
  SkillId skill;
};
Lacking lacking(const Agent& agent, const Need& need);
inline bool meets(const Agent& agent, const Need& need) {
  return lacking(agent, need).what == Lack::nothing;
}
// Sum of the agent's levels over the need's skills.
std::int32_t skill_sum(const Agent& agent, const Need& need);

}  // namespace rapport::switchboard
