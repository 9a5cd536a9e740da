#include "switchboard/lifecycle/turn.h"

#include <algorithm>

#include "switchboard/routing/roster.h"

namespace rapport::switchboard {

InteractionChanged change_of(const Interaction& interaction, Change change) {
  InteractionChanged changed;
  changed.interaction = interaction.id;
  changed.change = change;
  changed.state = interaction.state;
  changed.channel = interaction.channel;
  changed.customer = interaction.customer;
  changed.queue = interaction.queue_id;
  changed.agent = interaction.agent_id;
  return changed;
}

InteractionChanged& tell(Turn& turn, const Interaction& interaction, Change change) {
  return std::get<InteractionChanged>(turn.effects.emplace_back(change_of(interaction, change)));
}

AgentChanged& tell(Turn& turn, const Agent& agent) {
  AgentChanged changed;
  changed.agent = agent.id;
  changed.presence = agent.presence;
  changed.reason = agent.reason;
  changed.since = agent.presence_since;
  changed.next_presence = agent.next_presence;
  return std::get<AgentChanged>(turn.effects.emplace_back(changed));
}

TimerId arm(Turn& turn, TimerKind kind, Slot target, Instant due) {
  const TimerId id{turn.state.next_timer++};
  turn.state.timers.insert(id.value, {due, target, kind});
  turn.effects.emplace_back(ArmTimer{id, due});
  return id;
}

void cancel(Turn& turn, TimerId& timer) {
  if (!timer) return;
  turn.state.timers.erase(timer.value);
  turn.effects.emplace_back(CancelTimer{timer});
  timer = {};
}

void arm(Turn& turn, Slot slot, TimerKind kind, Instant due) {
  turn.interaction(slot).timers[static_cast<std::size_t>(kind)] = arm(turn, kind, slot, due);
}

void cancel(Turn& turn, Interaction& interaction, TimerKind kind) {
  cancel(turn, interaction.timers[static_cast<std::size_t>(kind)]);
}

void pend_interaction(Turn& turn, Slot slot, Trigger trigger) {
  Interaction& interaction = turn.interaction(slot);
  interaction.trigger = trigger;
  if (interaction.is_pending) return;
  interaction.is_pending = true;
  turn.state.pending_interactions.push_back(slot);
}

void pend_agent(Turn& turn, Slot slot) {
  Agent& agent = turn.agent(slot);
  if (agent.is_pending) return;
  agent.is_pending = true;
  turn.state.pending_agents.push_back(slot);
}

void take_work(Turn& turn, Slot slot, Slot interaction) {
  Agent& agent = turn.agent(slot);
  const auto channel = static_cast<std::size_t>(turn.interaction(interaction).channel);
  agent.work.push_back(interaction);
  ++agent.open[channel];
  ++agent.counted[channel];
  update_roster(turn.state, slot);
}

void release_work(Turn& turn, Slot slot, Slot interaction, bool was_counting) {
  Agent& agent = turn.agent(slot);
  const auto channel = static_cast<std::size_t>(turn.interaction(interaction).channel);
  agent.work.erase(std::find(agent.work.begin(), agent.work.end(), interaction));
  --agent.open[channel];
  if (was_counting) --agent.counted[channel];
  pend_agent(turn, slot);
}

}  // namespace rapport::switchboard
