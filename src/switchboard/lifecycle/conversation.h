// Conversation: from acceptance to the end of wrap-up.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// Ends the primary leg of an active interaction and frees its agent (not: what comes next).
void end_leg(Turn& turn, Slot interaction, LegEnd end);
// The agent of an active interaction is gone: the consulted agent has it now, or its queue.
void lose_agent(Turn& turn, Slot interaction);
void wrap_up_expired(Turn& turn, Slot interaction);
void time_out_wrap_up(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
