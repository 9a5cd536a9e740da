// An IPv4 or IPv6 address with port, as the kernel wants it. A value; never resolves names.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::media {

class Address {
 public:
  Address() = default;
  static std::optional<Address> from(std::string_view host, std::uint16_t port);
  static Address of(const sockaddr* address, socklen_t length);

  const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t length() const;
  bool is_set() const { return storage_.v4.sin_family != 0; }
  bool is_ipv6() const { return storage_.v4.sin_family == AF_INET6; }
  std::uint16_t port() const;
  void set_port(std::uint16_t port);
  bool is_any() const;  // 0.0.0.0 or ::
  bool has_same_host(const Address& other) const;
  std::string host() const;
  std::uint64_t hash() const;
  friend bool operator==(const Address& a, const Address& b) {
    return a.is_set() == b.is_set() && a.port() == b.port() && a.has_same_host(b);
  }

 private:
  union Storage {
    sockaddr_in6 v6;
    sockaddr_in v4;
    Storage() : v6{} {}
  } storage_;
};

struct AddressHash {
  std::size_t operator()(const Address& address) const { return static_cast<std::size_t>(address.hash()); }
};

}  // namespace rapport::media
