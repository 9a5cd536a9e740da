// Who calls whom, read from an INVITE. Pure.
#pragma once

#include "channels/voice/sip/events.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

// Everything of an Incoming but its leg, source and replaced leg. `is_trusted`: P-Asserted-Identity counts
// (RFC 3325: only from whom we trust).
Incoming incoming_of(const sip_msg& invite, bool is_trusted);

}  // namespace rapport::sip
