// Image: the whole state of a switchboard as plain values, for snapshots. Indexes are not in it; they are
// rebuilt.
#pragma once

#include <cstdint>
#include <vector>

#include "switchboard/model/rules.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

struct Image {
  std::int64_t version = 1;
  // To be filled by the implementation: settings, queues with rules, figures and what they have learnt about
  // waits, agents, interactions, armed timers, the counters of timers and offers.
};

}  // namespace rapport::switchboard
