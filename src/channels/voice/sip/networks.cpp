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

bool is_host_and_port(std::string_view text) {
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return false;
    std::string host(text.substr(1, close - 1));
    if (const auto colons = host.find(":::"); colons != std::string::npos) host.erase(colons, 1);
    in6_addr address;
    if (inet_pton(AF_INET6, host.c_str(), &address) != 1) return false;
    port = text.substr(close + 1);
  } else {
    const auto end = text.find(':');
    const std::string_view host = text.substr(0, end);
    const auto is_host_character = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
             c == '.' || c == '_';
    };
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_character)) return false;
    port = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  return port.empty() || (port.front() == ':' && number_in(port.substr(1), 65'535));
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
