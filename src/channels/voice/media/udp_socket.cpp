#include "channels/voice/media/udp_socket.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace rapport::media {

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

UdpSocket::~UdpSocket() {
  if (fd_ >= 0) ::close(fd_);
}

Result<UdpSocket> UdpSocket::bind(const Address& address, int receive_buffer_bytes) {
  UdpSocket out(::socket(address.raw()->sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!out.is_open() || ::bind(out.fd_, address.raw(), address.length()) != 0)
    return fail(ErrorCode::unavailable, "port_unavailable",
                fmt::format("{} port {}: {}", address.host(), address.port(), std::strerror(errno)));
  if (receive_buffer_bytes > 0) {
    // Beyond net.core.rmem_max only with CAP_NET_ADMIN; what the kernel gives will do.
    if (::setsockopt(out.fd_, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer_bytes,
                     sizeof receive_buffer_bytes) != 0)
      ::setsockopt(out.fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  }
  // Voice: expedited forwarding (RFC 3246, 8837).
  const int class_of_service = 46 << 2;
  if (address.is_ipv6())
    ::setsockopt(out.fd_, IPPROTO_IPV6, IPV6_TCLASS, &class_of_service, sizeof class_of_service);
  else
    ::setsockopt(out.fd_, IPPROTO_IP, IP_TOS, &class_of_service, sizeof class_of_service);
  return out;
}

std::uint16_t UdpSocket::port() const {
  sockaddr_in6 address{};
  socklen_t length = sizeof address;
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  return Address::of(reinterpret_cast<sockaddr*>(&address), length).port();
}

bool UdpSocket::send(std::span<const std::uint8_t> bytes, const Address& to) const {
  return ::sendto(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL, to.raw(), to.length()) ==
         static_cast<ssize_t>(bytes.size());
}

}  // namespace rapport::media
