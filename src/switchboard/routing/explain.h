// Explains an assignment: fills Why. Bounded work: at most Settings::why_agents_max agents are looked at, the
// others are counted as unseen.
#pragma once

#include "switchboard/routing/matcher.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

// REQUIRES: the assignment is decided but not yet made; the rosters are as they were when it was decided.
Why explain(const State& state, Slot interaction, Slot chosen, Trigger trigger, const Pick* pick,
            Instant now);

}  // namespace rapport::switchboard
