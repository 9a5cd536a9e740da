// Queueing: legs that begin to wait, steps that widen while they do, and coming back from an offer.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// Which queue takes in what comes to `queue`, following its branches; no_slot and who refused, and why, when
// nobody does.
struct Admission {
  Slot queue = no_slot;
  Slot refused_by = no_slot;
  Refusal reason = Refusal::queue_closed;
};
Admission admit(const State& state, Slot queue);

// The agent of the customer's last contact, while it is fresh and they still belong to the queue.
struct LastContact {
  AgentId agent;
  Instant ended;
};
AgentId preferred_agent(const State& state, const Queue& queue, const LastContact& last, Instant now);

// A new leg in `queue` with a course that is already held. Arms its timers and makes it pending.
// REQUIRES: in no queue; earlier legs are ended.
struct NewLeg {
  Slot queue = no_slot;
  Course course;
  Instant queued_at;
  Trigger trigger = Trigger::interaction_waiting;
};
void begin_leg(Turn& turn, Slot interaction, const NewLeg& leg);
// Leaves the queue, from queued (an offer must have been closed). Its timers of waiting are cancelled.
void stop_waiting(Turn& turn, Slot interaction);
// From the offered state back among the waiting, with all its time; or expired, if its wait_limit passed.
void return_to_queue(Turn& turn, Slot interaction);

// The current step is over.
void widen(Turn& turn, Slot interaction);
// The agent may no longer be available, or for less: whoever waited for them alone in vain goes on.
void release_direct(Turn& turn, Slot agent);
void pass_over(Turn& turn, Slot interaction, AgentId agent);

void step_expired(Turn& turn, Slot interaction);
void wait_limit_expired(Turn& turn, Slot interaction);
void passed_over_expired(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
