#include "channels/voice/media/ports.h"

#include <fmt/format.h>

namespace rapport::media {

Ports::Ports(std::uint16_t first, std::uint16_t last) : is_any_(first == 0) {
  for (int port = first + first % 2; !is_any_ && port + 1 <= last; port += 2)
    free_.push_back(static_cast<std::uint16_t>(port));
}

Result<Ports::Pair> Ports::take(const Address& at) {
  constexpr std::size_t tries_max = 64;
  Address address = at;
  if (is_any_) {
    address.set_port(0);
    auto socket = UdpSocket::bind(address);
    if (!socket) return tl::unexpected(socket.error());
    return Pair{std::move(*socket), 0};
  }
  for (std::size_t tries = std::min(free_.size(), tries_max); tries > 0; --tries) {
    const std::uint16_t port = free_.front();
    free_.pop_front();
    address.set_port(port);
    auto socket = UdpSocket::bind(address);
    if (socket) return Pair{std::move(*socket), port};
    free_.push_back(port);
  }
  return fail(ErrorCode::unavailable, "no_free_port",
              fmt::format("{} pairs are left, none could be bound", free_.size()));
}

void Ports::release(std::uint16_t leased) {
  if (leased != 0) free_.push_back(leased);
}

}  // namespace rapport::media
