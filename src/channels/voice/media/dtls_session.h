// One visitor's DTLS over memory: datagrams in, datagrams out, at the end the SRTP keys. On the handshake
// thread.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "channels/voice/media/srtp_session.h"

namespace rapport::media {

class DtlsContext {
 public:
  // Errors: certificate_invalid.
  static Result<DtlsContext> make(const std::string& certificate_pem);
  SSL_CTX* get() const { return context_.get(); }
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
  std::string fingerprint_;
};

class DtlsSession {
 public:
  using Send = std::function<void(std::span<const std::uint8_t>)>;
  enum class State { shaking, up, failed, closed };

  explicit DtlsSession(const DtlsContext& context);
  // One datagram, and what it makes us say.
  State receive(std::span<const std::uint8_t> datagram, const Send& send);
  // Sends again what got no answer; milliseconds until the next time, none when there is nothing to wait for.
  std::optional<int> again(const Send& send);

  State state() const { return state_; }
  std::string peer_fingerprint() const;
  Result<std::unique_ptr<SrtpSession>> keys() const;

 private:
  void flush(const Send& send);
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::unique_ptr<SSL, Free> ssl_;
  State state_ = State::shaking;
};

}  // namespace rapport::media
