// What the switchboard says: it decides who talks to whom, here it becomes so.
#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

using switchboard::Change;

void CallControl::on(const Told& told) {
  std::visit(
      [&](const auto& effect) {
        using What = std::decay_t<decltype(effect)>;
        if constexpr (std::is_same_v<What, switchboard::OfferMade> ||
                      std::is_same_v<What, switchboard::OfferClosed> ||
                      std::is_same_v<What, switchboard::InteractionChanged> ||
                      std::is_same_v<What, switchboard::InteractionClosed> ||
                      std::is_same_v<What, switchboard::DialStarted> ||
                      std::is_same_v<What, switchboard::DialStopped>)
          on(told.org, effect);
      },
      told.effect);
}

// A desk with its own sound is asked by the desk itself, or not at all; anybody else's phone rings.
void CallControl::on(OrgId org, const switchboard::OfferMade& offer) {
  Call* call = call_of(org, offer.interaction);
  if (call == nullptr && !offer.dial) return;
  const Station* station = station_of(org, offer.agent);
  const bool has_asked = call != nullptr && call->pick_up && call->pick_up->user == offer.agent;
  if (station != nullptr && station->is_ready) {
    if (offer.is_unasked || has_asked)
      emit(Submit{org, call == nullptr ? CallId{} : call->id,
                  switchboard::OfferAccepted{offer.interaction, offer.agent, offer.offer}});
    return;
  }
  if (call == nullptr) call = &open_callback(org, offer.interaction, offer.queue);
  ring(*call, offer);
  if (call->phase == Phase::dialling && call->parties.empty()) end_call(call->id);
}

void CallControl::ring(Call& call, const switchboard::OfferMade& offer) {
  touch(call);
  const auto device = configuration_.agents.find({call.org, offer.agent});
  if (device == configuration_.agents.end()) {
    // Nothing of theirs can ring: somebody else gets it at once.
    submit(call, switchboard::OfferDeclined{call.interaction, offer.agent, offer.offer, {}});
    return;
  }
  Party party;
  party.id = next_party();
  party.role = offer.is_consult ? Role::consulted : Role::agent;
  party.user = offer.agent;
  party.media = media::LegId{party.id.value};
  party.offer = offer.offer;
  party.is_unasked = offer.is_unasked;
  call_of_party_[party.id] = call.id;
  emit(OpenMedia{party.media, device->second.phone ? Kind::phone : Kind::trunk, "", "", beside(call)});
  call.parties.push_back(std::move(party));
}

void CallControl::on(OrgId org, const switchboard::OfferClosed& offer) {
  Call* call = call_of(org, offer.interaction);
  if (call == nullptr) return;
  for (Party& party : call->parties) {
    if (party.offer != offer.offer) continue;
    party.offer = {};
    // Accepted at the desk, their phone may ring on: it is where they will be heard.
    if (offer.end == switchboard::OfferEnd::accepted) return;
    drop(*call, party.id);
    if (call->phase == Phase::dialling && call->parties.empty()) end_call(call->id);
    return;
  }
}

// The agent is in. Their phone may have answered already; else their desk's own sound takes it.
void CallControl::join(Call& call, UserId user, Role role) {
  touch(call);
  if (Party* party = call.of_user(user); party != nullptr && party->role != Role::supervisor) {
    party->role = role;
    return hold_others(call, user);
  }
  if (Party* listening = call.of_user(user)) drop(call, listening->id);
  Party party;
  party.id = next_party();
  party.role = role;
  party.user = user;
  if (const Station* station = station_of(call.org, user)) {
    party.media = media::LegId{station->id.value};
    party.is_up = station->is_ready;
  }
  call_of_party_[party.id] = call.id;
  call.parties.push_back(std::move(party));
  hold_others(call, user);
}

void CallControl::on(OrgId org, const switchboard::InteractionChanged& changed) {
  Call* call = call_of(org, changed.interaction);
  if (call == nullptr) return;
  touch(*call);
  if (changed.queue) call->queue = changed.queue;
  const auto let_go = [&](Role role) {
    while (const Party* party = call->of_role(role))
      drop(*call, party->id);
  };
  switch (changed.change) {
    case Change::callback_waiting:
      return let_wait_elsewhere(*call);
    case Change::queued:
      if (call->phase == Phase::flowing) call->phase = Phase::waiting;
      return;
    case Change::set_aside:
      return stand_aside(*call);
    case Change::brought_back:
      return come_back(*call);
    case Change::flow_resumed:
      call->phase = Phase::flowing;
      call->music = {};
      hush(*call);
      return;
    case Change::accepted:
      call->pick_up.reset();
      call->phase = Phase::talking;
      call->is_held = call->is_conference = call->is_assisted = false;
      call->recording.queue = changed.queue;
      join(*call, changed.agent, Role::agent);
      return;
    case Change::transferred:
      unpark(*call);
      call->is_spared = false;
      referred(*call, 200);
      let_go(Role::agent);
      let_go(Role::consulted);
      let_go(Role::outside);
      call->phase = Phase::waiting;
      call->music = {};
      call->is_held = call->is_conference = call->is_assisted = call->is_telling = false;
      return;
    case Change::consult_accepted:
      unpark(*call);
      take_back(*call);
      call->is_held = true;
      join(*call, changed.agent, Role::consulted);
      answer_aside(*call);
      return;
    case Change::consult_ended:
      let_go(Role::consulted);
      refuse_aside(*call, 480);
      if (Party* agent = call->of_role(Role::agent); agent != nullptr && agent->is_holding) return;
      if (call->of_role(Role::outside) == nullptr) call->is_held = call->is_conference = false;
      return;
    case Change::consult_completed:
      referred(*call, 200);
      let_go(Role::agent);
      if (Party* consulted = call->of_role(Role::consulted)) consulted->role = Role::agent;
      call->is_held = call->is_conference = false;
      return;
    case Change::assist_started:
      call->is_assisted = true;
      return;
    case Change::assist_ended:
      call->is_assisted = false;
      return;
    case Change::ended:
      call->is_assisted = false;
      if (call->phase == Phase::outside) return;
      call->is_ended_by_us = true;
      if (Party* customer = call->customer()) hang_up(*call, *customer, 16);
      let_go(Role::agent);
      let_go(Role::consulted);
      let_go(Role::outside);
      return;
    default:
      return;
  }
}

// Refused, expired or abandoned while the line is still up, or ended without a word to us.
void CallControl::on(OrgId org, const switchboard::InteractionClosed& closed) {
  wishes_.erase({org, closed.interaction});
  Call* call = call_of(org, closed.interaction);
  if (call == nullptr || call->phase == Phase::outside) return;
  if (call->phase == Phase::flowing && call->is_ended_by_us) return;  // by its own end
  const bool was_talked_to = call->phase == Phase::talking || call->has_given_place;
  if (call->customer() == nullptr)
    end_call(call->id);
  else if (was_talked_to)
    hang_up(*call, *call->customer(), 16);
  else
    send_away(*call);
}

}  // namespace rapport::calls
