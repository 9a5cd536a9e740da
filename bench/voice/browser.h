// Browser: the sound of one agent's desk as far as packets go: connectivity checks and consent (ICE), the
// DTLS handshake as its client, then SRTP. Without a socket and without a clock: it is told what came and
// what time it is. One owner, one thread at a time.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "channels/voice/media/srtp_session.h"
#include "support/net.h"

namespace rapport::bench {

// What all browsers of the bench share: one certificate.
class BrowserContext {
 public:
  BrowserContext();
  SSL_CTX* get() const { return context_.get(); }
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
  std::string fingerprint_;
};

class Browser {
 public:
  using Send = std::function<void(std::span<const std::uint8_t> datagram)>;

  Browser(const BrowserContext& context, std::uint32_t number);

  std::string offer() const;
  // Throws when it cannot be understood.
  void answered(const std::string& description);
  // Every 20 ms.
  void tend(Clock::time_point now, const Send& send);
  void take(std::span<const std::uint8_t> datagram, const Send& send);  // STUN or DTLS

  std::uint16_t server_port() const { return server_port_; }
  media::SrtpSession* srtp() const { return srtp_.get(); }  // nullptr: not up yet

 private:
  void check(const Send& send);
  void shake(const Send& send);
  void take_keys();

  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::string fingerprint_, own_name_, server_name_, server_password_;
  std::uint32_t number_ = 0, checks_ = 0;
  std::uint16_t server_port_ = 0;
  bool is_let_in_ = false;
  Clock::time_point next_check_;
  std::unique_ptr<SSL, Free> ssl_;
  std::unique_ptr<media::SrtpSession> srtp_;
};

}  // namespace rapport::bench
