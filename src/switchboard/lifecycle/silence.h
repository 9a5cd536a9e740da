// Silence: a customer who has not written for a while, or whose call is parked, stops counting toward their
// agent's capacity.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// Of an active chat or message. The timer is not moved by every message: when it fires too early for the last
// one it is armed again.
void watch_for_silence(Turn& turn, Slot interaction);
void silence_expired(Turn& turn, Slot interaction);
// The customer wrote.
void hear_customer(Turn& turn, Slot interaction);
// A call that waits where colleagues can pick it up.
inline bool is_parked(const Interaction& interaction) {
  return interaction.is_silent && interaction.channel == Channel::voice;
}
// No longer active: counts again, and is not watched.
void stop_watching(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
