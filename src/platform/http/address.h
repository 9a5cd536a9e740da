// Addresses as text: which are trusted proxies, and whom a proxy speaks for. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::http {

// IPv4 is kept as IPv4-mapped IPv6, so both compare as 16 bytes.
using AddressBytes = std::array<std::uint8_t, 16>;

// "10.0.0.1" or "2001:db8::1", also with brackets or a port as proxies write them.
Result<AddressBytes> parse_address(std::string_view text);

// A list of "10.0.0.1", "10.0.0.0/8", "2001:db8::/32".
class AddressRanges {
 public:
  static Result<AddressRanges> parse(const std::vector<std::string>& texts);
  bool contains(std::string_view address) const;

 private:
  struct Range {
    AddressBytes address;
    unsigned bits;
  };
  std::vector<Range> ranges_;
};

// The nearest address of X-Forwarded-For that is not itself a trusted proxy; `peer` when the header says
// nothing usable.
std::string client_address(std::string_view forwarded_for, const std::string& peer,
                           const AddressRanges& trusted);

// What rate limits count by: the address, of IPv6 its /64, because one subscriber has that many.
std::string rate_limit_key(std::string_view address);

}  // namespace rapport::http
