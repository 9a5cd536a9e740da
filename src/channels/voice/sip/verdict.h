// Is a received message fit to be looked at? Every essential header is checked here, once, before anything
// else reads it. Pure, on libre's parser; no sockets (the fuzzer drives it).
#pragma once

#include <string>
#include <string_view>

#include "channels/voice/sip/libre.h"

namespace rapport::sip {

struct Verdict {
  enum class Kind { fine, refuse, drop };
  Kind kind = Kind::fine;
  int code = 400;           // when refused
  std::string reason = {};  // the phrase says what is wrong
  std::string headers = {};
};

// RFC 3261 sections 8.1.1, 8.2 and 12.1.1.
Verdict judge_request(const sip_msg& request);
// A response: only fine or drop.
Verdict judge_response(const sip_msg& response);

// Cuts what follows the Content-Length off a datagram's body (RFC 3261 section 18.3). False: the body is
// shorter than it says.
bool fit_body(const sip_msg& message);

// What is asked by Require and we do not know, as a list for Unsupported; "" when nothing.
std::string unsupported_options(const sip_msg& request);

bool is_known_method(std::string_view method);  // one that we implement

}  // namespace rapport::sip
