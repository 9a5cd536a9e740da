// Moving places: a customer who waits in two lines gives up one of them, and may have it back for a while.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// It has its place back, with its whole wait. REQUIRES: set_aside.
void bring_back(Turn& turn, Slot interaction, UserId by);
// It is closed, and what has its place goes on from it. REQUIRES: set_aside.
void merge(Turn& turn, Slot interaction);
// All of the queue that stand aside, before the queue goes.
void merge_aside_in(Turn& turn, Slot queue);

// --- while an interaction is closed ---
// One that stood aside: the place is for good with the other one, which is given.
InteractionId let_go_of_place(Turn& turn, Slot interaction);
// What had its place from `given` has ended: it is merged, or back in its line when its customer was not
// served.
void settle_place_of(Turn& turn, InteractionId given, Outcome outcome);

}  // namespace rapport::switchboard
