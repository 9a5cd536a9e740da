// Assisting: an agent sends the customer they talk with into a flow, and has them back.
#include "switchboard/lifecycle/conversation.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// Who is asked to look for their card is not silent: it counts, and is counted from the end of it.
void end_assist(Turn& turn, Slot slot, FlowEnd end, UserId by, flow::Broken broken) {
  end_flow(turn, slot, end, broken);
  Interaction& interaction = turn.interaction(slot);
  interaction.heard_at = turn.now;
  tell(turn, interaction, Change::assist_ended).by = by;
  watch_for_silence(turn, slot);
}

Verdict on(Turn& turn, const AssistStarted& started) {
  const Slot slot = turn.state.interaction_slot(started.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.state != InteractionState::active) return Refusal::not_active;
  if (interaction.agent_id != started.agent) return Refusal::not_your_interaction;
  if (interaction.is_assisted()) return Refusal::customer_in_flow;
  if (interaction.consulted != no_slot) return Refusal::consult_open;
  if (is_parked(interaction)) return Refusal::not_active;
  if (interaction.flow_turns > flow::steps_of_run_max - flow::steps_per_turn_max) return Refusal::bad_value;
  if (const Verdict wrong = can_start(turn.state, interaction.channel, started.flow, flow::Purpose::assist))
    return wrong;
  stop_watching(turn, slot);
  tell(turn, interaction, Change::assist_started).by = started.agent;
  start_assist(turn, slot, started.flow);
  return done;
}

Verdict on(Turn& turn, const AssistEnded& ended) {
  const Slot slot = turn.state.interaction_slot(ended.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (!turn.interaction(slot).is_assisted()) return Refusal::flow_moved;
  end_assist(turn, slot, FlowEnd::taken_back, ended.by);
  return done;
}

}  // namespace rapport::switchboard
