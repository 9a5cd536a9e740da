// Parking: the customer waits at a numbered place, hearing music, and any colleague may pick them up. Until
// somebody does, the conversation stays the switchboard's with who parked it; picking up is a transfer to the
// one who does, whose offer is accepted at once.
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
  call.place = 1;
  while (taken.contains(call.place))
    ++call.place;
  call.parked_at = now_;
  call.is_held = true;
  call.is_conference = false;
  stop_timer(call);  // another one, for parking
  return "";
}

std::string CallControl::pick_up(Call& call, const Asked& asked) {
  const Party* agent = call.of_role(Role::agent);
  if (call.place == 0 || agent == nullptr) return "not_parked";
  if (agent->user == asked.user) {
    unpark(call);
    call.is_held = agent->is_holding;
    return "";
  }
  if (call.pick_up) return "picked_up_already";
  const Station* station = station_of(call.org, asked.user);
  const bool can_hear =
      (station != nullptr && station->is_ready) || configuration_.agents.contains({call.org, asked.user});
  if (!can_hear) return "no_sound";
  call.pick_up = PickUp{asked.user, asked.connection};
  submit(call, switchboard::TransferredToAgent{call.interaction, agent->user, asked.user, {}});
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
