// SRTP and SRTCP of one leg by libsrtp2 (RFC 3711, 7714): one key for what we send, one for what we receive.
// On the leg's media thread; made by whoever settled the keys. Replayed and forged packets are refused and
// change nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "channels/voice/sdp/audio.h"

struct srtp_ctx_t_;

namespace rapport::media {

constexpr std::size_t srtp_trailer_bytes_max = 144;  // free space behind what is protected

class SrtpSession {
 public:
  // Keys as key then salt, sdp::key_bytes(suite) long. Errors: srtp_key_refused.
  static Result<std::unique_ptr<SrtpSession>> make(sdp::Suite suite, std::string_view send_key,
                                                   sdp::Suite receive_suite, std::string_view receive_key);

  // The other end has a new key; ours goes on, its packets counted as before.
  void receive_with(SrtpSession&& other) { receive_ = std::move(other.receive_); }

  // In place; the new size, 0 when refused.
  std::size_t protect_rtp(std::uint8_t* bytes, std::size_t size);
  std::size_t protect_rtcp(std::uint8_t* bytes, std::size_t size);
  std::size_t unprotect_rtp(std::uint8_t* bytes, std::size_t size);
  std::size_t unprotect_rtcp(std::uint8_t* bytes, std::size_t size);

 private:
  struct Free {
    void operator()(srtp_ctx_t_* context) const;
  };
  using Context = std::unique_ptr<srtp_ctx_t_, Free>;
  SrtpSession(Context send, Context receive) : send_(std::move(send)), receive_(std::move(receive)) {}
  static Context context(sdp::Suite suite, std::string_view key, bool is_outgoing);
  Context send_, receive_;
};

}  // namespace rapport::media
