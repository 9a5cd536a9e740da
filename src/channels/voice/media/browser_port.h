// The one UDP port of a media thread at which all its browsers arrive: ICE-lite (RFC 8445, 2.5), DTLS handed
// to the handshake thread, SRTP to the leg. A packet counts only from an address whose STUN check carried
// that leg's password. Owned by the media thread once it runs; `fd` and `port` before that.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "channels/voice/media/address.h"
#include "channels/voice/media/rtp_packet.h"
#include "channels/voice/media/srtp_session.h"
#include "channels/voice/media/udp_socket.h"
#include "channels/voice/sdp/negotiate.h"

namespace rapport::media {

class Handshakes;
class Leg;

class BrowserPort {
 public:
  // The handshake thread is told of datagrams as long as this lives.
  BrowserPort(UdpSocket socket, Handshakes& handshakes);
  ~BrowserPort();

  int fd() const { return socket_.fd(); }
  std::uint16_t port() const { return port_; }

  void add(Leg& leg);
  void settle(Leg& leg, const sdp::Agreed& agreed);
  void remove(Leg& leg);

  std::uint64_t receive(std::int64_t now_us);  // all that waits; how many packets
  void send(std::span<const std::uint8_t> bytes, const Address& to);
  void flush();  // what `send` has gathered

 private:
  struct Visitor;
  struct Arrivals;
  struct Outbox;
  void arrived(std::span<std::uint8_t> bytes, const Address& from, std::int64_t now_us);
  void check(std::span<const std::uint8_t> bytes, const Address& from, std::int64_t now_us);
  void admit(Visitor& visitor, const Address& from, bool is_nominated);

  UdpSocket socket_;
  std::uint16_t port_;
  Handshakes& handshakes_;
  std::unique_ptr<Arrivals> arrivals_;
  std::unique_ptr<Outbox> outbox_;
  std::unordered_map<std::int64_t, std::unique_ptr<Visitor>> visitors_;  // by leg
  std::unordered_map<std::string, Visitor*> by_ufrag_;
  std::unordered_map<Address, Visitor*, AddressHash> by_address_;
};

}  // namespace rapport::media
