// What agents and supervisors do with a call from their desks. Whether somebody may supervise at all is the
// shell's to know; whether it can be done now is decided here.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

void CallControl::on(const Asked& asked) {
  Call* call = call_of(asked.org, asked.interaction);
  std::string refusal = "no_call";
  if (call != nullptr) {
    touch(*call);
    refusal = carry_out(*call, asked);
  }
  if (!refusal.empty()) emit(CallRefused{asked.org, asked.connection, asked.interaction, refusal});
}

std::string CallControl::carry_out(Call& call, const Asked& asked) {
  if (asked.action == Action::monitor) return supervise(call, asked, Supervision::monitor);
  if (asked.action == Action::whisper) return supervise(call, asked, Supervision::whisper);
  if (asked.action == Action::barge) return supervise(call, asked, Supervision::barge);

  if (asked.action == Action::pick_up) return pick_up(call, asked);

  Party* self = call.of_user(asked.user);
  if (self == nullptr) return "not_in_call";
  if (asked.action == Action::leave) {
    if (self->role != Role::supervisor) return "not_supervising";
    drop(call, self->id);
    return "";
  }
  if (asked.action == Action::mute || asked.action == Action::unmute) {
    if (!self->media) return "no_sound";
    self->is_muted = asked.action == Action::mute;
    emit(Mute{self->media, self->is_muted});
    return "";
  }
  if (self->role != Role::agent) return "not_your_call";
  if (call.phase != Phase::talking) return "not_talking";
  const bool is_about_recording = asked.action == Action::record || asked.action == Action::stop_recording ||
                                  asked.action == Action::pause_recording ||
                                  asked.action == Action::resume_recording;
  if (call.is_assisted && !is_about_recording) return "customer_in_flow";
  Party* outside = call.of_role(Role::outside);
  switch (asked.action) {
    case Action::park:
      return park(call);
    case Action::hold:
      if (call.place != 0) return "";
      call.is_held = true;
      call.is_conference = false;
      return "";
    case Action::resume:
      if (self->is_holding) return "held_at_phone";
      if (is_busy_elsewhere(call, asked.user)) return "in_another_call";
      unpark(call);
      take_back(call);
      call.is_held = false;
      return "";
    case Action::conference:
      if (outside == nullptr && call.of_role(Role::consulted) == nullptr) return "nobody_to_add";
      if (is_busy_elsewhere(call, asked.user)) return "in_another_call";
      call.is_held = false;
      call.is_conference = true;
      return "";
    case Action::dial:
      if (is_busy_elsewhere(call, asked.user)) return "in_another_call";
      return call_outside(call, asked.digits);
    case Action::drop_outside:
      if (outside == nullptr) return "nobody_outside";
      hang_up(call, *outside, 16);
      call.is_held = call.is_conference = false;
      return "";
    case Action::hand_to_outside:
      if (outside == nullptr || !outside->is_up) return "nobody_outside";
      hand_to_outside(call, asked.user);
      return "";
    case Action::press:
      if (asked.digits.empty() || asked.digits.size() > 32 ||
          asked.digits.find_first_not_of("0123456789*#ABCD") != std::string::npos)
        return "bad_digits";
      if (const Party* far = outside != nullptr && call.is_held ? outside : call.customer())
        emit(PressDigits{far->media, asked.digits});
      return "";
    case Action::record:
    case Action::stop_recording:
    case Action::pause_recording:
    case Action::resume_recording:
      return ask_recording(call, asked);
    default:
      return "unknown_action";
  }
}

std::string CallControl::supervise(Call& call, const Asked& asked, Supervision how) {
  if (Party* self = call.of_user(asked.user)) {
    if (self->role != Role::supervisor) return "in_the_call";
    self->supervision = how;
    return "";
  }
  const Station* station = station_of(call.org, asked.user);
  if (station == nullptr || !station->is_ready) return "no_sound";
  // Their own sound can be in one call at a time.
  for (auto& [id, other] : calls_) {
    if (other.of_user(asked.user) != nullptr && other.org == asked.org) return "in_another_call";
  }
  Party party;
  party.id = next_party();
  party.role = Role::supervisor;
  party.user = asked.user;
  party.media = media::LegId{station->id.value};
  party.is_up = true;
  party.supervision = how;
  call_of_party_[party.id] = call.id;
  call.parties.push_back(std::move(party));
  return "";
}

// The customer stays with whom is outside; the switchboard's conversation is over.
void CallControl::hand_to_outside(Call& call, UserId by) {
  call.phase = Phase::outside;
  call.is_held = call.is_conference = false;
  call.is_ended_by_us = true;
  touch(call);
  submit(call, switchboard::ConversationEnded{call.interaction, by});
  for (const Role role : {Role::agent, Role::consulted}) {
    while (const Party* party = call.of_role(role))
      drop(call, party->id);
  }
}

std::string CallControl::call_outside(Call& call, const std::string& number) {
  if (call.of_role(Role::outside) != nullptr) return "already_outside";
  if (call.place != 0) return "parked";
  if (call.is_assisted) return "customer_in_flow";
  const bool is_number = !number.empty() && number.size() <= 32 &&
                         number.find_first_not_of("+0123456789*#") == std::string::npos;
  if (!is_number) return "bad_number";
  if (!call.number.trunk) return "no_trunk";
  Party party;
  party.id = next_party();
  party.role = Role::outside;
  party.number = number;
  party.media = media::LegId{party.id.value};
  call_of_party_[party.id] = call.id;
  emit(OpenMedia{party.media, Kind::trunk, "", "", beside(call)});
  call.parties.push_back(std::move(party));
  call.is_held = true;
  return "";
}

}  // namespace rapport::calls
