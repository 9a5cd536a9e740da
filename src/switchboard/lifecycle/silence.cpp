#include "switchboard/lifecycle/silence.h"

#include "switchboard/routing/roster.h"

namespace rapport::switchboard {
namespace {

bool can_be_silent(Channel channel) {
  return channel == Channel::chat || channel == Channel::message;
}

void stop_counting(Turn& turn, Interaction& interaction) {
  interaction.is_silent = true;
  --turn.agent(interaction.agent).counted[static_cast<std::size_t>(interaction.channel)];
  pend_agent(turn, interaction.agent);
}

// The cap may be exceeded by a customer who comes back; only assignment respects it.
void count_again(Turn& turn, Interaction& interaction) {
  interaction.is_silent = false;
  ++turn.agent(interaction.agent).counted[static_cast<std::size_t>(interaction.channel)];
  update_roster(turn.state, interaction.agent);
}

}  // namespace

void watch_for_silence(Turn& turn, Slot slot) {
  const Interaction& interaction = turn.interaction(slot);
  const Duration silent_after = turn.state.settings.silent_after;
  if (!can_be_silent(interaction.channel) || silent_after.us == 0) return;
  arm(turn, slot, TimerKind::silence, interaction.heard_at + silent_after);
}

void silence_expired(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  const Duration silent_after = turn.state.settings.silent_after;
  if (silent_after.us == 0) return;
  const Instant due = interaction.heard_at + silent_after;
  if (due > turn.now) {
    arm(turn, slot, TimerKind::silence, due);
    return;
  }
  stop_counting(turn, interaction);
  tell(turn, interaction, Change::customer_silent);
}

void hear_customer(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  interaction.heard_at = turn.now;
  if (!interaction.is_silent || !can_be_silent(interaction.channel)) return;
  count_again(turn, interaction);
  tell(turn, interaction, Change::customer_resumed);
  watch_for_silence(turn, slot);
}

void stop_watching(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::silence);
  if (interaction.is_silent) count_again(turn, interaction);
}

Verdict on(Turn& turn, const CallParked& parked) {
  const Slot slot = turn.state.interaction_slot(parked.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (interaction.channel != Channel::voice) return Refusal::bad_value;
  if (interaction.state != InteractionState::active || interaction.is_silent == parked.is_parked)
    return Refusal::not_active;
  if (interaction.agent_id != parked.agent) return Refusal::not_your_interaction;
  if (interaction.is_assisted()) return Refusal::customer_in_flow;
  if (parked.is_parked && interaction.consulted != no_slot) return Refusal::consult_open;
  if (parked.is_parked)
    stop_counting(turn, interaction);
  else
    count_again(turn, interaction);
  tell(turn, interaction, parked.is_parked ? Change::parked : Change::unparked);
  return done;
}

}  // namespace rapport::switchboard
