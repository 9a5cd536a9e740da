#include "switchboard/lifecycle/moving_places.h"

#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

bool is_waiting(const Interaction& interaction) {
  return interaction.state == InteractionState::queued || interaction.state == InteractionState::offered;
}

struct HeldPlace {
  Instant since;
  std::int32_t priority = 0;
};
// REQUIRES: waiting.
void stand_since(Turn& turn, Slot slot, const HeldPlace& standing) {
  Interaction& interaction = turn.interaction(slot);
  const bool is_in_line = interaction.is_indexed;
  if (is_in_line) leave_waiting(turn.state, slot);
  interaction.queued_at = standing.since;
  interaction.leg().queued_at = standing.since;
  interaction.priority = standing.priority;
  if (!is_in_line) return;
  enter_waiting(turn.state, slot);
  pend_interaction(turn, slot, Trigger::interaction_waiting);
}

// Out of its line. Returns since when it had waited, as it counts for another.
Instant step_out(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.state == InteractionState::scheduled) {
    const Instant since = turn.now - wait_so_far(interaction, turn.now);
    leave_schedule(turn, slot);
    return since;
  }
  if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
  stop_waiting(turn, slot);
  if (interaction.run) end_flow(turn, slot, FlowEnd::taken_over);
  interaction.leg().ended_at = turn.now;
  interaction.leg().end = LegEnd::moved;
  return interaction.queued_at;
}

void give_place(Turn& turn, Slot slot, Aside& aside, const HeldPlace& given) {
  Interaction& to = turn.interaction(slot);
  if (is_waiting(to)) {
    aside.own_since = to.queued_at;
    aside.own_priority = to.priority;
    aside.given_since = std::min(to.queued_at, given.since);
    aside.given_priority = std::max(to.priority, given.priority);
    stand_since(turn, slot, {aside.given_since, aside.given_priority});
    if (to.run) to.run->waiting_since = std::min(to.run->waiting_since, aside.given_since);
  } else if (to.state == InteractionState::arrived) {
    Instant& since = to.run->waiting_since;
    aside.own_since = since;
    aside.given_since = since.us != 0 ? std::min(since, given.since) : given.since;
    since = aside.given_since;
  }
}

// Whatever of it `to` still has; what was decided since stays.
void return_place(Turn& turn, Slot slot, const Aside& aside) {
  Interaction& to = turn.interaction(slot);
  to.holds = {};
  if (to.run && !to.is_assisted() && to.run->waiting_since == aside.given_since)
    to.run->waiting_since = aside.own_since.us != 0 || !is_waiting(to) ? aside.own_since : to.entered_at;
  if (is_waiting(to) && aside.given_since.us != 0 && to.queued_at == aside.given_since) {
    const Instant own = aside.own_since.us != 0 ? aside.own_since : to.entered_at;
    const bool was_raised = to.priority == aside.given_priority && aside.given_priority > aside.own_priority;
    stand_since(turn, slot, {own, was_raised ? aside.own_priority : to.priority});
  }
}

}  // namespace

void bring_back(Turn& turn, Slot slot, UserId by) {
  Interaction& interaction = turn.interaction(slot);
  const Aside aside = *interaction.aside;
  interaction.aside.reset();
  cancel(turn, interaction, TimerKind::aside);
  if (const Slot to = turn.state.interaction_slot(aside.to); to != no_slot) {
    return_place(turn, to, aside);
    InteractionChanged& changed = tell(turn, turn.interaction(to), Change::place_given_back);
    changed.by = by;
    changed.other = interaction.id;
  }
  interaction.state = InteractionState::queued;
  InteractionChanged& changed = tell(turn, interaction, Change::brought_back);
  changed.by = by;
  changed.other = aside.to;
  begin_leg(turn, slot, {interaction.queue, interaction.course, aside.place, Trigger::interaction_waiting});
}

void merge(Turn& turn, Slot slot) {
  turn.interaction(slot).state = InteractionState::closed;
  close(turn, slot, Outcome::merged);
}

void merge_aside_in(Turn& turn, Slot queue) {
  std::vector<Slot> found;
  for (const std::int64_t id : turn.state.interaction_slots.keys()) {
    const Slot slot = turn.state.interaction_slots.slot_of(id);
    if (turn.interaction(slot).aside && turn.interaction(slot).queue == queue) found.push_back(slot);
  }
  for (const Slot slot : found)
    merge(turn, slot);
}

InteractionId let_go_of_place(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.aside) return {};
  const InteractionId taker = interaction.aside->to;
  interaction.aside.reset();
  const Slot at = turn.state.interaction_slot(taker);
  if (at == no_slot) return taker;  // it has ended a moment before
  Interaction& to = turn.interaction(at);
  to.holds = {};
  if (!to.previous) {
    to.previous = interaction.id;
    to.initial = interaction.initial ? interaction.initial : interaction.id;
  }
  return taker;
}

void settle_place_of(Turn& turn, InteractionId given, Outcome outcome) {
  const Slot slot = turn.state.interaction_slot(given);
  if (slot == no_slot || !turn.interaction(slot).aside) return;
  if (outcome == Outcome::completed || outcome == Outcome::served)
    merge(turn, slot);
  else
    bring_back(turn, slot, {});
}

Verdict on(Turn& turn, const PlaceMoved& moved) {
  const Slot slot = turn.state.interaction_slot(moved.interaction);
  const Slot at = turn.state.interaction_slot(moved.to);
  if (slot == no_slot || at == no_slot) return Refusal::unknown_interaction;
  if (slot == at) return Refusal::same_target;
  if (moved.undo_for.us <= 0 || moved.undo_for > aside_max) return Refusal::bad_value;
  Interaction& interaction = turn.interaction(slot);
  Interaction& to = turn.interaction(at);
  // Who talks to an agent wants no place back: a second one that comes makes the first for good.
  const bool is_served = to.state == InteractionState::active;
  if (interaction.aside || interaction.holds || to.aside || (to.holds && !is_served))
    return Refusal::place_moved;
  const bool is_scheduled = interaction.state == InteractionState::scheduled;
  if (!is_waiting(interaction) && !is_scheduled) return Refusal::no_place;
  if (!is_waiting(to) && to.state != InteractionState::active && to.state != InteractionState::arrived)
    return Refusal::not_active;
  if (interaction.legs.size() >= legs_max) return Refusal::bad_value;

  if (to.holds) merge(turn, turn.state.interaction_slot(to.holds));
  const Instant place = is_scheduled ? interaction.callback->place : interaction.queued_at;
  const Instant since = step_out(turn, slot);
  interaction.state = InteractionState::set_aside;
  interaction.is_limit_passed = false;
  interaction.aside = std::make_unique<Aside>();
  Aside& aside = *interaction.aside;
  aside.to = to.id;
  aside.place = place;
  aside.until = turn.now + moved.undo_for;
  arm(turn, slot, TimerKind::aside, aside.until);
  InteractionChanged& changed = tell(turn, interaction, Change::set_aside);
  changed.by = moved.by;
  changed.other = to.id;
  to.holds = interaction.id;
  give_place(turn, at, aside, {since, interaction.priority});
  InteractionChanged& taken = tell(turn, to, Change::place_taken);
  taken.by = moved.by;
  taken.other = interaction.id;
  return done;
}

Verdict on(Turn& turn, const PlaceReturned& returned) {
  const Slot slot = turn.state.interaction_slot(returned.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (!turn.interaction(slot).aside) return Refusal::no_place;
  bring_back(turn, slot, returned.by);
  return done;
}

}  // namespace rapport::switchboard
