#include "switchboard/lifecycle/calling_back.h"

#include <algorithm>

#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/conversation.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

// What they may be told: from when to when they will be called, as those like them were.
void promise(Turn& turn, const Interaction& interaction, Callback& callback, const Queue& queue) {
  callback.promised_from = callback.promised_until = {};
  const bool is_later = callback.due > turn.now;
  if (!queue.rules.is_open && queue.rules.callbacks().only_while_open && !is_later) return;
  WaitEstimate wait;
  if (is_later || queue.waiting == 0) {
    wait = estimate_for_new(queue, turn.now);
  } else {
    RankKey key{(callback.place - minutes(interaction.priority)).us, callback.place.us, interaction.id.value,
                no_slot, false};
    if (queue.order == OrderRule::strict_priority) key.order = -std::int64_t{interaction.priority};
    wait = estimate_wait(queue.learnt, static_cast<std::int64_t>(queue.ranks.rank(key)) + 1, turn.now);
  }
  if (!wait.is_known) return;
  const Instant from = is_later ? callback.due : turn.now;
  callback.promised_from = from + wait.low;
  callback.promised_until = from + wait.high;
}

void set_due(Turn& turn, Callback& callback, Instant due, Duration waited_so_far) {
  callback.due = due > turn.now ? due : Instant{};
  callback.place = std::max(callback.due, turn.now) - waited_so_far;
}

void wake(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (must_wait(turn, turn.queue_of(interaction), *interaction.callback)) {
    const Instant due = interaction.callback->due;
    const bool is_armed =
        static_cast<bool>(interaction.timers[static_cast<std::size_t>(TimerKind::callback)]);
    if (due > turn.now && !is_armed) arm(turn, slot, TimerKind::callback, due);
    return;
  }
  leave_schedule(turn, slot);
  if (interaction.legs.size() >= legs_max) {
    interaction.state = InteractionState::closed;
    close(turn, slot, Outcome::callback_failed);
    return;
  }
  begin_leg(
      turn, slot,
      {interaction.queue, interaction.course, interaction.callback->place, Trigger::interaction_waiting});
}

// Out of wherever it waits or is dialled, for good.
void call_off(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.state == InteractionState::dialling) {
    leave_dial(turn, slot, LegEnd::cancelled);
  } else if (interaction.state == InteractionState::scheduled) {
    leave_schedule(turn, slot);
  } else if (interaction.state != InteractionState::set_aside) {
    if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
    stop_waiting(turn, slot);
    interaction.leg().ended_at = turn.now;
    interaction.leg().end = LegEnd::cancelled;
  }
  interaction.state = InteractionState::closed;
}

// One that stands aside has no place that could be taken.
enum class Seek : std::uint8_t { any, in_place };
Slot callback_of(const State& state, CustomerId customer, Slot queue, Slot other_than, Seek seek) {
  if (!customer) return no_slot;
  Slot first = no_slot;
  const auto [from, to] = state.called_back.equal_range(customer);
  for (auto at = from; at != to; ++at) {
    const Slot slot = at->second;
    if (slot == other_than || state.interactions[slot].queue != queue) continue;
    if (seek == Seek::in_place && state.interactions[slot].aside) continue;
    if (first == no_slot || state.interactions[slot].id < state.interactions[first].id) first = slot;
  }
  return first;
}

// Still in its flow when its line goes: into the queue it was booked for.
void wait_from_flow(Turn& turn, Slot slot) {
  State& state = turn.state;
  Interaction& interaction = turn.interaction(slot);
  const Slot at = state.queue_slot(interaction.callback->queue);
  const FlowRun run = *interaction.run;
  const std::vector<Step> circles = circles_for_callback(state, interaction);
  if (at == no_slot || interaction.legs.size() >= legs_max) {
    interaction.callback.reset();
    interaction.state = InteractionState::closed;
    tell(turn, interaction, Change::abandoned);
    close(turn, slot, Outcome::abandoned);
    return;
  }
  const Queue& queue = state.queues[at];
  end_flow(turn, slot, FlowEnd::left);
  interaction.state = InteractionState::queued;
  interaction.callback->stage = CallbackStage::waiting;
  interaction.stand_in(at, queue.id);
  tell(turn, interaction, Change::callback_waiting);
  Course course;
  course.first_agent = preferred_agent(state, queue, {run.last_agent, run.last_contact_ended}, turn.now);
  course.first_lasts = course.first_agent ? queue.rules.sticky_wait : Duration{};
  course.plan = queue.plan;
  if (circles.empty())
    state.plans.hold(queue.plan);
  else
    course.plan = state.plans.hold(circles);
  if (const auto taken = take_place(turn, slot, at)) {
    Interaction& again = turn.interaction(slot);
    again.callback->place = std::min(again.callback->place, taken->since);
    go_on_from(again, *taken);
  }
  remember_called_back(state, slot);
  begin_leg(turn, slot, {at, course, interaction.callback->place, Trigger::interaction_waiting});
}

void move_to_head(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  const bool was_waiting = interaction.is_indexed;
  if (was_waiting) leave_waiting(turn.state, slot);
  interaction.priority = priority_max;
  if (!was_waiting) return;
  enter_waiting(turn.state, slot);
  pend_interaction(turn, slot, Trigger::interaction_waiting);
}

}  // namespace

// Until a chosen time comes, as long as it had when that was chosen.
Duration wait_so_far(const Interaction& interaction, Instant now) {
  const bool is_before_line =
      interaction.state == InteractionState::scheduled || interaction.state == InteractionState::arrived;
  if (!is_before_line) return now - interaction.queued_at;
  const Callback& callback = *interaction.callback;
  const Duration credit = std::max(Duration{}, std::max(callback.due, now) - callback.place);
  return std::min(credit, now - interaction.arrived_at);
}

void leave_schedule(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::callback);
  --turn.queue_of(interaction).scheduled;
}

bool must_wait(const Turn& turn, const Queue& queue, const Callback& callback) {
  return callback.due > turn.now || (!queue.rules.is_open && queue.rules.callbacks().only_while_open);
}

void remember_called_back(State& state, Slot slot) {
  const Interaction& interaction = state.interactions[slot];
  ++state.called_back_count;
  if (interaction.customer) state.called_back.emplace(interaction.customer, slot);
}

void forget_called_back(State& state, Slot slot) {
  --state.called_back_count;
  const auto [from, to] = state.called_back.equal_range(state.interactions[slot].customer);
  for (auto at = from; at != to; ++at) {
    if (at->second != slot) continue;
    state.called_back.erase(at);
    return;
  }
}

void book(Turn& turn, Slot slot, const Booking& booking) {
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.callback) interaction.callback = std::make_unique<Callback>();
  Callback& callback = *interaction.callback;
  if (callback.stage == CallbackStage::reached) {
    const std::int32_t dial = callback.dial;  // goes on being counted: answers may still come late
    callback = {};
    callback.dial = dial;
  }
  callback.queue = turn.queue(booking.queue).id;
  callback.by = booking.start.by;
  callback.agent = booking.start.agent;
  set_due(turn, callback, booking.start.due, turn.now - booking.place);
  promise(turn, interaction, callback, turn.queue(booking.queue));
  tell(turn, interaction, Change::callback_booked).by = booking.start.by;
}

void unbook(Interaction& interaction) {
  if (interaction.callback->dial > 0)
    interaction.callback->stage = CallbackStage::reached;
  else
    interaction.callback.reset();
}

void wait_without_line(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.state == InteractionState::arrived) return wait_from_flow(turn, slot);
  interaction.callback->stage = CallbackStage::waiting;
  if (interaction.run) end_flow(turn, slot, FlowEnd::left);
  cancel(turn, interaction, TimerKind::wait_limit);
  interaction.is_limit_passed = false;
  tell(turn, interaction, Change::callback_waiting);
  remember_called_back(turn.state, slot);
  if (!must_wait(turn, turn.queue_of(interaction), *interaction.callback)) return;
  if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
  put_off(turn, slot);
}

void schedule(Turn& turn, Slot slot, const NewLeg& leg) {
  Interaction& interaction = turn.interaction(slot);
  Callback& callback = *interaction.callback;
  interaction.stand_in(leg.queue, turn.queue(leg.queue).id);
  interaction.let_go();
  interaction.state = InteractionState::scheduled;
  interaction.course = leg.course;
  interaction.step = 0;
  callback.place = leg.queued_at;
  ++turn.queue(leg.queue).scheduled;
  if (callback.due > turn.now) arm(turn, slot, TimerKind::callback, callback.due);
  tell(turn, interaction, Change::callback_scheduled);
}

void put_off(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Callback& callback = *interaction.callback;
  if (callback.due <= turn.now) callback.place = interaction.queued_at;
  stop_waiting(turn, slot);
  interaction.leg().ended_at = turn.now;
  interaction.leg().end = LegEnd::put_off;
  schedule(turn, slot, {interaction.queue, interaction.course, callback.place, Trigger::interaction_waiting});
}

void apply_hours(Turn& turn, Slot at) {
  if (turn.state.called_back_count == 0) return;
  std::vector<Slot> found;
  for (const std::int64_t id : turn.state.interaction_slots.keys()) {
    const Slot slot = turn.state.interaction_slots.slot_of(id);
    const Interaction& interaction = turn.interaction(slot);
    if (interaction.queue == at && interaction.is_called_back()) found.push_back(slot);
  }
  for (const Slot slot : found) {
    const Interaction& interaction = turn.interaction(slot);
    if (interaction.state == InteractionState::scheduled)
      wake(turn, slot);
    else if (interaction.state == InteractionState::queued &&
             must_wait(turn, turn.queue(at), *interaction.callback))
      put_off(turn, slot);
  }
}

void move_scheduled(Turn& turn, Slot from, Slot to) {
  if (turn.queue(from).scheduled == 0) return;
  for (const std::int64_t id : turn.state.interaction_slots.keys()) {
    const Slot slot = turn.state.interaction_slots.slot_of(id);
    if (slot == no_slot) continue;
    Interaction& interaction = turn.interaction(slot);
    if (interaction.queue != from || interaction.state != InteractionState::scheduled) continue;
    leave_schedule(turn, slot);
    if (to == no_slot) {
      ++turn.queue(from).today.refused;
      interaction.state = InteractionState::closed;
      tell(turn, interaction, Change::refused);
      close(turn, slot, Outcome::refused);
      continue;
    }
    Course course;
    course.plan = turn.queue(to).plan;
    turn.state.plans.release(interaction.course.plan);
    turn.state.plans.hold(course.plan);
    begin_leg(turn, slot, {to, course, interaction.callback->place, Trigger::interaction_waiting});
  }
}

bool waits_for_callback(const State& state, CustomerId customer, Slot queue) {
  return callback_of(state, customer, queue, no_slot, Seek::any) != no_slot;
}

std::optional<TakenPlace> take_place(Turn& turn, Slot slot, Slot queue) {
  const Interaction& caller = turn.interaction(slot);
  if (turn.state.called_back.empty() || caller.channel != Channel::voice) return std::nullopt;
  const Slot at = callback_of(turn.state, caller.customer, queue, slot, Seek::in_place);
  if (at == no_slot) return std::nullopt;
  Interaction& merged = turn.interaction(at);
  const Duration so_far = wait_so_far(merged, turn.now);
  const TakenPlace taken{merged.id, merged.initial ? merged.initial : merged.id, turn.now - so_far,
                         merged.priority};
  call_off(turn, at);
  tell(turn, merged, Change::callback_merged);
  close(turn, at, Outcome::merged);
  return taken;
}

void go_on_from(Interaction& interaction, const TakenPlace& taken) {
  interaction.priority = std::max(interaction.priority, taken.priority);
  if (interaction.previous) return;
  interaction.previous = taken.callback;
  interaction.initial = taken.initial;
}

void callback_expired(Turn& turn, Slot slot) {
  if (turn.interaction(slot).state == InteractionState::dialling)
    stop_dial(turn, slot, DialResult::no_answer);
  else
    wake(turn, slot);
}

Verdict on(Turn& turn, const CallbackBooked& booked) {
  const Slot slot = turn.state.interaction_slot(booked.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.channel != Channel::voice) return Refusal::bad_value;
  if (interaction.callback && interaction.callback->stage != CallbackStage::reached)
    return Refusal::callback_exists;
  const CallbackStart start{booked.due, booked.by, {}};
  switch (interaction.state) {
    case InteractionState::queued:
    case InteractionState::offered:
      book(turn, slot, {start, interaction.queue, interaction.queued_at});
      return done;
    case InteractionState::arrived: {
      const Slot queue = fallback_queue(turn.state, interaction);
      if (queue == no_slot) return Refusal::unknown_queue;
      const Instant since = interaction.run->waiting_since;
      book(turn, slot, {start, queue, since.us != 0 ? since : turn.now});
      return done;
    }
    default:
      return Refusal::not_active;
  }
}

Verdict on(Turn& turn, const CallbackRescheduled& moved) {
  const Slot slot = turn.state.interaction_slot(moved.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.callback || interaction.callback->stage == CallbackStage::reached ||
      interaction.state == InteractionState::dialling || interaction.aside)
    return Refusal::no_callback;
  Callback& callback = *interaction.callback;
  set_due(turn, callback, moved.due, wait_so_far(interaction, turn.now));
  const bool is_in_flow = interaction.state == InteractionState::arrived;
  const Slot queue = is_in_flow ? turn.state.queue_slot(callback.queue) : interaction.queue;
  if (queue != no_slot) promise(turn, interaction, callback, turn.queue(queue));
  tell(turn, interaction, Change::callback_booked).by = moved.by;
  if (callback.stage == CallbackStage::booked) return done;
  if (interaction.state == InteractionState::scheduled) {
    cancel(turn, interaction, TimerKind::callback);
    wake(turn, slot);
  } else if (must_wait(turn, turn.queue_of(interaction), callback)) {
    if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
    put_off(turn, slot);
  }
  return done;
}

Verdict on(Turn& turn, const CallbackCancelled& cancelled) {
  const Slot slot = turn.state.interaction_slot(cancelled.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.callback || interaction.callback->stage == CallbackStage::reached)
    return Refusal::no_callback;
  if (interaction.callback->stage == CallbackStage::booked) {
    unbook(interaction);
    tell(turn, interaction, Change::callback_cancelled).by = cancelled.by;
    return done;
  }
  call_off(turn, slot);
  tell(turn, interaction, Change::callback_cancelled).by = cancelled.by;
  close(turn, slot, Outcome::cancelled);
  return done;
}

Verdict on(Turn& turn, const LineLost& lost) {
  const Slot slot = turn.state.interaction_slot(lost.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (interaction.aside) return on(turn, CustomerLeft{lost.interaction});
  // By then the desks are back, or their agents signed out.
  const Instant due = turn.now + turn.state.settings.disconnect_grace;
  if (interaction.state == InteractionState::dialling) {
    tell(turn, interaction, Change::line_lost);
    interaction.callback->due = due;
    give_up_dial(turn, slot);
    return done;
  }
  const bool has_line = interaction.state != InteractionState::wrap_up && !interaction.is_called_back();
  if (!has_line) return Refusal::not_active;
  const bool is_in_flow = interaction.state == InteractionState::arrived;
  const Slot queue = is_in_flow ? fallback_queue(turn.state, interaction) : interaction.queue;
  const bool is_called_back = interaction.channel == Channel::voice && queue != no_slot &&
                              interaction.legs.size() < legs_max &&
                              turn.queue(queue).rules.callbacks().after_line_lost;
  if (!is_called_back) return on(turn, CustomerLeft{lost.interaction});
  tell(turn, interaction, Change::line_lost);
  move_to_head(turn, slot);
  if (interaction.state == InteractionState::active) {
    const AgentId agent = interaction.agent_id;
    const Instant place = interaction.queued_at;
    end_leg(turn, slot, LegEnd::transferred);
    interaction.state = InteractionState::queued;
    book(turn, slot, {{due, {}, {}}, queue, place});
    interaction.callback->stage = CallbackStage::waiting;
    tell(turn, interaction, Change::callback_waiting);
    remember_called_back(turn.state, slot);
    const Course course{agent, transfer_agent_wait, interaction.course.plan};
    begin_leg(turn, slot, {queue, course, interaction.callback->place, Trigger::transfer});
    return done;
  }
  if (!interaction.callback || interaction.callback->stage == CallbackStage::reached) {
    const Instant in_flow = is_in_flow ? interaction.run->waiting_since : interaction.queued_at;
    book(turn, slot, {{due, {}, {}}, queue, in_flow.us != 0 ? in_flow : turn.now});
  } else if (interaction.callback->due < due) {
    set_due(turn, *interaction.callback, due, wait_so_far(interaction, turn.now));
  }
  wait_without_line(turn, slot);
  return done;
}

}  // namespace rapport::switchboard
