// Transferring: to another queue, or to an agent of choice.
#include <algorithm>

#include "switchboard/lifecycle/conversation.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/lifecycle/turn.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

bool can_move(InteractionState state) {
  return state == InteractionState::queued || state == InteractionState::offered ||
         state == InteractionState::active || state == InteractionState::arrived;
}

struct Move {
  UserId by;
  MessageId note;
  std::int32_t head_start_min = 0;
};

// Somebody takes a customer out of the flow they are in; what they waited in queues before counts.
Instant pull_out_of_flow(Turn& turn, Slot slot, const Move& move) {
  Interaction& interaction = turn.interaction(slot);
  const Instant since = interaction.run->waiting_since;
  end_flow(turn, slot, FlowEnd::taken_over);
  interaction.state = InteractionState::queued;
  InteractionChanged& changed = tell(turn, interaction, Change::transferred);
  changed.by = move.by;
  changed.message = move.note;
  return since.us != 0 ? since : turn.now;
}

// Out of whatever state it is in, told as transferred. The agent who gives it away is passed over. Returns
// since when it waits: what an agent had, from now; what nobody had accepted keeps its time.
Instant pull_out(Turn& turn, Slot slot, const Move& move) {
  Interaction& interaction = turn.interaction(slot);
  const AgentId holder = interaction.agent_id;
  const bool was_active = interaction.state == InteractionState::active;
  if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
  if (interaction.state == InteractionState::arrived) return pull_out_of_flow(turn, slot, move);
  if (was_active) {
    end_leg(turn, slot, LegEnd::transferred);
    interaction.priority = std::min(interaction.priority + move.head_start_min, priority_max);
  } else {
    stop_waiting(turn, slot);
    interaction.leg().ended_at = turn.now;
    interaction.leg().end = LegEnd::transferred;
  }
  if (interaction.run) end_flow(turn, slot, FlowEnd::taken_over);
  ++turn.queue_of(interaction).today.transferred_out;
  interaction.state = InteractionState::queued;
  InteractionChanged& changed = tell(turn, interaction, Change::transferred);
  changed.agent = holder;
  changed.by = move.by;
  changed.message = move.note;
  if (was_active) pass_over(turn, slot, holder);
  return was_active ? turn.now : interaction.queued_at;
}

}  // namespace

Verdict on(Turn& turn, const TransferredToQueue& transferred) {
  State& state = turn.state;
  const Slot slot = state.interaction_slot(transferred.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (!can_move(interaction.state)) return Refusal::not_active;
  if (interaction.is_assisted()) return Refusal::customer_in_flow;
  if (interaction.legs.size() >= legs_max) return Refusal::bad_value;
  const Slot to = state.queue_slot(transferred.queue);
  if (to == no_slot) return Refusal::unknown_queue;
  if (to == interaction.queue && interaction.state != InteractionState::active) return Refusal::same_target;
  const Admission admission = admit(state, to);
  if (admission.queue == no_slot) return admission.reason;

  const Queue& target = state.queues[admission.queue];
  const Instant queued_at =
      pull_out(turn, slot, {transferred.by, transferred.note, target.rules.transfer_head_start_min});
  if (interaction.course.plan != no_slot) state.plans.release(interaction.course.plan);
  state.plans.hold(target.plan);
  begin_leg(turn, slot, {admission.queue, {{}, {}, target.plan}, queued_at, Trigger::transfer});
  return done;
}

Verdict on(Turn& turn, const TransferredToAgent& transferred) {
  State& state = turn.state;
  const Slot slot = state.interaction_slot(transferred.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (!can_move(interaction.state)) return Refusal::not_active;
  if (interaction.is_assisted()) return Refusal::customer_in_flow;
  if (interaction.legs.size() >= legs_max) return Refusal::bad_value;
  const Slot to = state.agent_slot(transferred.to);
  if (to == no_slot) return Refusal::unknown_agent;
  if (to == interaction.agent) return Refusal::same_target;
  if (interaction.queue == no_slot) return Refusal::not_active;  // in its flow; to a queue first
  const Agent& agent = state.agents[to];
  if (!agent.is_taking_work() || !agent.handles(interaction.channel)) return Refusal::agent_not_available;
  if (is_parked(interaction) && transferred.by == transferred.to) {
    if (std::find(agent.queues.begin(), agent.queues.end(), interaction.queue) == agent.queues.end())
      return Refusal::not_in_queue;
    if (!has_room(state.standings[to].room, interaction.channel)) return Refusal::agent_not_available;
  }

  const std::int32_t head_start = turn.queue_of(interaction).rules.transfer_head_start_min;
  const Slot queue = interaction.queue;
  const Instant queued_at = pull_out(turn, slot, {transferred.by, transferred.note, head_start});
  state.plans.release(interaction.course.plan);
  const Course course{transferred.to, transfer_agent_wait, state.plans.hold(std::vector<Step>{})};
  // Asking for them by name outweighs that they turned it down before.
  Interaction& moved = turn.interaction(slot);
  std::erase_if(moved.passed_over, [&](const PassedOver& passed) { return passed.agent == transferred.to; });
  begin_leg(turn, slot, {queue, course, queued_at, Trigger::transfer});
  return done;
}

}  // namespace rapport::switchboard
