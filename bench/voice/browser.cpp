#include "voice/browser.h"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/srtp.h>

#include <array>
#include <stdexcept>

#include "channels/voice/media/dtls_session.h"
#include "channels/voice/media/handshakes.h"
#include "channels/voice/media/stun.h"
#include "channels/voice/sdp/session.h"

namespace rapport::bench {
namespace {

constexpr auto check_again = std::chrono::milliseconds(100);
constexpr auto consent_every = std::chrono::milliseconds(2'500);  // as Chromium does
constexpr std::size_t record_header_bytes = 13;
constexpr std::size_t key_bytes = 16, salt_bytes = 12;  // AEAD_AES_128_GCM

}  // namespace

BrowserContext::BrowserContext() : context_(SSL_CTX_new(DTLS_client_method())) {
  const std::string pem = media::make_certificate();
  fingerprint_ = media::DtlsContext::make(pem)->fingerprint();
  BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
  BIO_free(text);
  SSL_CTX_use_certificate(get(), certificate);
  SSL_CTX_use_PrivateKey(get(), key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  SSL_CTX_set_tlsext_use_srtp(get(), "SRTP_AEAD_AES_128_GCM");
}

Browser::Browser(const BrowserContext& context, std::uint32_t number)
    : fingerprint_(context.fingerprint()),
      own_name_(fmt::format("bench{}", number)),
      number_(number),
      ssl_(SSL_new(context.get())) {
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  BIO_set_mem_eof_return(in, -1);
  BIO_set_mem_eof_return(out, -1);
  SSL_set_bio(ssl_.get(), in, out);
  SSL_set_options(ssl_.get(), SSL_OP_NO_QUERY_MTU);
  SSL_set_mtu(ssl_.get(), 1'200);
  SSL_set_connect_state(ssl_.get());
}

std::string Browser::offer() const {
  return fmt::format(
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
      "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=ice-ufrag:{}\r\na=ice-pwd:benchbenchbenchbenchbench\r\n"
      "a=fingerprint:sha-256 {}\r\na=setup:actpass\r\na=mid:0\r\na=rtcp-mux\r\na=rtpmap:0 PCMU/8000\r\n",
      own_name_, fingerprint_);
}

void Browser::answered(const std::string& description) {
  const auto session = sdp::parse(description);
  if (!session || session->sections.empty()) throw std::runtime_error("no answer for a browser");
  const sdp::Section& audio = session->sections.front();
  const auto of = [&](const char* name) {
    const std::string* value = audio.find(name) ? audio.find(name) : session->find(name);
    if (value == nullptr) throw std::runtime_error(fmt::format("no {} for a browser", name));
    return *value;
  };
  server_name_ = of("ice-ufrag");
  server_password_ = of("ice-pwd");
  server_port_ = audio.port;
}

void Browser::tend(Clock::time_point now, const Send& send) {
  if (server_port_ == 0) return;
  if (now >= next_check_) {
    check(send);
    next_check_ = now + (srtp_ ? consent_every : check_again);
  }
  if (!is_let_in_ || srtp_) return;
  DTLSv1_handle_timeout(ssl_.get());
  shake(send);
}

void Browser::check(const Send& send) {
  std::array<std::uint8_t, 512> bytes;
  media::StunTransaction transaction{};
  ++checks_;
  for (std::size_t i = 0; i < 4; ++i) {
    transaction[i] = static_cast<std::uint8_t>(number_ >> (8 * i));
    transaction[4 + i] = static_cast<std::uint8_t>(checks_ >> (8 * i));
  }
  const std::size_t size = media::write_binding_request(transaction, server_name_ + ":" + own_name_,
                                                        server_password_, true, bytes);
  send(std::span<const std::uint8_t>(bytes).first(size));
}

void Browser::take(std::span<const std::uint8_t> datagram, const Send& send) {
  if (datagram.size() < record_header_bytes) return;
  if (datagram[0] == 1 && datagram[1] == 1) {
    if (is_let_in_) return;
    is_let_in_ = true;
    return shake(send);
  }
  if (datagram[0] < 20 || datagram[0] > 63) return;
  BIO_write(SSL_get_rbio(ssl_.get()), datagram.data(), static_cast<int>(datagram.size()));
  shake(send);
}

void Browser::shake(const Send& send) {
  const bool is_up = SSL_do_handshake(ssl_.get()) == 1;
  // One record a datagram.
  const char* text = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(SSL_get_wbio(ssl_.get()), &text));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text);
  for (std::size_t at = 0; at + record_header_bytes <= size;) {
    const std::size_t record =
        record_header_bytes + (std::size_t{bytes[at + 11]} << 8 | std::size_t{bytes[at + 12]});
    send({bytes + at, record});
    at += record;
  }
  BIO_reset(SSL_get_wbio(ssl_.get()));
  if (is_up && !srtp_) take_keys();
}

// RFC 5764, 4.2: client key, server key, client salt, server salt. We are the client.
void Browser::take_keys() {
  const SRTP_PROTECTION_PROFILE* profile = SSL_get_selected_srtp_profile(ssl_.get());
  if (profile == nullptr || profile->id != SRTP_AEAD_AES_128_GCM)
    throw std::runtime_error("the server does not choose GCM");
  std::array<unsigned char, 2 * (key_bytes + salt_bytes)> bytes;
  constexpr std::string_view label = "EXTRACTOR-dtls_srtp";
  if (SSL_export_keying_material(ssl_.get(), bytes.data(), bytes.size(), label.data(), label.size(), nullptr,
                                 0, 0) != 1)
    throw std::runtime_error("no keys after a handshake");
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto key = [&](std::size_t which) {
    return std::string(all.substr(which * key_bytes, key_bytes)) +
           std::string(all.substr(2 * key_bytes + which * salt_bytes, salt_bytes));
  };
  auto made =
      media::SrtpSession::make(sdp::Suite::aead_aes_128_gcm, key(0), sdp::Suite::aead_aes_128_gcm, key(1));
  if (!made) throw std::runtime_error("keys that SRTP does not take");
  srtp_ = std::move(*made);
}

}  // namespace rapport::bench
