// Names of what call control knows. All are counted by call control itself and mean something only while the
// process lives, like the calls.
#pragma once

#include "base/id.h"

namespace rapport::calls {

using CallId = Id<struct CallTag>;  // one customer on the line, with everybody who talks to them
using PartyId =
    Id<struct PartyTag>;  // one end of a call; its SIP leg and its media leg carry the same number
using StationId =
    Id<struct StationTag>;  // a desk's standing media connection; its media leg carries the same number
using TimerId = Id<struct CallTimerTag>;
using PairId = Id<struct PairTag>;  // two contacts of one customer, by whoever found them (duplicates/)
using ConnectionId = std::int64_t;  // of a desk's socket, by whoever keeps the sockets

}  // namespace rapport::calls
