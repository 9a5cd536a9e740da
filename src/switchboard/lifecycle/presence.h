// Presence: who is there, breaks, and agents whose connection is lost.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

struct NewPresence {
  Presence presence = Presence::offline;
  ReasonId reason;
  UserId by;
};
// At once: drops a wish for later, withdraws offers when the agent leaves, lets go who waits for them alone.
void set_presence(Turn& turn, Slot agent, const NewPresence& wanted);
// The agent is gone for good: nothing stays with them.
void take_everything_from(Turn& turn, Slot agent);
void disconnect_expired(Turn& turn, Slot agent);

}  // namespace rapport::switchboard
