// The browsers' port: who is let in. (Real browsers: browser/chromium.mjs.)
#include "channels/voice/media/browser_port.h"

#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include "channels/voice/media/dtls_session.h"
#include "channels/voice/media/handshakes.h"
#include "channels/voice/media/stun.h"
#include "channels/voice/media/support/stage.h"
#include "channels/voice/sdp/session.h"

namespace rapport::media::test {
namespace {

// A browser as far as packets go: STUN checks, a DTLS client, SRTP.
class Browser {
 public:
  explicit Browser(std::uint16_t port)
      : socket_(std::move(*UdpSocket::bind(*Address::from("127.0.0.1", 0)))),
        to_(*Address::from("127.0.0.1", port)) {
    context_ = SSL_CTX_new(DTLS_client_method());
    const std::string pem = make_certificate();
    own_ = std::move(*DtlsContext::make(pem));
    BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
    BIO_free(text);
    SSL_CTX_use_certificate(context_, certificate);
    SSL_CTX_use_PrivateKey(context_, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    SSL_CTX_set_tlsext_use_srtp(context_, "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM");
    ssl_ = SSL_new(context_);
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(ssl_, in, out);
    SSL_set_options(ssl_, SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(ssl_, 1200);
    SSL_set_connect_state(ssl_);
  }
  ~Browser() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
  }

  std::string offer() const {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
           "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=ice-ufrag:theirs\r\na=ice-pwd:theirpasswordtheirpassword\r\n"
           "a=fingerprint:sha-256 " +
           own_.fingerprint() + "\r\na=setup:actpass\r\na=mid:0\r\na=rtcp-mux\r\na=rtpmap:0 PCMU/8000\r\n";
  }

  // Whether a check with these credentials is answered.
  bool check(const std::string& username, const std::string& password) {
    std::array<std::uint8_t, 512> bytes;
    const std::size_t size = write_binding_request({1, 2, 3}, username, password, true, bytes);
    // Sent again as browsers do: the answer's keys may still be on their way to the media thread.
    for (int sent = 0; sent < 4; ++sent) {
      socket_.send(std::span(bytes).first(size), to_);
      for (auto answer = receive(100); !answer.empty(); answer = receive(100))
        if (answer.size() > 20 && answer[0] == 1 && answer[1] == 1) return true;
    }
    return false;
  }

  bool shake_hands(int ms = 2000) {
    for (const std::int64_t end = monotonic() + ms; monotonic() < end;) {
      const int result = SSL_do_handshake(ssl_);
      flush();
      if (result == 1) return true;
      const auto datagram = receive(50);
      if (!datagram.empty())
        BIO_write(SSL_get_rbio(ssl_), datagram.data(), static_cast<int>(datagram.size()));
      DTLSv1_handle_timeout(ssl_);
      flush();
    }
    return false;
  }
  std::string profile() const { return SSL_get_selected_srtp_profile(ssl_)->name; }

  std::vector<std::uint8_t> receive(int ms) {
    pollfd waited{socket_.fd(), POLLIN, 0};
    if (::poll(&waited, 1, ms) <= 0) return {};
    std::vector<std::uint8_t> out(2000);
    const ssize_t got = ::recv(socket_.fd(), out.data(), out.size(), MSG_DONTWAIT);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return out;
  }
  void send(std::span<const std::uint8_t> bytes) { socket_.send(bytes, to_); }

 private:
  static std::int64_t monotonic() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  void flush() {
    // One record a datagram.
    const char* text = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(ssl_), &text);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text);
    for (long at = 0; at + 13 <= size;) {
      const long record = 13 + (bytes[at + 11] << 8 | bytes[at + 12]);
      socket_.send({bytes + at, static_cast<std::size_t>(record)}, to_);
      at += record;
    }
    BIO_reset(SSL_get_wbio(ssl_));
  }

  UdpSocket socket_;
  Address to_;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  DtlsContext own_ = {};
};

struct Credentials {
  std::string ufrag, password;
};

Credentials answer(Stage& stage, LegId leg, const std::string& offer) {
  LegOptions options;
  options.security = sdp::Security::dtls;
  options.codecs = {sdp::Codec::pcmu};
  REQUIRE(stage.plane().open(leg, options));
  const auto answered = stage.plane().answer(leg, offer);
  REQUIRE(answered);
  const auto session = sdp::parse(answered->sdp);
  return {*session->sections[0].find("ice-ufrag"), *session->sections[0].find("ice-pwd")};
}

}  // namespace

TEST_CASE("A check is answered only for a known leg, its own password and the other end's name") {
  Stage stage;
  Browser browser(stage.plane().browser_port());
  const Credentials ours = answer(stage, leg(1), browser.offer());
  CHECK_FALSE(browser.check("nobody:theirs", ours.password));
  CHECK_FALSE(browser.check(ours.ufrag + ":theirs", "another password, as long as ours"));
  CHECK_FALSE(browser.check(ours.ufrag + ":somebody", ours.password));
  CHECK(browser.check(ours.ufrag + ":theirs", ours.password));
  // A stranger who saw the check cannot use it for another leg, and gets nothing for DTLS or RTP.
  Browser stranger(stage.plane().browser_port());
  CHECK_FALSE(stranger.shake_hands(300));
}

TEST_CASE("The handshake comes up with GCM though the browser likes CM better; forged RTP changes nothing") {
  Stage stage;
  Browser browser(stage.plane().browser_port());
  const Credentials ours = answer(stage, leg(1), browser.offer());
  REQUIRE(browser.check(ours.ufrag + ":theirs", ours.password));
  REQUIRE(browser.shake_hands());
  CHECK(browser.profile() == "SRTP_AEAD_AES_128_GCM");
  CHECK(stage.wait<Connected>(leg(1)));
  std::array<std::uint8_t, 200> forged{};
  forged[0] = 0x80;
  for (int i = 0; i < 50; ++i) {
    forged[3] = static_cast<std::uint8_t>(i);
    browser.send(forged);
  }
  CHECK(browser.check(ours.ufrag + ":theirs", ours.password));  // still there
  CHECK(stage.count<Quality>(leg(1)) == 0);
  CHECK(stage.count<Failed>(leg(1)) == 0);
}

TEST_CASE("A certificate that the SDP does not name is refused") {
  Stage stage;
  Browser browser(stage.plane().browser_port()), named(stage.plane().browser_port());
  const Credentials ours = answer(stage, leg(1), named.offer());
  REQUIRE(browser.check(ours.ufrag + ":theirs", ours.password));
  browser.shake_hands();
  REQUIRE(stage.wait<Failed>(leg(1)));
  CHECK(stage.count<Connected>(leg(1)) == 0);
}

TEST_CASE("A certificate of one's own is loaded; nonsense is refused") {
  PlaneOptions options;
  options.certificate_pem = make_certificate();
  Stage stage(options);
  CHECK(stage.plane().fingerprint() == DtlsContext::make(options.certificate_pem)->fingerprint());
  CHECK(DtlsContext::make("nonsense").error().reason == "certificate_invalid");
}

}  // namespace rapport::media::test
