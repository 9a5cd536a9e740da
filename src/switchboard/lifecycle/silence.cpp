#include "switchboard/lifecycle/silence.h"

#include "switchboard/routing/roster.h"

namespace rapport::switchboard {
namespace {

bool can_be_silent(Channel channel) {
  return channel == Channel::chat || channel == Channel::message;
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
  interaction.is_silent = true;
  --turn.agent(interaction.agent).counted[static_cast<std::size_t>(interaction.channel)];
  tell(turn, interaction, Change::customer_silent);
  pend_agent(turn, interaction.agent);
}

void hear_customer(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  interaction.heard_at = turn.now;
  if (!interaction.is_silent) return;
  count_again(turn, interaction);
  tell(turn, interaction, Change::customer_resumed);
  watch_for_silence(turn, slot);
}

void stop_watching(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::silence);
  if (interaction.is_silent) count_again(turn, interaction);
}

}  // namespace rapport::switchboard
