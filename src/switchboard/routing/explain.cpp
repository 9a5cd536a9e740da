#include "switchboard/routing/explain.h"

#include <algorithm>
#include <utility>

#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

// Holders of the rarest skill looked at to count who could have been asked; beyond, their share is taken to
// hold.
constexpr std::size_t qualified_looked_max = 64;

std::int64_t qualified_signed_in(const State& state, const Queue& queue, const Need& need) {
  if (need.skills.empty()) return queue.signed_in();
  const Likely likely = likely_members(queue, need);
  if (likely.holders == nullptr) return 0;
  const bool is_more = need.team || need.skills.size() > 1;
  const std::size_t looked = std::min(likely.holders->size(), qualified_looked_max);
  std::size_t found = 0;
  for (std::size_t i = 0; i < looked; ++i) {
    const Holder& holder = (*likely.holders)[i];
    if (holder.level < likely.level_min || state.standings[holder.agent].absent == Exclusion::offline)
      continue;
    if (!is_more || meets(state.agents[holder.agent], need)) ++found;
  }
  return static_cast<std::int64_t>(found * likely.holders->size() / looked);
}

class Account {
 public:
  Account(const State& state, const Interaction& interaction, Instant now, Why& why)
      : state_(state),
        interaction_(interaction),
        need_(state.plans.need(asked_of(state, interaction).need)),
        now_(now),
        why_(why) {}

  void add(Slot slot, const Standing& standing, Exclusion exclusion) {
    WhyAgent& line = why_.agents.emplace_back();
    line.agent = AgentId{standing.id};
    line.exclusion = exclusion;
    if (exclusion == Exclusion::lacks_skill) line.missing_skill = lacking(state_.agents[slot], need_).skill;
    line.score = agent_score(state_, interaction_, slot, standing, now_);
    line.idle_since = standing.idle_since;
    ++why_.counts[static_cast<std::size_t>(exclusion)];
  }

  // Members in order of id, until the account is full: first those who could have had it, by rank.
  void add_members(Slot chosen, std::size_t most) {
    const Queue& queue = state_.queues[interaction_.queue];
    std::size_t candidates = 1;
    for (const Slot slot : queue.members) {
      if (why_.agents.size() >= most) break;
      if (slot == chosen) continue;
      const Standing& standing = state_.standings[slot];
      const Exclusion exclusion = exclusion_of(state_, slot, standing, interaction_);
      add(slot, standing, exclusion);
      if (exclusion != Exclusion::none) continue;
      // Up to its place among the candidates; the excluded stay in order behind them.
      std::size_t at = why_.agents.size() - 1;
      for (; at > candidates; --at)
        std::swap(why_.agents[at], why_.agents[at - 1]);
      for (; at > 1 && ranks_before(why_.agents[at], why_.agents[at - 1]); --at)
        std::swap(why_.agents[at], why_.agents[at - 1]);
      ++candidates;
    }
  }

 private:
  static bool ranks_before(const WhyAgent& a, const WhyAgent& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.idle_since != b.idle_since) return a.idle_since < b.idle_since;
    return a.agent < b.agent;
  }

  const State& state_;
  const Interaction& interaction_;
  const Need& need_;
  const Instant now_;
  Why& why_;
};

void add_rivals(const State& state, const Pick& pick, Why& why) {
  why.rivals.reserve(pick.rival_count);
  for (std::size_t i = 0; i < pick.rival_count; ++i) {
    const Contender& rival = pick.rivals[i];
    why.rivals.push_back({InteractionId{rival.rank.id}, state.queues[rival.queue].id, rival.score});
  }
}

}  // namespace

void explain(State& state, const Assignment& made, Instant now, Why& why) {
  const Interaction& interaction = state.interactions[made.interaction];
  const Queue& queue = state.queues[interaction.queue];
  const Agent& chosen = state.agents[made.agent];
  why.trigger = made.trigger;
  why.queue = queue.id;
  why.chosen = chosen.id;
  why.step = interaction.step;
  why.steps = step_count(state, interaction.course);
  why.waited = now - interaction.queued_at;
  why.score = score_of(queue, rank_key(state, made.interaction), now);

  const bool is_consult = made.trigger == Trigger::consult;
  const bool is_member =
      std::find(chosen.queues.begin(), chosen.queues.end(), interaction.queue) != chosen.queues.end();
  const std::size_t all = queue.members.size() + (is_member ? 0 : 1);
  const auto most =
      is_consult ? 1 : std::min(all, static_cast<std::size_t>(std::max(1, state.settings.why_agents_max)));
  if (!state.spare_accounts.empty()) {
    why.agents = std::move(state.spare_accounts.back());
    state.spare_accounts.pop_back();
  }
  why.agents.reserve(most);
  Account account(state, interaction, now, why);
  account.add(made.agent, standing_of(chosen), Exclusion::none);
  account.add_members(made.agent, most);
  why.unseen = static_cast<std::int32_t>(all - why.agents.size());
  if (made.pick != nullptr) add_rivals(state, *made.pick, why);

  const Need& need = state.plans.need(asked_of(state, interaction).need);
  if (!need.skills.empty()) why.more_skill = need.skills.front().skill;
  why.sooner = why.waited / (qualified_signed_in(state, queue, need) + 1);
}

}  // namespace rapport::switchboard
