// Explains an assignment: fills Why. Bounded work: at most Settings::why_agents_max agents are looked at, the
// others are counted as unseen.
#pragma once

#include "switchboard/routing/matcher.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

struct Assignment {
  Slot interaction = no_slot;
  Slot agent = no_slot;
  Trigger trigger = Trigger::interaction_waiting;
  const Pick* pick = nullptr;  // what else the agent could have had, when that was asked
};
// REQUIRES: the assignment is decided but not yet made. Takes memory from State::spare_accounts.
void explain(State& state, const Assignment& assignment, Instant now, Why& why);

}  // namespace rapport::switchboard
