// What can stand where a host is wanted. Pure.
#pragma once

#include <string_view>

namespace rapport::lines {

// A host name (RFC 1123, underscores allowed) or an address; IPv6 with or without brackets. No port.
bool is_host(std::string_view text);

}  // namespace rapport::lines
