// Presence ahead: from now on an agent is there as the published schedule says, as far as what is seen now
// allows. Pure.
#pragma once

#include <optional>

#include "workforce/intraday/day_ahead.h"

namespace rapport::workforce::intraday {

struct PresenceNow {
  std::int64_t now_s = 0;
  std::int64_t stays_until_s = 0;  // who is there without a schedule
};

// Replaces the shifts from now on; an agent who does not come any more keeps what they had, or none. What is
// not as planned is said.
std::optional<NoteKind> extend_presence(std::vector<twin::ScenarioShift>& shifts,
                                        const std::vector<twin::ScenarioShift>& planned,
                                        const PresenceNow& now, const PresenceRules& rules);

}  // namespace rapport::workforce::intraday
