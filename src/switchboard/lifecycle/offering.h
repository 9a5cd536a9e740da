// Offering: an interaction is put to one agent, who accepts, declines, or does not answer.
#pragma once

#include "switchboard/lifecycle/turn.h"
#include "switchboard/routing/explain.h"

namespace rapport::switchboard {

// REQUIRES: waiting, the agent a candidate. Where nobody is asked it is active afterwards, except on voice:
// who carries the agent's sound accepts it when they can be heard.
void make_offer(Turn& turn, const Assignment& assignment);
// Takes the open offer back. What follows (its queue again, or the end) is the caller's.
void withdraw_offer(Turn& turn, Slot interaction);
void offer_expired(Turn& turn, Slot interaction);
// All open offers to the agent, consults too; the interactions return to their queues.
void withdraw_offers_to(Turn& turn, Slot agent);

// Whom it is offered to is not asked whether they want it. REQUIRES: offered.
bool asks_nobody(const Queue& queue, const Interaction& interaction);

// Why an offer id is not the open one: it was once, or never.
Refusal stale_offer(const State& state, OfferId offer);
OfferId next_offer(State& state);

}  // namespace rapport::switchboard
