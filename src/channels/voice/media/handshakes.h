// DTLS (OpenSSL, server side) for all browsers of the plane, on a thread of its own: a handshake costs about
// a millisecond of arithmetic, which no media thread has to spare. Datagrams come in by a bounded queue
// (4,096; beyond it they are lost, as on any network, and sent again), answers go straight to the socket they
// came from, keys go to the media thread as a command. A visitor's certificate must have the fingerprint that
// its SDP named.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "channels/voice/media/address.h"
#include "channels/voice/media/command.h"
#include "channels/voice/media/ids.h"

namespace rapport::media {

// PEM: a P-256 certificate and its key, fresh, for a year. RSA would cost seconds to make and twice the
// handshake.
std::string make_certificate();

class Handshakes {
 public:
  // Hands a command to media thread number `thread`.
  using Post = std::function<bool(std::size_t thread, Command command)>;

  // Errors: certificate_invalid.
  static Result<std::unique_ptr<Handshakes>> start(const std::string& certificate_pem, Post post);
  ~Handshakes();

  const std::string& fingerprint() const;  // SHA-256, "AA:BB:…"

  // From the plane's door; they wait while the queue is full.
  void expect(LegId leg, std::size_t thread, int socket,
              const std::string& fingerprint);  // or another fingerprint
  void forget(LegId leg);
  // From media threads; lost when the queue is full.
  void datagram(LegId leg, std::span<const std::uint8_t> bytes, const Address& from);
  // From the owner, before media threads and their sockets go.
  void stop();

 private:
  struct Impl;
  explicit Handshakes(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::media
