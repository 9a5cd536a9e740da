// Closing: the ways an interaction leaves the switchboard.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// Tells that it closed and forgets it. REQUIRES: not indexed, no agent holds it, legs ended.
void close(Turn& turn, Slot interaction, Outcome outcome);
// From queued: its wait_limit passed.
void expire(Turn& turn, Slot interaction);
// From queued: the queue it waits in goes and no other takes it.
void refuse(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
