#include "voice/datagrams.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace rapport::bench {
namespace {

constexpr std::size_t batch = 64;

}  // namespace

struct Datagrams::Batch {
  std::array<std::array<std::uint8_t, datagram_bytes_max>, batch> bytes;
  std::array<sockaddr_in, batch> server{};
  std::array<iovec, batch> parts{};
  std::array<mmsghdr, batch> messages{};
  struct alignas(cmsghdr) Control {
    std::array<std::uint8_t, CMSG_SPACE(sizeof(in_pktinfo))> bytes{};
  };
  std::array<Control, batch> control{};

  Batch() {
    for (std::size_t i = 0; i < batch; ++i) {
      msghdr& header = messages[i].msg_hdr;
      parts[i] = {bytes[i].data(), bytes[i].size()};
      header.msg_name = &server[i];
      header.msg_namelen = sizeof server[i];
      header.msg_iov = &parts[i];
      header.msg_iovlen = 1;
      header.msg_control = control[i].bytes.data();
      header.msg_controllen = control[i].bytes.size();
    }
  }
};

Datagrams::Datagrams() : out_(std::make_unique<Batch>()), in_(std::make_unique<Batch>()) {
  socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int bytes = 8 << 20, on = 1;
  // Beyond net.core.rmem_max only with CAP_NET_ADMIN.
  if (::setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) != 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  ::setsockopt(socket_, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t size = sizeof address;
  // All addresses, but of the loopback interface only.
  if (socket_ < 0 || ::setsockopt(socket_, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2) != 0 ||
      ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("there is no port for RTP");
  port_ = ntohs(address.sin_port);
}

Datagrams::~Datagrams() {
  ::close(socket_);
}

std::span<std::uint8_t, datagram_bytes_max> Datagrams::room() {
  return out_->bytes[filled_];
}

void Datagrams::send(std::size_t bytes, std::uint32_t own_address, std::uint16_t server_port) {
  Batch& out = *out_;
  out.parts[filled_].iov_len = bytes;
  sockaddr_in& to = out.server[filled_];
  to.sin_family = AF_INET;
  to.sin_port = htons(server_port);
  to.sin_addr.s_addr = htonl(first_loopback);
  cmsghdr* control = CMSG_FIRSTHDR(&out.messages[filled_].msg_hdr);
  control->cmsg_level = IPPROTO_IP;
  control->cmsg_type = IP_PKTINFO;
  control->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
  in_pktinfo from{};
  from.ipi_spec_dst.s_addr = htonl(own_address);
  std::memcpy(CMSG_DATA(control), &from, sizeof from);
  if (++filled_ == batch) flush();
}

void Datagrams::flush() {
  for (unsigned sent = 0; sent < filled_;) {
    const int now = ::sendmmsg(socket_, out_->messages.data() + sent, filled_ - sent, 0);
    if (now <= 0) break;
    sent += static_cast<unsigned>(now);
  }
  filled_ = 0;
}

void Datagrams::receive(const Take& take) {
  Batch& in = *in_;
  for (;;) {
    for (mmsghdr& message : in.messages) {
      message.msg_hdr.msg_namelen = sizeof(sockaddr_in);
      message.msg_hdr.msg_controllen = sizeof(Batch::Control::bytes);
    }
    const int count = ::recvmmsg(socket_, in.messages.data(), batch, MSG_DONTWAIT, nullptr);
    if (count <= 0) return;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const cmsghdr* control = CMSG_FIRSTHDR(&in.messages[i].msg_hdr);
      if (control == nullptr || control->cmsg_type != IP_PKTINFO) continue;
      in_pktinfo to{};
      std::memcpy(&to, CMSG_DATA(control), sizeof to);
      take({in.bytes[i].data(), in.messages[i].msg_len}, ntohl(to.ipi_addr.s_addr),
           ntohs(in.server[i].sin_port));
    }
    if (static_cast<std::size_t>(count) < batch) return;
  }
}

}  // namespace rapport::bench
