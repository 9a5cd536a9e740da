#include "channels/voice/media/dtls_session.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/srtp.h>
#include <openssl/x509.h>

#include <array>
#include <vector>

#include "base/check.h"
#include "channels/voice/media/bytes.h"

namespace rapport::media {
namespace {

constexpr std::size_t mtu = 1200;
constexpr std::size_t record_header_bytes = 13;
// The order is ours to decide, as the server: GCM costs half of what CM with HMAC does.
constexpr const char* srtp_profiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (!certificate || X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string out;
  for (unsigned i = 0; i < size; ++i)
    out += fmt::format("{}{:02X}", i ? ":" : "", digest[i]);
  return out;
}

// The fingerprint is compared afterwards; here any certificate will do, but there must be one.
int take_any(int, X509_STORE_CTX*) {
  return 1;
}

}  // namespace

Result<DtlsContext> DtlsContext::make(const std::string& pem) {
  const auto invalid = [] {
    ERR_clear_error();
    return fail(ErrorCode::invalid, "certificate_invalid",
                "the PEM must hold a certificate and its private key");
  };
  DtlsContext out;
  out.context_.reset(SSL_CTX_new(DTLS_server_method()));
  RAPPORT_CHECK(out.context_);
  BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  BIO_free(text);
  text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
  BIO_free(text);
  const bool fits = certificate && key && SSL_CTX_use_certificate(out.get(), certificate) == 1 &&
                    SSL_CTX_use_PrivateKey(out.get(), key) == 1;
  out.fingerprint_ = fingerprint_of(certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  if (!fits) return invalid();
  SSL_CTX_set_min_proto_version(out.get(), DTLS1_2_VERSION);
  SSL_CTX_set_verify(out.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, take_any);
  SSL_CTX_set_options(out.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_QUERY_MTU);
  SSL_CTX_set_session_cache_mode(out.get(), SSL_SESS_CACHE_OFF);
  RAPPORT_CHECK(SSL_CTX_set_tlsext_use_srtp(out.get(), srtp_profiles) == 0);
  return out;
}

DtlsSession::DtlsSession(const DtlsContext& context) : ssl_(SSL_new(context.get())) {
  RAPPORT_CHECK(ssl_);
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  BIO_set_mem_eof_return(in, -1);
  BIO_set_mem_eof_return(out, -1);
  SSL_set_bio(ssl_.get(), in, out);
  SSL_set_mtu(ssl_.get(), mtu);
  SSL_set_accept_state(ssl_.get());
}

// A memory BIO glues the records of several datagrams together: cut at record borders, as many to a datagram
// as fit.
void DtlsSession::flush(const Send& send) {
  BIO* out = SSL_get_wbio(ssl_.get());
  const char* text = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(out, &text));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text);
  std::size_t begin = 0, at = 0;
  while (at + record_header_bytes <= size) {
    const std::size_t record = record_header_bytes + read_u16(bytes + at + 11);
    if (record > size - at) break;
    if (at > begin && at + record - begin > mtu) {
      send({bytes + begin, at - begin});
      begin = at;
    }
    at += record;
  }
  if (at > begin) send({bytes + begin, at - begin});
  BIO_reset(out);
}

DtlsSession::State DtlsSession::receive(std::span<const std::uint8_t> datagram, const Send& send) {
  if (state_ == State::failed || state_ == State::closed) return state_;
  ERR_clear_error();
  BIO_write(SSL_get_rbio(ssl_.get()), datagram.data(), static_cast<int>(datagram.size()));
  if (state_ == State::shaking) {
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1)
      state_ = State::up;
    else if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ)
      state_ = State::failed;
  }
  if (state_ == State::up) {
    // No application data is expected; this notices close_notify and answers repeated flights.
    std::array<char, 2048> ignored;
    while (SSL_read(ssl_.get(), ignored.data(), static_cast<int>(ignored.size())) > 0) {
    }
    if (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) state_ = State::closed;
  }
  flush(send);
  ERR_clear_error();
  return state_;
}

std::optional<int> DtlsSession::again(const Send& send) {
  timeval left{};
  if (state_ != State::shaking || DTLSv1_get_timeout(ssl_.get(), &left) != 1) return std::nullopt;
  if (left.tv_sec == 0 && left.tv_usec == 0) {
    if (DTLSv1_handle_timeout(ssl_.get()) < 0) state_ = State::failed;
    flush(send);
    if (state_ != State::shaking || DTLSv1_get_timeout(ssl_.get(), &left) != 1) return std::nullopt;
  }
  return static_cast<int>(left.tv_sec * 1000 + left.tv_usec / 1000 + 1);
}

std::string DtlsSession::peer_fingerprint() const {
  return fingerprint_of(SSL_get0_peer_certificate(ssl_.get()));
}

Result<std::unique_ptr<SrtpSession>> DtlsSession::keys() const {
  const SRTP_PROTECTION_PROFILE* profile = SSL_get_selected_srtp_profile(ssl_.get());
  if (!profile) return fail(ErrorCode::invalid, "srtp_key_refused", "no SRTP profile was agreed");
  const bool is_gcm = profile->id == SRTP_AEAD_AES_128_GCM;
  const sdp::Suite suite = is_gcm ? sdp::Suite::aead_aes_128_gcm : sdp::Suite::aes_cm_128_hmac_sha1_80;
  constexpr std::size_t key_size = 16;
  const std::size_t salt_size = sdp::key_bytes(suite) - key_size;
  std::array<unsigned char, 2 * 30> bytes;
  constexpr std::string_view label = "EXTRACTOR-dtls_srtp";
  if (SSL_export_keying_material(ssl_.get(), bytes.data(), 2 * (key_size + salt_size), label.data(),
                                 label.size(), nullptr, 0, 0) != 1)
    return fail(ErrorCode::internal, "srtp_key_refused", "the keys could not be exported");
  // RFC 5764, 4.2: client key, server key, client salt, server salt. We are the server.
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto key = [&](std::size_t which) {
    return std::string(all.substr(which * key_size, key_size)) +
           std::string(all.substr(2 * key_size + which * salt_size, salt_size));
  };
  return SrtpSession::make(suite, key(1), suite, key(0));
}

}  // namespace rapport::media
