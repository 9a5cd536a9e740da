// Names of what signalling knows. A leg is one SIP dialog (one half of a call), from its INVITE to its end.
#pragma once

#include "base/id.h"

namespace rapport::sip {

using LegId = Id<struct LegTag>;          // made by whoever starts the leg, see Options::new_leg_id
using TrunkId = Id<struct TrunkTag>;      // a configured provider line or PBX
using PhoneId = Id<struct PhoneTag>;      // a configured desk phone account
using BindingId = Id<struct BindingTag>;  // one registered contact of a phone; made by signalling

}  // namespace rapport::sip
