#include <utility>
#include <variant>

#include "twin/stage.h"

namespace rapport::twin {

using switchboard::Change;
using switchboard::Presence;

void Stage::read_effects() {
  for (const switchboard::Effect& effect : effects_.list)
    std::visit([this](const auto& one) { read(one); }, effect);
}

void Stage::read(const switchboard::ArmTimer& effect) {
  timers_.arm(effect.timer);
  agenda_.put(effect.due, Due::timer, effect.timer.value);
}

void Stage::read(const switchboard::CancelTimer& effect) {
  timers_.disarm(effect.timer);
}

void Stage::read(const switchboard::InteractionChanged& effect) {
  Contact* found = contact_of(effect.interaction);
  if (found == nullptr) return;
  Contact& contact = *found;
  switch (effect.change) {
    case Change::queued:
      if (effect.queue) contact.queue = static_cast<std::size_t>(effect.queue.value - 1);
      if (contact.phase == Phase::in_flow) enter_queue(contact);
      return;
    case Change::flow_resumed:
      return leave_queue(contact);
    case Change::callback_booked:
      contact.is_called_back = true;
      return;
    case Change::callback_scheduled:  // it waits for its time, or for the queue to open
      if (effect.queue) contact.queue = static_cast<std::size_t>(effect.queue.value - 1);
      if (contact.phase == Phase::in_flow) enter_queue(contact);
      return;
    case Change::accepted:
      return answered(contact, effect.agent);
    case Change::ended:
      return ended(contact, effect.state);
    case Change::no_answer:
      return ledger_.no_answer(contact.queue, now_);
    case Change::customer_silent:
      crew_.set_silent(contact.agent, contact.index, true, now_);
      return change_speeds(contact.agent);
    case Change::customer_resumed:
      crew_.set_silent(contact.agent, contact.index, false, now_);
      return change_speeds(contact.agent);
    case Change::not_reached:
      contact.is_dialled = false;
      crew_.finish(contact.agent, contact.index, now_);
      return sign_off_if_done(contact.agent);
    default:
      return;
  }
}

void Stage::read(const switchboard::OfferMade& effect) {
  Contact* found = contact_of(effect.interaction);
  if (found == nullptr) return;
  Contact& contact = *found;
  if (now_ == contact.queued_at) contact.had_to_wait = false;
  contact.agent = Crew::index_of(effect.agent);
  const std::int64_t nth = contact.offers++;
  if (effect.is_auto_accepted) return;
  contact.offer = effect.offer;
  if (effect.is_unasked)  // everybody there has their sound
    return put(now_, Due::answer, contact, effect.offer.value);
  const WorldGroup& group = group_of(contact.agent);
  Random draw = random(Stream::answer, contact, nth);
  if (draw.unit() < group.no_answer_share) return;
  put(now_ + group.answer_delay.sample(draw), Due::answer, contact, effect.offer.value);
}

// The agent is held while it rings.
void Stage::read(const switchboard::DialStarted& effect) {
  Contact* found = contact_of(effect.interaction);
  if (found == nullptr) return;
  Contact& contact = *found;
  static const CallbackOffer usual{{}, {}, 0, 0.9, Distribution(Constant{15})};
  const std::optional<CallbackOffer>& offered = laws_of(contact).callback_offer;
  const CallbackOffer& offer = offered ? *offered : usual;  // booked in a flow
  contact.agent = Crew::index_of(effect.agent);
  contact.is_dialled = true;
  contact.dials = effect.dial;
  crew_.begin(contact.agent, contact.index, contact.queue, now_);
  Random draw = random(Stream::callback, contact, contact.dials);
  const bool is_reached = draw.unit() < offer.reached;
  if (is_reached) return put(now_ + offer.ring.sample(draw), Due::dial_end, contact, contact.dials);
  // Otherwise it rings until the switchboard stops it.
}

void Stage::read(const switchboard::OfferClosed& effect) {
  Contact* contact = contact_of(effect.interaction);
  if (contact != nullptr && contact->offer == effect.offer) contact->offer = {};
}

void Stage::answered(Contact& contact, AgentId agent) {
  if (!contact.is_answered)
    ledger_.contact({contact.queue, contact.queued_at, now_, Fate::answered, contact.had_to_wait});
  contact.is_answered = true;
  contact.phase = Phase::active;
  contact.offer = {};
  contact.agent = Crew::index_of(agent);
  if (!std::exchange(contact.is_dialled, false))
    crew_.begin(contact.agent, contact.index, contact.queue, now_);
  begin_conversation(contact);
  schedule_message(contact, switchboard::Author::customer, 0);
  schedule_message(contact, switchboard::Author::agent, 0);
}

void Stage::ended(Contact& contact, switchboard::InteractionState state) {
  if (contact.phase == Phase::active && contact.known != nullptr)
    for (const Follower& next : contact.known->followers)
      agenda_.put(now_ + next.after, Due::transfer, static_cast<std::int64_t>(next.queue),
                  static_cast<std::int64_t>(next.known));
  if (state != switchboard::InteractionState::wrap_up) return;  // its closing follows
  contact.phase = Phase::wrap_up;
  crew_.wrap_up(contact.agent, contact.index, now_);
  change_speeds(contact.agent);
  Random draw = random(Stream::wrap_up, contact);
  const WorldQueue& queue = laws_of(contact);
  const KnownCustomer unknown;
  const KnownCustomer& known = contact.known != nullptr ? *contact.known : unknown;
  const Duration length = known.wrap_up               ? *known.wrap_up
                          : known.wrap_up_over.us > 0 ? queue.wrap_up.sample_over(draw, known.wrap_up_over)
                                                      : queue.wrap_up.sample(draw);
  put(now_ + at_pace(length, group_of(contact.agent).pace), Due::wrap_up_done, contact);
}

void Stage::read(const switchboard::AgentChanged& effect) {
  const std::size_t agent = Crew::index_of(effect.agent);
  const bool has_changed = crew_.member(agent).presence != effect.presence;
  crew_.set_presence(agent, effect.presence, now_);
  if (!has_changed || effect.presence != Presence::not_responding) return;
  CrewMember& member = crew_.member(agent);
  const WorldGroup& group = group_of(agent);
  const auto nth = static_cast<std::uint64_t>(++member.no_answers);
  Random draw(seed_, Stream::returning, group.source, (member.number << 32) | nth);
  agenda_.put(now_ + group.back_after.sample(draw), Due::back, static_cast<std::int64_t>(agent),
              member.no_answers);
}

void Stage::read(const switchboard::InteractionClosed& effect) {
  const Contact* found = contact_of(effect.interaction);
  if (found == nullptr) return;
  const Contact contact = *found;
  contacts_.forget(contact.index);
  if (!in_flows_.empty()) in_flows_.erase(contact.index);
  --open_contacts_;
  if (contact.is_answered) {
    crew_.finish(contact.agent, contact.index, now_);
    change_speeds(contact.agent);
    return sign_off_if_done(contact.agent);
  }
  if (contact.phase == Phase::in_flow && effect.outcome != switchboard::Outcome::refused)
    return effect.outcome == switchboard::Outcome::served
               ? ledger_.served_in_flow(contact.source_queue, contact.arrived_at)
               : ledger_.left_in_flow(contact.source_queue, contact.arrived_at);
  const Fate fate = effect.outcome == switchboard::Outcome::abandoned         ? Fate::abandoned
                    : effect.outcome == switchboard::Outcome::expired         ? Fate::expired
                    : effect.outcome == switchboard::Outcome::callback_failed ? Fate::callback_failed
                                                                              : Fate::refused;
  ledger_.contact({contact.queue, contact.queued_at, now_, fate, contact.had_to_wait});
}

void Stage::read(const switchboard::FlowEnded& effect) {
  const Contact* contact = contact_of(effect.interaction);
  if (contact != nullptr && effect.end != switchboard::FlowEnd::moved) in_flows_.erase(contact->index);
}

void Stage::sign_off_if_done(std::size_t agent) {
  const CrewMember& member = crew_.member(agent);
  if (!member.is_on_shift && member.work.empty())
    agenda_.put(now_, Due::sign_off, static_cast<std::int64_t>(agent));
}

}  // namespace rapport::twin
