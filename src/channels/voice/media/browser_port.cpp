#include "channels/voice/media/browser_port.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>

#include "channels/voice/media/handshakes.h"
#include "channels/voice/media/leg.h"
#include "channels/voice/media/stun.h"

namespace rapport::media {
namespace {

constexpr std::size_t batch = 64;
constexpr int batches_a_round = 8;        // then other sockets have their turn
constexpr std::size_t addresses_max = 8;  // of one visitor: wifi, mobile, VPN, IPv6, …
constexpr std::size_t ufrags_max = 4;     // old ones stay valid while an ICE restart is under way

}  // namespace

struct BrowserPort::Visitor {
  Leg* leg = nullptr;
  std::string password;
  std::string ufrag;
  std::vector<std::string> their_ufrags;  // newest last
  std::vector<Address> addresses;         // proven, newest last
  bool is_nominated = false;
};

struct BrowserPort::Arrivals {
  std::array<std::array<std::uint8_t, packet_bytes_max>, batch> bytes;
  std::array<sockaddr_in6, batch> from;
  std::array<iovec, batch> pieces;
  std::array<mmsghdr, batch> messages;
};

struct BrowserPort::Outbox {
  std::array<std::array<std::uint8_t, packet_bytes_max + srtp_trailer_bytes_max>, batch> bytes;
  std::array<Address, batch> to;
  std::array<iovec, batch> pieces;
  std::array<mmsghdr, batch> messages;
  unsigned count = 0;
};

BrowserPort::BrowserPort(UdpSocket socket, Handshakes& handshakes)
    : socket_(std::move(socket)),
      port_(socket_.port()),
      handshakes_(handshakes),
      arrivals_(std::make_unique<Arrivals>()),
      outbox_(std::make_unique<Outbox>()) {
  for (std::size_t i = 0; i < batch; ++i) {
    arrivals_->messages[i] = {};
    arrivals_->pieces[i] = {arrivals_->bytes[i].data(), arrivals_->bytes[i].size()};
    arrivals_->messages[i].msg_hdr.msg_iov = &arrivals_->pieces[i];
    arrivals_->messages[i].msg_hdr.msg_iovlen = 1;
    arrivals_->messages[i].msg_hdr.msg_name = &arrivals_->from[i];
    outbox_->messages[i] = {};
    outbox_->messages[i].msg_hdr.msg_iov = &outbox_->pieces[i];
    outbox_->messages[i].msg_hdr.msg_iovlen = 1;
  }
}

BrowserPort::~BrowserPort() = default;

void BrowserPort::add(Leg& leg) {
  auto visitor = std::make_unique<Visitor>();
  visitor->leg = &leg;
  visitor->ufrag = leg.setup().ufrag;
  visitor->password = leg.setup().password;
  by_ufrag_[visitor->ufrag] = visitor.get();
  visitors_[leg.id().value] = std::move(visitor);
}

void BrowserPort::settle(Leg& leg, const sdp::Agreed& agreed) {
  const auto it = visitors_.find(leg.id().value);
  if (it == visitors_.end()) return;
  auto& ufrags = it->second->their_ufrags;
  if (ufrags.empty() || ufrags.back() != agreed.remote_ufrag) {
    ufrags.push_back(agreed.remote_ufrag);
    if (ufrags.size() > ufrags_max) ufrags.erase(ufrags.begin());
    it->second->is_nominated = false;
  }
}

void BrowserPort::remove(Leg& leg) {
  const auto it = visitors_.find(leg.id().value);
  if (it == visitors_.end()) return;
  for (const Address& address : it->second->addresses)
    by_address_.erase(address);
  by_ufrag_.erase(it->second->ufrag);
  visitors_.erase(it);
}

std::uint64_t BrowserPort::receive(std::int64_t now_us) {
  std::uint64_t total = 0;
  for (int round = 0; round < batches_a_round; ++round) {
    for (mmsghdr& message : arrivals_->messages)
      message.msg_hdr.msg_namelen = sizeof(sockaddr_in6);
    const int count = ::recvmmsg(socket_.fd(), arrivals_->messages.data(), batch, MSG_DONTWAIT, nullptr);
    if (count <= 0) break;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const mmsghdr& message = arrivals_->messages[i];
      if (message.msg_len == 0 || message.msg_hdr.msg_flags & MSG_TRUNC) continue;
      arrived(
          {arrivals_->bytes[i].data(), message.msg_len},
          Address::of(reinterpret_cast<const sockaddr*>(&arrivals_->from[i]), message.msg_hdr.msg_namelen),
          now_us);
    }
    total += static_cast<std::uint64_t>(count);
    if (static_cast<std::size_t>(count) < batch) break;
  }
  return total;
}

// By the first byte (RFC 7983): 0…3 STUN, 20…63 DTLS, 128…191 RTP and RTCP.
void BrowserPort::arrived(std::span<std::uint8_t> bytes, const Address& from, std::int64_t now_us) {
  if (bytes[0] < 4) {
    check(bytes, from, now_us);
    return;
  }
  const auto it = by_address_.find(from);
  if (it == by_address_.end()) return;
  if (bytes[0] >= 128 && bytes[0] < 192)
    it->second->leg->receive(bytes, from, now_us);
  else if (bytes[0] >= 20 && bytes[0] < 64)
    handshakes_.datagram(it->second->leg->id(), bytes, from);
}

void BrowserPort::check(std::span<const std::uint8_t> bytes, const Address& from, std::int64_t now_us) {
  const auto request = read_binding_request(bytes);
  if (!request) return;
  const auto it = by_ufrag_.find(std::string(request->ours));
  if (it == by_ufrag_.end()) return;
  Visitor& visitor = *it->second;
  const auto& known = visitor.their_ufrags;
  if (std::find(known.begin(), known.end(), request->theirs) == known.end()) return;
  if (!is_genuine(bytes, request->integrity_at, visitor.password)) return;
  visitor.leg->heard_consent(now_us);
  admit(visitor, from, request->is_nomination);
  std::array<std::uint8_t, stun_answer_bytes_max> answer;
  const std::size_t size = write_binding_answer(request->transaction, from, visitor.password, answer);
  send({answer.data(), size}, from);
}

// Before a nomination we answer where the last proven check came from: the browser's first DTLS message
// follows it. A nomination decides; a later one moves the path (another network).
void BrowserPort::admit(Visitor& visitor, const Address& from, bool is_nominated) {
  auto& addresses = visitor.addresses;
  if (std::find(addresses.begin(), addresses.end(), from) == addresses.end()) {
    if (addresses.size() == addresses_max) {
      by_address_.erase(addresses.front());
      addresses.erase(addresses.begin());
    }
    // The same address for another visitor: the earlier one has gone (a reloaded page behind the same port).
    if (const auto held = by_address_.find(from); held != by_address_.end())
      std::erase(held->second->addresses, from);
    addresses.push_back(from);
    by_address_[from] = &visitor;
  }
  if (is_nominated || !visitor.is_nominated) visitor.leg->set_browser_address(from);
  visitor.is_nominated = visitor.is_nominated || is_nominated;
}

void BrowserPort::send(std::span<const std::uint8_t> bytes, const Address& to) {
  Outbox& out = *outbox_;
  const unsigned at = out.count;
  if (bytes.size() > out.bytes[at].size()) return;
  std::memcpy(out.bytes[at].data(), bytes.data(), bytes.size());
  out.to[at] = to;
  out.pieces[at] = {out.bytes[at].data(), bytes.size()};
  out.messages[at].msg_hdr.msg_name = const_cast<sockaddr*>(out.to[at].raw());
  out.messages[at].msg_hdr.msg_namelen = out.to[at].length();
  if (++out.count == batch) flush();
}

void BrowserPort::flush() {
  unsigned sent = 0;
  while (sent < outbox_->count) {
    const int count =
        ::sendmmsg(socket_.fd(), outbox_->messages.data() + sent, outbox_->count - sent, MSG_DONTWAIT);
    // The first of the rest cannot go (unreachable, buffer full): lost, as on any network.
    sent += count > 0 ? static_cast<unsigned>(count) : 1;
  }
  outbox_->count = 0;
}

}  // namespace rapport::media
