#include "channels/voice/calls/call_control.h"

#include <algorithm>

namespace rapport::calls {

std::vector<Effect> CallControl::apply(const Event& event, Instant now) {
  now_ = now;
  effects_.clear();
  touched_.clear();
  std::visit([this](const auto& happened) { on(happened); }, event);
  // Ends may touch others: by index, not by iterator.
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (Call* call = call_of(touched_[i])) {
      keep_time(*call);
      settle(*call);
      record(*call);
      show(*call);
    }
  }
  if (!touched_.empty()) show_parked();
  return std::move(effects_);
}

std::vector<media::LegId> CallControl::open_media() const {
  std::vector<media::LegId> open;
  for (const auto& [id, call] : calls_) {
    for (const Party& party : call.parties)
      if (party.media.value == party.id.value) open.push_back(party.media);
  }
  for (const auto& [id, station] : stations_)
    open.push_back(media::LegId{id.value});
  return open;
}

std::vector<sip::LegId> CallControl::open_sip() const {
  std::vector<sip::LegId> open;
  for (const auto& [id, call] : calls_) {
    for (const Party& party : call.parties)
      if (party.has_sip) open.push_back(sip::LegId{party.id.value});
  }
  return open;
}

sip::LegId CallControl::line_of_user(OrgId org, InteractionId interaction, UserId user) const {
  for (const auto& [id, call] : calls_) {
    if (call.org != org || call.interaction != interaction) continue;
    for (const Party& party : call.parties)
      if (party.user == user && party.has_sip) return sip::LegId{party.id.value};
  }
  return {};
}

Call* CallControl::call_of(CallId call) {
  const auto found = calls_.find(call);
  return found == calls_.end() ? nullptr : &found->second;
}

Call* CallControl::call_of(OrgId org, InteractionId interaction) {
  const auto found = call_of_interaction_.find({org, interaction});
  return found == call_of_interaction_.end() ? nullptr : call_of(found->second);
}

Call* CallControl::call_of(PartyId party) {
  const auto found = call_of_party_.find(party);
  return found == call_of_party_.end() ? nullptr : call_of(found->second);
}

Call* CallControl::call_of(media::LegId leg) {
  return call_of(PartyId{leg.value});
}

media::LegId CallControl::beside(Call& call) {
  const Party* customer = call.customer();
  return customer != nullptr ? customer->media : media::LegId{};
}

void CallControl::touch(const Call& call) {
  if (std::find(touched_.begin(), touched_.end(), call.id) == touched_.end()) touched_.push_back(call.id);
}

void CallControl::submit(const Call& call, switchboard::Event event) {
  emit(Submit{call.org, call.id, std::move(event)});
}

}  // namespace rapport::calls
