#include <algorithm>
#include <utility>

#include "twin/day_recording.h"

namespace rapport::twin {

void DayRecorder::read(const switchboard::AgentChanged& effect) {
  SeenAgent& agent = day_.agents[effect.agent];
  if (!agent.presences.empty() && agent.presences.back().presence == Presence::not_responding &&
      effect.presence == Presence::available)
    agent.absences_s.push_back(seconds_between(agent.presences.back().at, now_));
  present(effect.agent, effect.presence, now_);
}

void DayRecorder::read(const switchboard::OfferMade& effect) {
  SeenLeg* leg = leg_of(effect.interaction);
  if (effect.is_consult || leg == nullptr) return;
  if (!leg->offered_at) leg->offered_at = now_;
  if (effect.is_auto_accepted || effect.is_unasked || !has_begun_) return;
  ++day_.agents[effect.agent].offers;
  offers_[effect.offer.value] = now_;
}

void DayRecorder::read(const switchboard::OfferClosed& effect) {
  const auto found = offers_.find(effect.offer.value);
  if (found == offers_.end()) return;
  if (effect.end == switchboard::OfferEnd::accepted)
    day_.agents[effect.agent].answer_delays_s.push_back(seconds_between(found->second, now_));
  if (effect.end == switchboard::OfferEnd::no_answer) ++day_.agents[effect.agent].no_answers;
  offers_.erase(found);
}

void DayRecorder::read(const switchboard::InteractionChanged& effect) {
  using switchboard::Change;
  if (effect.change == Change::queued) return queued(effect);
  SeenLeg* leg = leg_of(effect.interaction);
  if (leg == nullptr) return;
  switch (effect.change) {
    case Change::accepted:
      return accepted(*leg, effect.agent);
    case Change::ended:
      end_talk(*leg);
      if (effect.state == switchboard::InteractionState::wrap_up) work(What::wrap_up, *leg);
      return;
    case Change::customer_silent:
      work(What::silent, *leg);
      return talk(*leg, false);
    case Change::customer_resumed:
      work(What::resumed, *leg);
      return talk(*leg, true);
    case Change::transferred:
      return finish(*leg, Fate::abandoned, true);
    case Change::callback_waiting:
      if (!leg->called_back_from) leg->called_back_from = now_;
      return;
    case Change::flow_resumed:
      if (leg->entry) return finish(*leg, Fate::moved_on, false);
      return finish(*leg, Fate::abandoned, true);
    case Change::set_aside:
      return finish(*leg, Fate::abandoned, true);
    case Change::dialling:
      if (leg->accepted_at) return;
      leg->agent = effect.agent;
      leg->is_dialled = true;
      return work(What::begin, *leg);
    case Change::not_reached:
      if (leg->accepted_at) return;
      if (std::exchange(leg->is_dialled, false)) work(What::finish, *leg);
      leg->agent = {};
      leg->offered_at.reset();
      return;
    default:
      return;
  }
}

void DayRecorder::queued(const switchboard::InteractionChanged& effect) {
  SeenLeg* leg = leg_of(effect.interaction);
  if (leg != nullptr && !leg->accepted_at) {
    leg->queue = effect.queue;  // overflowed, or called back again
    return;
  }
  const bool is_again = leg != nullptr;
  std::optional<std::size_t> origin;
  if (is_again && has_begun_) origin = number_of(*leg);
  if (is_again) finish(*leg, Fate::answered, false);
  const auto moved = transferred_.find(effect.interaction.value);
  const bool is_moved = moved != transferred_.end();
  if (is_moved) {
    origin = moved->second;
    transferred_.erase(moved);
  }
  SeenLeg& begun = begin_leg(effect.interaction);
  begun.source = begun.queue = effect.queue;
  begun.channel = effect.channel;
  begun.is_transfer = is_again || is_moved;
  begun.origin = origin;
  day_.queues[effect.queue].is_fixed = true;
  const auto flow = from_flow_.find(effect.interaction.value);
  if (flow != from_flow_.end()) {
    begun.is_from_flow = true;
    begun.last_agent = flow->second.last_agent;
    begun.last_contact_ended = flow->second.last_contact_ended;
  }
  const auto view = board_.interaction(effect.interaction);
  begun.is_left = left_.erase(effect.interaction.value) > 0;
  SeenEntry* entry = flows_.is_led(effect.interaction) ? flows_.entry_of(effect.interaction) : nullptr;
  if (entry != nullptr) {
    entry->legs.push_back(number_of(begun));
    begun.entry = static_cast<std::size_t>(entry - flows_.first());
    begun.is_transfer = false;
    begun.origin.reset();
    if (view && view->callback) begun.called_back_from = now_;
  }
  if (!view) return;
  begun.priority = view->priority;
  begun.steps = view->steps;
  if (!begun.steps.empty() && begun.last_agent && begun.steps.front().agent == begun.last_agent)
    begun.steps.erase(begun.steps.begin());
  if (begun.steps == day_.queues[effect.queue].rules.steps) begun.steps.clear();
}

void DayRecorder::accepted(SeenLeg& leg, AgentId agent) {
  if (leg.accepted_at) return;  // a consult
  leg.accepted_at = leg.left_at = leg.heard_at = now_;
  leg.fate = Fate::answered;
  leg.agent = agent;
  leg.conversation.agent = agent.value;
  if (!std::exchange(leg.is_dialled, false)) work(What::begin, leg);
  talk(leg, true);
  leg.conversation.at_once_first = static_cast<std::int32_t>(day_.agents[agent].talking.size());
}

void DayRecorder::talk(const SeenLeg& leg, bool counts) {
  SeenAgent& agent = day_.agents[leg.agent];
  settle(agent);
  const std::size_t number = number_of(leg);
  std::erase(agent.talking, number);
  if (counts) agent.talking.push_back(number);
}

void DayRecorder::settle(SeenAgent& agent) {
  const double s = seconds_between(agent.settled_at, now_);
  const std::size_t level = std::min(agent.talking.size(), at_once_levels);
  for (const std::size_t one : agent.talking)
    day_.legs[one].conversation.seconds[level - 1] += s;
  agent.settled_at = now_;
}

void DayRecorder::heard(SeenLeg& leg, bool is_message) {
  const bool falls_silent =
      leg.channel == switchboard::Channel::chat || leg.channel == switchboard::Channel::message;
  if (!has_begun_ || !falls_silent || !leg.accepted_at || leg.ended_at) return;
  day_.queues[leg.source].gaps.push_back({seconds_between(leg.heard_at, now_), is_message});
  leg.heard_at = now_;
}

void DayRecorder::end_talk(SeenLeg& leg) {
  if (!leg.accepted_at || leg.ended_at) return;
  heard(leg, false);
  leg.ended_at = now_;
  talk(leg, false);
}

void DayRecorder::finish(SeenLeg& leg, Fate fate, bool is_moved) {
  if (leg.accepted_at) {
    end_talk(leg);
    leg.wrapped_at = now_;
    work(What::finish, leg);
  } else {
    leg.left_at = now_;
    leg.fate = fate;
    leg.is_unlike = is_moved;
  }
  if (is_moved)
    transferred_[leg.interaction.value] =
        has_begun_ && leg.accepted_at ? std::optional(number_of(leg)) : std::nullopt;
  if (leg.queued_at < to_) --open_of_day_;
  legs_.erase(leg.interaction.value);
}

void DayRecorder::read(const switchboard::InteractionClosed& effect) {
  using switchboard::Outcome;
  transferred_.erase(effect.interaction.value);
  from_flow_.erase(effect.interaction.value);
  SeenLeg* leg = leg_of(effect.interaction);
  if (leg == nullptr) return;
  switch (effect.outcome) {
    case Outcome::abandoned:
      return finish(*leg, Fate::abandoned, false);
    case Outcome::expired:
      return finish(*leg, Fate::expired, false);
    case Outcome::refused:
      return finish(*leg, Fate::refused, false);
    case Outcome::callback_failed:
      return finish(*leg, Fate::callback_failed, false);
    case Outcome::completed:
      return finish(*leg, Fate::answered, false);
    default:  // cancelled, merged, served
      return finish(*leg, Fate::abandoned, !leg->accepted_at);
  }
}

}  // namespace rapport::twin
