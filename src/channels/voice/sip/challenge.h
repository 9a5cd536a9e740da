// Answering a 401 or 407 to one of our requests.
#pragma once

#include <optional>
#include <string>

#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

// A whole header line ("Authorization: …\r\n" or "Proxy-Authorization: …\r\n"), or nothing if the response is
// no challenge or cannot be answered with these credentials.
std::optional<std::string> authorization_line(const sip_msg& response, const Credentials& credentials,
                                              const std::string& method, const std::string& uri);

}  // namespace rapport::sip
