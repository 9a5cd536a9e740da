// Calling back: a customer hangs up and keeps their place. Booking it, waiting without a line, the hours and
// the chosen time in which nobody is dialled, and what ends it before they are reached.
#pragma once

#include <optional>

#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// From now on it has a callback, told with the window that is promised. `queue` is where it will wait;
// `place` since when its wait counts.
struct Booking {
  CallbackStart start;
  Slot queue = no_slot;
  Instant place;
};
void book(Turn& turn, Slot interaction, const Booking& booking);

// It needs none any more. Of one that was dialled before, the dials go on being counted. REQUIRES: booked.
void unbook(Interaction& interaction);

// The line of one with a booked callback is gone: it waits without it, or is scheduled.
// REQUIRES: queued, offered, or in its flow.
void wait_without_line(Turn& turn, Slot interaction);
// Whether it may not stand in that queue's line now: too early, or the queue is closed.
bool must_wait(const Turn& turn, const Queue& queue, const Callback& callback);
// Stands in the leg's queue from now on, in no line, until its time. REQUIRES: earlier legs are ended.
void schedule(Turn& turn, Slot interaction, const NewLeg& leg);

// Out of its line, to wait for its time. REQUIRES: called back, queued.
void put_off(Turn& turn, Slot interaction);

// How long it has waited by now. REQUIRES: called back.
Duration wait_so_far(const Interaction& interaction, Instant now);
// Out of the schedule, and nowhere yet. REQUIRES: scheduled.
void leave_schedule(Turn& turn, Slot interaction);

// After the queue opened, closed or changed its rules.
void apply_hours(Turn& turn, Slot queue);
// Before a queue goes: its scheduled ones move to `to`, or are refused when that is no_slot.
void move_scheduled(Turn& turn, Slot from, Slot to);

// A live call of the customer comes into the queue: the place of their callback there, which is closed as
// merged. Nothing when none waits.
struct TakenPlace {
  InteractionId callback, initial;
  Instant since;
  std::int32_t priority = 0;
};
std::optional<TakenPlace> take_place(Turn& turn, Slot interaction, Slot queue);
// Their call goes on where the callback ended: its priority, and the link to it.
void go_on_from(Interaction& interaction, const TakenPlace& taken);
bool waits_for_callback(const State& state, CustomerId customer, Slot queue);
// The list of those who are called back.
void remember_called_back(State& state, Slot interaction);
void forget_called_back(State& state, Slot interaction);

// --- dialling.cpp ---
// The agent has taken it: the customer is dialled. REQUIRES: called back, neither offered nor in a line.
void begin_dial(Turn& turn, Slot interaction);
// Its agent is gone: it returns to its line, and the dial does not count.
void give_up_dial(Turn& turn, Slot interaction);
// The agent stopped it, or its time is up: one of the dials that count.
void stop_dial(Turn& turn, Slot interaction, DialResult result);
// Frees the agent and ends the leg as `end`; the dial is stopped. What comes next is the caller's.
void leave_dial(Turn& turn, Slot interaction, LegEnd end);

void callback_expired(Turn& turn, Slot interaction);

}  // namespace rapport::switchboard
