#include "switchboard/routing/explain.h"

#include <algorithm>

#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

// Holders of a rare skill looked at to count who could have been asked; beyond, the share is taken to hold.
constexpr std::size_t qualified_looked_max = 64;

std::int64_t qualified_signed_in(const State& state, const Queue& queue, NeedId id) {
  const Need& need = state.plans.need(id);
  if (!need.team && need.skills.empty()) return queue.signed_in();
  const std::vector<Slot>& likely = likely_members(state.plans, queue, id);
  const std::size_t looked = std::min(likely.size(), qualified_looked_max);
  if (looked == 0) return 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < looked; ++i) {
    const Agent& agent = state.agents[likely[i]];
    if (agent.presence != Presence::offline && meets(agent, need)) ++found;
  }
  return static_cast<std::int64_t>(found * likely.size() / looked);
}

class Account {
 public:
  Account(const State& state, const Interaction& interaction, Instant now, Why& why)
      : state_(state), interaction_(interaction), now_(now), why_(why) {}

  void add(Slot slot, Exclusion exclusion) {
    const Agent& agent = state_.agents[slot];
    WhyAgent line;
    line.agent = agent.id;
    line.exclusion = exclusion;
    if (exclusion == Exclusion::lacks_skill) line.missing_skill = missing_skill(state_, agent, interaction_);
    line.score = agent_score(state_, interaction_, agent, now_);
    line.idle_since = agent.idle_since;
    why_.agents.push_back(line);
    ++why_.counts[static_cast<std::size_t>(exclusion)];
  }

 private:
  const State& state_;
  const Interaction& interaction_;
  const Instant now_;
  Why& why_;
};

// Members in order of id, until the account is full: first who could have had it, then who could not.
void add_members(const State& state, const Interaction& interaction, Slot chosen, std::size_t most,
                 Account& account) {
  struct Seen {
    Slot slot;
    Exclusion exclusion;
    AgentKey key;
  };
  const Queue& queue = state.queues[interaction.queue];
  std::vector<Seen> seen;
  seen.reserve(std::min(most, queue.members.size()));
  for (const Slot slot : queue.members) {
    if (seen.size() + 1 >= most) break;
    if (slot == chosen) continue;
    const Agent& agent = state.agents[slot];
    seen.push_back({slot, exclusion_of(state, agent, interaction), agent_key(queue, agent, slot)});
  }
  std::stable_sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
    if (a.exclusion != b.exclusion) return a.exclusion < b.exclusion;
    return a.exclusion == Exclusion::none && a.key < b.key;
  });
  for (const Seen& one : seen)
    account.add(one.slot, one.exclusion);
}

}  // namespace

Why explain(const State& state, Slot slot, Slot chosen, Trigger trigger, const Pick* pick, Instant now) {
  const Interaction& interaction = state.interactions[slot];
  const Queue& queue = state.queues[interaction.queue];
  Why why;
  why.trigger = trigger;
  why.queue = queue.id;
  why.chosen = state.agents[chosen].id;
  why.step = interaction.step;
  why.steps = step_count(state, interaction.course);
  why.waited = now - interaction.queued_at;
  why.score = score_of(queue, interaction, now);
  const auto most = static_cast<std::size_t>(std::max(1, state.settings.why_agents_max));
  Account account(state, interaction, now, why);
  account.add(chosen, Exclusion::none);
  if (trigger != Trigger::consult) add_members(state, interaction, chosen, most, account);
  const bool is_member = std::find(queue.members.begin(), queue.members.end(), chosen) != queue.members.end();
  why.unseen = static_cast<std::int32_t>(queue.members.size() + (is_member ? 0 : 1) - why.agents.size());
  if (pick != nullptr) {
    for (std::size_t i = 0; i < pick->rival_count; ++i) {
      const Interaction& rival = state.interactions[pick->rivals[i]];
      const Queue& its = state.queues[rival.queue];
      why.rivals.push_back({rival.id, its.id, score_of(its, rival, now)});
    }
  }
  const Asked asked = asked_of(state, interaction);
  const Need& need = state.plans.need(asked.need);
  if (!need.skills.empty()) why.more_skill = need.skills.front().skill;
  why.sooner = why.waited / (qualified_signed_in(state, queue, asked.need) + 1);
  return why;
}

}  // namespace rapport::switchboard
