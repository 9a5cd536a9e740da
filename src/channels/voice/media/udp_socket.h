// A non-blocking UDP socket. Bound by whoever opens a leg, then owned by a media thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "channels/voice/media/address.h"

namespace rapport::media {

class UdpSocket {
 public:
  UdpSocket() = default;
  explicit UdpSocket(int fd) : fd_(fd) {}
  UdpSocket(UdpSocket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  UdpSocket& operator=(UdpSocket&& other) noexcept;
  ~UdpSocket();

  // Errors: port_unavailable.
  static Result<UdpSocket> bind(const Address& address, int receive_buffer_bytes = 0);

  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  std::uint16_t port() const;
  // False when the kernel would not take it (full buffer, unreachable): the packet is lost, as on any
  // network.
  bool send(std::span<const std::uint8_t> bytes, const Address& to) const;

 private:
  int fd_ = -1;
};

}  // namespace rapport::media
