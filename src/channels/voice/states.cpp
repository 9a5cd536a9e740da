#include "channels/voice/states.h"

namespace rapport::voice {

void States::note(const sip::Event& event, Instant now) {
  const std::lock_guard lock(mutex_);
  if (const auto* up = std::get_if<sip::TrunkUp>(&event)) {
    set(up->trunk, true, "", now);
  } else if (const auto* down = std::get_if<sip::TrunkDown>(&event)) {
    set(down->trunk, false, down->why, now);
  } else if (const auto* registered = std::get_if<sip::PhoneRegistered>(&event)) {
    lines::PhoneDevice& device = phones_[registered->phone][registered->binding];
    if (registered->is_new) device.registered_at = now;
    device.remote = registered->remote;
    device.transport = name_of(registered->transport);
    device.user_agent = registered->user_agent;
    device.expires_at = now + registered->expires;
  } else if (const auto* gone = std::get_if<sip::PhoneGone>(&event)) {
    const auto found = phones_.find(gone->phone);
    if (found == phones_.end()) return;
    found->second.erase(gone->binding);
    if (found->second.empty()) phones_.erase(found);
  } else if (const auto* incoming = std::get_if<sip::Incoming>(&event)) {
    if (!incoming->source.trunk) return;
    trunk_of_leg_[incoming->leg] = incoming->source.trunk;
    ++trunks_[incoming->source.trunk].calls;
  } else if (const auto* ended = std::get_if<sip::Ended>(&event)) {
    const auto found = trunk_of_leg_.find(ended->leg);
    if (found == trunk_of_leg_.end()) return;
    --trunks_[found->second].calls;
    trunk_of_leg_.erase(found);
  }
}

void States::note(const sip::Command& command) {
  const auto* invite = std::get_if<sip::Invite>(&command);
  const auto* through = invite == nullptr ? nullptr : std::get_if<sip::ToTrunk>(&invite->target);
  if (through == nullptr) return;
  const std::lock_guard lock(mutex_);
  trunk_of_leg_[invite->leg] = through->trunk;
  ++trunks_[through->trunk].calls;
}

void States::set(sip::TrunkId id, bool is_up, const std::string& why, Instant now) {
  lines::TrunkState& state = trunks_[id];
  if (state.is_up != is_up) state.since = now;
  state.is_up = is_up;
  state.why = why;
}

lines::TrunkState States::trunk(sip::TrunkId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = trunks_.find(id);
  lines::TrunkState state = found == trunks_.end() ? lines::TrunkState{} : found->second;
  state.trunk_id = id;
  return state;
}

lines::PhoneState States::phone(sip::PhoneId id) const {
  const std::lock_guard lock(mutex_);
  lines::PhoneState state;
  state.phone_id = id;
  const auto found = phones_.find(id);
  if (found == phones_.end()) return state;
  for (const auto& [binding, device] : found->second)
    state.devices.push_back(device);
  return state;
}

}  // namespace rapport::voice
