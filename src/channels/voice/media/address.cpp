#include "channels/voice/media/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace rapport::media {

std::optional<Address> Address::from(std::string_view host, std::uint16_t port) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string text(host);
  Address out;
  if (inet_pton(AF_INET, text.c_str(), &out.storage_.v4.sin_addr) == 1) {
    out.storage_.v4.sin_family = AF_INET;
  } else {
    out = Address();
    if (inet_pton(AF_INET6, text.c_str(), &out.storage_.v6.sin6_addr) != 1) return std::nullopt;
    out.storage_.v6.sin6_family = AF_INET6;
  }
  out.set_port(port);
  return out;
}

Address Address::of(const sockaddr* address, socklen_t length) {
  Address out;
  std::memcpy(static_cast<void*>(&out.storage_), address, std::min<std::size_t>(length, sizeof out.storage_));
  return out;
}

socklen_t Address::length() const {
  return is_ipv6() ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

std::uint16_t Address::port() const {
  return ntohs(is_ipv6() ? storage_.v6.sin6_port : storage_.v4.sin_port);
}

void Address::set_port(std::uint16_t port) {
  (is_ipv6() ? storage_.v6.sin6_port : storage_.v4.sin_port) = htons(port);
}

bool Address::is_any() const {
  if (is_ipv6()) return IN6_IS_ADDR_UNSPECIFIED(&storage_.v6.sin6_addr);
  return storage_.v4.sin_addr.s_addr == 0;
}

bool Address::has_same_host(const Address& other) const {
  if (storage_.v4.sin_family != other.storage_.v4.sin_family) return false;
  if (is_ipv6())
    return std::memcmp(&storage_.v6.sin6_addr, &other.storage_.v6.sin6_addr, sizeof(in6_addr)) == 0;
  return storage_.v4.sin_addr.s_addr == other.storage_.v4.sin_addr.s_addr;
}

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_ipv6())
    inet_ntop(AF_INET6, &storage_.v6.sin6_addr, text, sizeof text);
  else
    inet_ntop(AF_INET, &storage_.v4.sin_addr, text, sizeof text);
  return text;
}

std::uint64_t Address::hash() const {
  std::uint64_t out = port();
  const auto mix = [&out](std::uint64_t value) { out = ((out ^ value) * 0x9E3779B97F4A7C15u) ^ (out >> 29); };
  if (is_ipv6()) {
    std::uint64_t halves[2];
    std::memcpy(halves, &storage_.v6.sin6_addr, sizeof halves);
    mix(halves[0]);
    mix(halves[1]);
  } else {
    mix(storage_.v4.sin_addr.s_addr);
  }
  return out;
}

}  // namespace rapport::media
