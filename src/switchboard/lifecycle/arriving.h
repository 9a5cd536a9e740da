// Arriving: what comes from outside, or out of a flow, is taken in.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

enum class Door : std::uint8_t {
  as_ruled,  // the queue's branches may refuse it or send it elsewhere
  open,      // it is let in
};
Verdict take_in(Turn& turn, const InteractionArrived& arrived, Door door);

}  // namespace rapport::switchboard
