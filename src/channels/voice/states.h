// States: what is known of trunks and phones while they run, for the administrators' screens. Told by call
// control's thread, asked by workers.
#pragma once

#include <map>
#include <mutex>
#include <unordered_map>

#include "channels/voice/lines/line_states.h"
#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/events.h"

namespace rapport::voice {

class States : public lines::LineStates {
 public:
  void note(const sip::Event& event, Instant now);
  void note(const sip::Command& command);

  lines::TrunkState trunk(sip::TrunkId id) const override;
  lines::PhoneState phone(sip::PhoneId id) const override;

 private:
  void set(sip::TrunkId id, bool is_up, const std::string& why, Instant now);

  mutable std::mutex mutex_;  // two kinds of threads look at the same small tables
  std::map<sip::TrunkId, lines::TrunkState> trunks_;
  std::map<sip::PhoneId, std::map<sip::BindingId, lines::PhoneDevice>> phones_;
  std::unordered_map<sip::LegId, sip::TrunkId> trunk_of_leg_;
};

}  // namespace rapport::voice
