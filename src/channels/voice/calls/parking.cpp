// Parking: the customer waits at a numbered place, hearing music, and colleagues may pick them up: the agents
// of the call's queue who have room for it. Until somebody does, the conversation stays the switchboard's
// with who parked it, but does not count toward their capacity: they may be offered another call. Picking up
// is a transfer to the one who does, whose offer is accepted at once.
#include <algorithm>
#include <set>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

std::string CallControl::park(Call& call) {
  if (call.place != 0) return "parked";
  if (call.of_role(Role::consulted) != nullptr || call.of_role(Role::outside) != nullptr || call.refer)
    return "others_in_call";
  std::set<std::int32_t> taken;
  for (const auto& [id, other] : calls_)
    if (other.org == call.org) taken.insert(other.place);
  Party* agent = call.of_role(Role::agent);
  // A desk has one sound: it is not to stay muted in the agent's next call.
  if (agent != nullptr && agent->is_muted) {
    agent->is_muted = false;
    emit(Mute{agent->media, false});
  }
  call.place = 1;
  while (taken.contains(call.place))
    ++call.place;
  call.parked_at = now_;
  call.is_held = true;
  call.is_conference = false;
  stop_timer(call);  // another one, for parking
  call.is_spared = true;
  if (agent != nullptr) submit(call, switchboard::CallParked{call.interaction, agent->user, true});
  return "";
}

bool CallControl::talks_at_desk_in(Call& call, OrgId org, UserId user) {
  if (call.org != org || call.is_held) return false;
  const Party* party = call.of_user(user);
  return party != nullptr && !party->has_sip && party->media;
}

// A desk's own sound can talk in one call at a time; a phone has a line for each.
bool CallControl::is_busy_elsewhere(Call& call, UserId user) {
  if (const Party* self = call.of_user(user); self != nullptr && self->has_sip) return false;
  return std::any_of(calls_.begin(), calls_.end(), [&](auto& entry) {
    return entry.first != call.id && talks_at_desk_in(entry.second, call.org, user);
  });
}

// Who takes a call that was on its way while they took another one back has the other on hold again; who
// listened to a colleague's no longer does.
void CallControl::hold_others(Call& call, UserId user) {
  if (const Party* self = call.of_user(user); self == nullptr || self->has_sip) return;
  for (auto& [id, other] : calls_) {
    const Party* there = id == call.id || other.org != call.org ? nullptr : other.of_user(user);
    if (there == nullptr || there->has_sip || !there->media) continue;
    if (there->role == Role::supervisor) {
      drop(other, there->id);
      continue;
    }
    if (other.is_held || other.phase != Phase::talking) continue;
    other.is_held = true;
    other.is_conference = false;
    touch(other);
    settle(other);  // at once: what the desk hears is said by the call that they take
  }
}

// Its agent has it again, as far as the switchboard is concerned.
void CallControl::take_back(Call& call) {
  const Party* agent = call.of_role(Role::agent);
  if (!std::exchange(call.is_spared, false) || agent == nullptr) return;
  submit(call, switchboard::CallParked{call.interaction, agent->user, false});
}

// Back with who parked it, on hold; or, while they talk to somebody else, to whoever of the queue is free.
void CallControl::parked_for_too_long(Call& call) {
  call.place = 0;
  const Party* agent = call.of_role(Role::agent);
  if (agent == nullptr) return;
  const bool has_another = std::any_of(calls_.begin(), calls_.end(), [&](auto& entry) {
    return entry.second.id != call.id && entry.second.org == call.org &&
           entry.second.of_user(agent->user) != nullptr;
  });
  if (!has_another) return take_back(call);
  submit(call, switchboard::TransferredToQueue{call.interaction, agent->user, call.queue, {}});
}

std::string CallControl::pick_up(Call& call, const Asked& asked) {
  const Party* agent = call.of_role(Role::agent);
  if (call.place == 0 || agent == nullptr) return "not_parked";
  if (is_busy_elsewhere(call, asked.user)) return "in_another_call";
  if (agent->user == asked.user) {
    unpark(call);
    take_back(call);
    call.is_held = agent->is_holding;
    return "";
  }
  if (call.pick_up) return "picked_up_already";
  const Station* station = station_of(call.org, asked.user);
  const bool can_hear =
      (station != nullptr && station->is_ready) || configuration_.agents.contains({call.org, asked.user});
  if (!can_hear) return "no_sound";
  call.pick_up = PickUp{asked.user, asked.connection};
  submit(call, switchboard::TransferredToAgent{call.interaction, asked.user, asked.user, {}});
  return "";
}

void CallControl::unpark(Call& call) {
  if (call.place == 0) return;
  call.place = 0;
  stop_timer(call);
}

// It stays parked, for others.
void CallControl::refuse_pick_up(Call& call, const std::string& reason) {
  if (!call.pick_up) return;
  emit(CallRefused{call.org, call.pick_up->connection, call.interaction, reason});
  call.pick_up.reset();
}

std::vector<ParkedShown> CallControl::parked_in(OrgId org) const {
  std::vector<ParkedShown> parked;
  for (const auto& [id, call] : calls_) {
    if (call.org != org || call.place == 0) continue;
    ParkedShown& shown = parked.emplace_back();
    shown.place = call.place;
    shown.interaction = call.interaction;
    shown.queue = call.number.queue;
    shown.since = call.parked_at;
    for (const Party& party : call.parties) {
      if (party.role == Role::customer) shown.number = party.number;
      if (party.role == Role::agent) shown.by = party.user;
    }
  }
  std::sort(parked.begin(), parked.end(),
            [](const ParkedShown& a, const ParkedShown& b) { return a.place < b.place; });
  return parked;
}

void CallControl::show_parked() {
  std::set<OrgId> orgs;
  for (const auto& [org, parked] : shown_parked_)
    orgs.insert(org);
  for (const auto& [id, call] : calls_)
    if (call.place != 0) orgs.insert(call.org);
  for (const OrgId org : orgs) {
    std::vector<ParkedShown> parked = parked_in(org);
    if (parked == shown_parked_[org]) continue;
    emit(TellParked{org, 0, parked});
    if (parked.empty())
      shown_parked_.erase(org);
    else
      shown_parked_[org] = std::move(parked);
  }
}

}  // namespace rapport::calls
