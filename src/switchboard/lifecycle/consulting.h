// Consulting: a second agent is asked in, on a leg of their own, and may take over.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

void accept_consult(Turn& turn, Slot interaction);
// Offered or accepted; `end` closes an open offer. The consulted agent is free of it.
void end_consult(Turn& turn, Slot interaction, OfferEnd end, UserId by = {});
void consult_offer_expired(Turn& turn, Slot interaction);
// The consulted agent has it now. REQUIRES: accepted.
void take_over(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
