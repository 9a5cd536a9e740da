#include "webhooks/happened.h"

namespace rapport::webhooks {
namespace {

using namespace switchboard;

template <class SomeId>
std::optional<SomeId> known(SomeId id) {
  return id ? std::optional(id) : std::nullopt;
}
std::optional<Instant> reached(Instant at) {
  return at.us != 0 ? std::optional(at) : std::nullopt;
}

std::optional<EventKind> kind_of(Change change) {
  switch (change) {
    case Change::arrived:
      return EventKind::interaction_arrived;
    case Change::offered:
      return EventKind::interaction_offered;
    case Change::accepted:
      return EventKind::interaction_accepted;
    case Change::transferred:
    case Change::consult_completed:
      return EventKind::interaction_transferred;
    case Change::wrap_up_completed:
    case Change::wrap_up_timed_out:
      return EventKind::interaction_wrapped_up;
    default:
      return std::nullopt;
  }
}

InteractionTold interaction_told(const InteractionChanged& changed) {
  InteractionTold told;
  told.interaction_id = changed.interaction;
  told.channel = changed.channel;
  told.state = changed.state;
  told.customer_id = known(changed.customer);
  told.queue_id = known(changed.queue);
  told.agent_id = known(changed.agent);
  told.by_user_id = known(changed.by);
  return told;
}

MessageTold message_told(const InteractionChanged& changed) {
  MessageTold told;
  told.message_id = changed.message;
  told.interaction_id = changed.interaction;
  told.channel = changed.channel;
  told.customer_id = known(changed.customer);
  // What goes with a transfer or a consult is a note.
  told.author = changed.change == Change::message ? changed.author : Author::note;
  return told;
}

CallbackTold booking_told(const live::Released& released, const InteractionChanged& changed) {
  CallbackTold told;
  told.interaction_id = changed.interaction;
  told.customer_id = known(changed.customer);
  told.queue_id = known(changed.queue);
  told.by_user_id = known(changed.by);
  const InteractionView* view = released.interaction(changed.interaction);
  if (view == nullptr || !view->callback) return told;
  const Callback& callback = *view->callback;
  if (callback.queue) told.queue_id = callback.queue;
  told.agent_id = known(callback.agent);
  told.due_at = reached(callback.due);
  if (callback.promised_until.us != 0) {
    told.promised_from = callback.promised_from;
    told.promised_until = callback.promised_until;
  }
  return told;
}

LegTold leg_told(const Leg& leg) {
  LegTold told;
  told.number = leg.number;
  told.kind = leg.kind;
  told.end = leg.end;
  told.queue_id = known(leg.queue);
  told.agent_id = known(leg.agent);
  told.queued_at = reached(leg.queued_at);
  told.accepted_at = reached(leg.accepted_at);
  told.ended_at = reached(leg.ended_at);
  told.wrapped_at = reached(leg.wrapped_at);
  told.offers = leg.offers;
  told.declines = leg.declines;
  told.no_answers = leg.no_answers;
  return told;
}

std::int64_t between_ms(Instant from, Instant to) {
  return from.us == 0 || to.us < from.us ? 0 : (to.us - from.us) / 1'000;
}

ClosedTold closed_told(const InteractionClosed& closed) {
  ClosedTold told;
  told.interaction_id = closed.interaction;
  told.channel = closed.channel;
  told.outcome = closed.outcome;
  told.customer_id = known(closed.customer);
  told.disposition_id = known(closed.disposition);
  told.initial_id = known(closed.initial);
  told.previous_id = known(closed.previous);
  told.arrived_at = closed.arrived_at;
  told.closed_at = closed.closed_at;
  told.dials = closed.dials;
  for (const Leg& leg : closed.legs) {
    told.legs.push_back(leg_told(leg));
    if (leg.kind != LegKind::primary) continue;
    told.queue_id = known(leg.queue);
    if (leg.agent) told.agent_id = leg.agent;
    const bool is_accepted = leg.accepted_at.us != 0;
    told.waited_ms += between_ms(leg.queued_at, is_accepted ? leg.accepted_at : leg.ended_at);
    if (is_accepted) told.talked_ms += between_ms(leg.accepted_at, leg.ended_at);
    told.wrap_up_ms += between_ms(leg.ended_at, leg.wrapped_at);
  }
  return told;
}

CallbackTold callback_end_told(const InteractionClosed& closed, const ClosedTold& whole) {
  CallbackTold told;
  told.interaction_id = closed.interaction;
  told.customer_id = whole.customer_id;
  told.queue_id = whole.queue_id;
  told.agent_id = whole.agent_id;
  told.outcome = closed.outcome;
  told.dials = closed.dials;
  return told;
}

}  // namespace

std::vector<Happening> happened(const live::Released& released) {
  std::vector<Happening> all;
  for (const Effect& effect : released.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect)) {
      if (const auto kind = kind_of(changed->change)) all.push_back({*kind, interaction_told(*changed)});
      if (changed->change == Change::callback_booked)
        all.push_back({EventKind::callback_booked, booking_told(released, *changed)});
      if (changed->message) all.push_back({EventKind::message_created, message_told(*changed)});
    } else if (const auto* closed = std::get_if<InteractionClosed>(&effect)) {
      const ClosedTold whole = closed_told(*closed);
      all.push_back({EventKind::interaction_closed, whole});
      if (closed->dials) all.push_back({EventKind::callback_closed, callback_end_told(*closed, whole)});
    }
  }
  return all;
}

}  // namespace rapport::webhooks
