// How an administrator writes an address to listen on for SIP: "udp:127.0.0.1:5060",
// "tls:[2001:db8::1]:5061".
#pragma once

#include <string>

#include "base/result.h"
#include "channels/voice/sip/options.h"

namespace rapport::voice {

// Errors: invalid, bad_listener; the detail quotes the text and says what was expected.
Result<sip::Listener> parse_listener(const std::string& text);
std::string write_listener(const sip::Listener& listener);

}  // namespace rapport::voice
