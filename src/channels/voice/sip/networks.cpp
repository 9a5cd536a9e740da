#include "channels/voice/sip/networks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "channels/voice/sip/text.h"

namespace rapport::sip {

std::optional<AddressBytes> address_bytes(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string copy(text);
  AddressBytes bytes{};
  if (inet_pton(AF_INET, copy.c_str(), bytes.data() + 12) == 1) {
    bytes[10] = bytes[11] = 0xFF;
    return bytes;
  }
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

bool Networks::add(std::string_view text) {
  text = trimmed(text);
  const auto slash = text.find('/');
  const auto address = address_bytes(text.substr(0, slash));
  if (!address) return false;
  const bool is_v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  int bits = 128;
  if (slash != std::string_view::npos) {
    const auto length = number_in(text.substr(slash + 1), is_v4 ? 32 : 128);
    if (!length) return false;
    bits = static_cast<int>(*length) + (is_v4 ? 96 : 0);
  }
  networks_.push_back({*address, bits});
  return true;
}

bool Networks::contains(const AddressBytes& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    const auto whole = static_cast<std::size_t>(network.bits / 8);
    if (std::memcmp(network.address.data(), address.data(), whole) != 0) return false;
    const int rest = network.bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
    return (network.address[whole] & mask) == (address[whole] & mask);
  });
}

}  // namespace rapport::sip
