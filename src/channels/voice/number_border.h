// NumberBorder: numbers at the border of the house. Inside they have one spelling, E.164 ("+861012345678") or
// a short number ("95500"); a trunk may write them as its country does. On call control's thread.
#pragma once

#include <map>
#include <string>

#include "channels/voice/calls/configuration.h"
#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/events.h"

namespace rapport::voice {

class NumberBorder {
 public:
  void configure(const calls::Configuration& calls);

  // Who calls and what was called, by the country of the trunk that brings it. What cannot be read stays. Who
  // hides their number has none and no name, even where a carrier that trusts us tells it.
  void come_in(sip::Incoming& incoming) const;
  // The number that is dialled through a trunk, and those that are shown, as it wants them written.
  void go_out(sip::Invite& invite) const;

 private:
  struct Way {
    std::string region;
    numbering::Form form;
  };
  std::map<sip::TrunkId, Way> ways_;
};

}  // namespace rapport::voice
