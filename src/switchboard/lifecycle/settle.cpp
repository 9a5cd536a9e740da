// Settling: matching everything that became matchable in this turn. One change usually frees one agent or
// queues one interaction; then the best partner for it is the best pair. When a turn leaves several to match,
// each pick is checked from the other side: the agent found for an interaction gets the best one for them.
#include "base/check.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/presence.h"
#include "switchboard/lifecycle/turn.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

void note_wait(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  mark_settled(turn.state, slot);
  if (interaction.predicted.us != 0) return;
  const Queue& queue = turn.queue_of(interaction);
  const auto position = static_cast<std::int64_t>(queue.ranks.rank(rank_key(turn.state, slot))) + 1;
  interaction.predicted = predicted_wait(queue.learnt, position);
}

// From one agent to a pair of which each is the other's best; `pick` is the agent's. Where strict queues and
// weights go round in a circle there is none; then the last one looked at.
Slot best_pair(Turn& turn, Slot agent, Pick& pick) {
  constexpr int looks_max = 16;
  best_interaction(turn.state, agent, turn.now, pick);
  for (int look = 0; look < looks_max && pick.interaction != no_slot; ++look) {
    const Slot better = best_agent(turn.state, pick.interaction, Look::again);
    if (better == no_slot || better == agent) break;
    const Slot wanted = pick.interaction;
    agent = better;
    best_interaction(turn.state, agent, turn.now, pick);
    if (pick.interaction == wanted) break;
  }
  return agent;
}

void match_interaction(Turn& turn, Slot slot, bool is_alone) {
  Interaction& interaction = turn.interaction(slot);
  while (interaction.is_indexed) {
    const Slot agent = best_agent(turn.state, slot);
    if (agent == no_slot) {
      note_wait(turn, slot);
      return;
    }
    if (is_alone) {
      make_offer(turn, {slot, agent, interaction.trigger, nullptr});
      return;
    }
    Pick pick;
    const Slot asked = best_pair(turn, agent, pick);
    RAPPORT_CHECK(pick.interaction != no_slot);
    const Trigger trigger = pick.interaction == slot ? interaction.trigger : Trigger::agent_free;
    make_offer(turn, {pick.interaction, asked, trigger, &pick});
  }
}

void match_agent(Turn& turn, Slot slot, bool is_alone) {
  Pick pick;
  for (;;) {
    Slot asked = slot;
    if (is_alone)
      best_interaction(turn.state, slot, turn.now, pick);
    else
      asked = best_pair(turn, slot, pick);
    if (pick.interaction == no_slot) return;
    make_offer(turn, {pick.interaction, asked, Trigger::agent_free, &pick});
  }
}

void start_next_presence(Turn& turn, Slot slot) {
  Agent& agent = turn.agent(slot);
  if (!agent.next_presence || agent.counted_total() > 0) return;
  set_presence(turn, slot, {*agent.next_presence, agent.next_reason, agent.next_by});
}

}  // namespace

void settle(Turn& turn) {
  State& state = turn.state;
  if (state.pending_interactions.empty() && state.pending_agents.empty()) return;
  for (std::size_t i = 0; i < state.pending_agents.size(); ++i)
    start_next_presence(turn, state.pending_agents[i]);
  const bool is_alone = state.pending_interactions.size() + state.pending_agents.size() <= 1;
  if (!is_alone)
    for (const Slot slot : state.pending_agents)
      update_roster(state, slot);
  for (std::size_t i = 0; i < state.pending_interactions.size(); ++i) {
    const Slot slot = state.pending_interactions[i];
    Interaction& interaction = state.interactions[slot];
    interaction.is_pending = false;
    if (!interaction.id)
      state.interactions.take_back(slot);  // it closed in this very turn
    else
      match_interaction(turn, slot, is_alone);
  }
  const bool is_only_agent = state.pending_agents.size() <= 1;
  for (std::size_t i = 0; i < state.pending_agents.size(); ++i) {
    const Slot slot = state.pending_agents[i];
    state.agents[slot].is_pending = false;
    match_agent(turn, slot, is_only_agent);
    update_roster(state, slot);
  }
  state.pending_interactions.clear();
  state.pending_agents.clear();
}

}  // namespace rapport::switchboard
