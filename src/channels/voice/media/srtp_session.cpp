#include "channels/voice/media/srtp_session.h"

#include <srtp2/srtp.h>

#include <string>

#include "base/check.h"
#include "channels/voice/media/srtp_crypto.h"

namespace rapport::media {
namespace {

static_assert(SRTP_MAX_TRAILER_LEN <= srtp_trailer_bytes_max);

// As many packets as jitter may put out of order.
constexpr unsigned long replay_window = 512;

void begin_library() {
  // Once for the process; the library asks for it.
  static const bool is_ready = srtp_init() == srtp_err_status_ok && use_openssl_for_srtp();
  RAPPORT_CHECK(is_ready);
}

void set_policy(sdp::Suite suite, srtp_policy_t& policy) {
  switch (suite) {
    case sdp::Suite::aead_aes_128_gcm:
      srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
      srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
      return;
    case sdp::Suite::aead_aes_256_gcm:
      srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp);
      srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp);
      return;
    case sdp::Suite::aes_cm_128_hmac_sha1_80:
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
      return;
    case sdp::Suite::aes_cm_128_hmac_sha1_32:
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);  // RFC 3711, 5.2
      return;
  }
}

template <class Run>
std::size_t run_on(Run run, srtp_ctx_t_* context, std::uint8_t* bytes, std::size_t size) {
  int length = static_cast<int>(size);
  return run(context, bytes, &length) == srtp_err_status_ok && length > 0 ? static_cast<std::size_t>(length)
                                                                          : 0;
}

}  // namespace

void SrtpSession::Free::operator()(srtp_ctx_t_* context) const {
  srtp_dealloc(context);
}

SrtpSession::Context SrtpSession::context(sdp::Suite suite, std::string_view key, bool is_outgoing) {
  begin_library();
  if (key.size() != sdp::key_bytes(suite)) return nullptr;
  srtp_policy_t policy{};
  set_policy(suite, policy);
  std::string bytes(key);
  policy.key = reinterpret_cast<unsigned char*>(bytes.data());
  policy.ssrc.type = is_outgoing ? ssrc_any_outbound : ssrc_any_inbound;
  policy.window_size = replay_window;
  policy.allow_repeat_tx = 0;
  srtp_t made = nullptr;
  return srtp_create(&made, &policy) == srtp_err_status_ok ? Context(made) : nullptr;
}

Result<std::unique_ptr<SrtpSession>> SrtpSession::make(sdp::Suite suite, std::string_view send_key,
                                                       sdp::Suite receive_suite,
                                                       std::string_view receive_key) {
  Context send = context(suite, send_key, true), receive = context(receive_suite, receive_key, false);
  if (!send || !receive)
    return fail(ErrorCode::invalid, "srtp_key_refused",
                "a key that " + std::string(sdp::to_string(suite)) + " cannot use");
  return std::unique_ptr<SrtpSession>(new SrtpSession(std::move(send), std::move(receive)));
}

std::size_t SrtpSession::protect_rtp(std::uint8_t* bytes, std::size_t size) {
  return run_on([](auto* c, auto* b, int* n) { return srtp_protect(c, b, n); }, send_.get(), bytes, size);
}
std::size_t SrtpSession::protect_rtcp(std::uint8_t* bytes, std::size_t size) {
  return run_on([](auto* c, auto* b, int* n) { return srtp_protect_rtcp(c, b, n); }, send_.get(), bytes,
                size);
}
std::size_t SrtpSession::unprotect_rtp(std::uint8_t* bytes, std::size_t size) {
  return run_on([](auto* c, auto* b, int* n) { return srtp_unprotect(c, b, n); }, receive_.get(), bytes,
                size);
}
std::size_t SrtpSession::unprotect_rtcp(std::uint8_t* bytes, std::size_t size) {
  return run_on([](auto* c, auto* b, int* n) { return srtp_unprotect_rtcp(c, b, n); }, receive_.get(), bytes,
                size);
}

}  // namespace rapport::media
