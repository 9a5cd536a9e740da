// Arriving: the checks on a newcomer, the queue's branches, the last agent asked first.
#include "switchboard/lifecycle/arriving.h"

#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/turn.h"
#include "switchboard/lifecycle/validity.h"

namespace rapport::switchboard {
namespace {

void turn_away(Turn& turn, Slot slot, Slot refused_by) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue(refused_by);
  interaction.stand_in(refused_by, queue.id);
  Leg leg;
  leg.queue = queue.id;
  leg.queued_at = turn.now;
  leg.ended_at = turn.now;
  leg.end = LegEnd::refused;
  interaction.legs.push_back(leg);
  ++queue.today.arrived;
  ++queue.today.refused;
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::refused);
  close(turn, slot, Outcome::refused);
}

// The customer's own call takes over the place of the one that was to be made to them.
Instant since_of(Turn& turn, Slot slot, Slot queue) {
  const auto taken = take_place(turn, slot, queue);
  if (!taken) return turn.now;
  go_on_from(turn.interaction(slot), *taken);
  return taken->since;
}

}  // namespace

Verdict on(Turn& turn, const InteractionArrived& arrived) {
  // What was left to be answered later is let in at any hour: nobody is there to hear that we are closed.
  const bool was_left = arrived.channel == Channel::voicemail || arrived.channel == Channel::email;
  return take_in(turn, arrived, was_left ? Door::open : Door::as_ruled);
}

Verdict take_in(Turn& turn, const InteractionArrived& arrived, Door door) {
  State& state = turn.state;
  if (arrived.interaction.value <= 0 || static_cast<std::size_t>(arrived.channel) >= channel_count)
    return Refusal::bad_value;
  if (arrived.priority < -priority_max || arrived.priority > priority_max) return Refusal::bad_value;
  if (!are_valid(arrived.steps)) return Refusal::bad_value;
  if (state.interaction_slot(arrived.interaction) != no_slot) return Refusal::already_exists;
  const Slot asked = arrived.flow ? no_slot : state.queue_slot(arrived.queue);
  if (arrived.flow) {
    if (const Verdict wrong = can_start(state, arrived.channel, *arrived.flow)) return wrong;
  } else if (asked == no_slot) {
    return Refusal::unknown_queue;
  }
  if (arrived.callback) {
    if (arrived.channel != Channel::voice || arrived.flow) return Refusal::bad_value;
    if (waits_for_callback(state, arrived.customer, asked)) return Refusal::callback_exists;
    door = Door::open;
  }

  const Slot slot = state.interactions.make();
  state.interaction_slots.insert(arrived.interaction.value, slot);
  Interaction& interaction = state.interactions[slot];
  interaction.id = arrived.interaction;
  interaction.customer = arrived.customer;
  interaction.channel = arrived.channel;
  interaction.priority = arrived.priority;
  interaction.arrived_at = turn.now;
  interaction.queued_at = turn.now;
  if (asked != no_slot) interaction.stand_in(asked, arrived.queue);
  interaction.previous = arrived.previous;
  interaction.initial = arrived.previous;
  const Slot previous = arrived.previous ? state.interaction_slot(arrived.previous) : no_slot;
  if (previous != no_slot && state.interactions[previous].initial)
    interaction.initial = state.interactions[previous].initial;
  if (arrived.flow) interaction.state = InteractionState::arrived;
  tell(turn, interaction, Change::arrived);
  if (arrived.flow) {
    start_flow(turn, slot, arrived);
    return done;
  }

  const Admission admission = door == Door::open ? Admission{asked} : admit(state, asked);
  if (admission.queue == no_slot) {
    turn_away(turn, slot, admission.refused_by);
    return done;
  }
  const Queue& queue = state.queues[admission.queue];
  Course course;
  course.first_agent =
      preferred_agent(state, queue, {arrived.last_agent, arrived.last_contact_ended}, turn.now);
  course.first_lasts = course.first_agent ? queue.rules.sticky_wait : Duration{};
  if (arrived.callback && arrived.callback->agent) {
    course.first_agent = arrived.callback->agent;
    course.first_lasts = transfer_agent_wait;
  }
  if (arrived.steps.empty()) {
    course.plan = queue.plan;
    state.plans.hold(queue.plan);
  } else {
    course.plan = state.plans.hold(arrived.steps);
  }
  Instant since = turn.now;
  if (arrived.callback) {
    book(turn, slot, {*arrived.callback, admission.queue, turn.now});
    interaction.callback->stage = CallbackStage::waiting;
    remember_called_back(state, slot);
    since = interaction.callback->place;
  } else {
    since = since_of(turn, slot, admission.queue);
  }
  begin_leg(turn, slot, {admission.queue, course, since, Trigger::interaction_waiting});
  return done;
}

}  // namespace rapport::switchboard
