// Sets of addresses: "192.0.2.4", "192.0.2.0/24", "2001:db8::/32". Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::sip {

// An address as 16 bytes; IPv4 as ::ffff:a.b.c.d, so that a mapped one is the same.
using AddressBytes = std::array<std::uint8_t, 16>;
std::optional<AddressBytes> address_bytes(std::string_view text);

// host, host:port, 192.0.2.1:port, [2001:db8::1]:port. Takes the third colon that an error in RFC 3261's
// grammar makes some write (RFC 5118 section 4.10).
bool is_host_and_port(std::string_view text);

class Networks {
 public:
  // False: not an address or network (then nothing is added).
  bool add(std::string_view text);
  bool contains(const AddressBytes& address) const;
  bool is_empty() const { return networks_.empty(); }

 private:
  struct Network {
    AddressBytes address;
    int bits;
  };
  std::vector<Network> networks_;
};

}  // namespace rapport::sip
