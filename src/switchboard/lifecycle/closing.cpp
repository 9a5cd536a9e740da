#include "switchboard/lifecycle/closing.h"

#include <utility>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/moving_places.h"
#include "switchboard/lifecycle/queueing.h"

namespace rapport::switchboard {
namespace {

FlowEnd flow_end_of(Outcome outcome) {
  if (outcome == Outcome::served) return FlowEnd::ended;
  return outcome == Outcome::abandoned ? FlowEnd::left : FlowEnd::turned_away;
}

}  // namespace

void close(Turn& turn, Slot slot, Outcome outcome) {
  Interaction& interaction = turn.interaction(slot);
  interaction.state = InteractionState::closed;
  interaction.let_go();
  if (interaction.is_called_back()) forget_called_back(turn.state, slot);
  for (TimerId& timer : interaction.timers)
    cancel(turn, timer);
  if (interaction.run) end_flow(turn, slot, flow_end_of(outcome));
  const InteractionId held = interaction.holds;
  const InteractionId merged_into = let_go_of_place(turn, slot);
  tell(turn, interaction, Change::closed);
  InteractionClosed closed;
  closed.interaction = interaction.id;
  closed.channel = interaction.channel;
  closed.customer = interaction.customer;
  closed.outcome = outcome;
  closed.arrived_at = interaction.arrived_at;
  closed.closed_at = turn.now;
  closed.initial = interaction.initial;
  closed.previous = interaction.previous;
  if (merged_into) closed.merged_into = merged_into;
  if (!interaction.legs.empty()) closed.disposition = interaction.leg().disposition;
  closed.legs = std::move(interaction.legs);
  if (interaction.callback && interaction.callback->stage != CallbackStage::booked)
    closed.dials = interaction.callback->dial;
  turn.effects.emplace_back(std::move(closed));

  if (interaction.course.plan != no_slot) turn.state.plans.release(interaction.course.plan);
  turn.state.interaction_slots.erase(interaction.id.value);
  const bool is_pending = interaction.is_pending;
  interaction = Interaction{};
  interaction.is_pending = is_pending;  // settle() still has its slot
  if (!is_pending) turn.state.interactions.take_back(slot);
  if (held) settle_place_of(turn, held, outcome);
}

void expire(Turn& turn, Slot slot) {
  if (leave_queue_by(turn, slot, flow::exit_waited)) return;
  Interaction& interaction = turn.interaction(slot);
  stop_waiting(turn, slot);
  ++turn.queue_of(interaction).today.expired;
  interaction.leg().end = LegEnd::expired;
  interaction.leg().ended_at = turn.now;
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::expired);
  close(turn, slot, Outcome::expired);
}

void refuse(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  stop_waiting(turn, slot);
  ++turn.queue_of(interaction).today.refused;
  interaction.leg().end = LegEnd::refused;
  interaction.leg().ended_at = turn.now;
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::refused);
  close(turn, slot, Outcome::refused);
}

}  // namespace rapport::switchboard
