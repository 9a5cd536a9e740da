#include "platform/http/tls.h"

#include <openssl/ssl.h>

#include <string_view>

namespace rapport::http {
namespace {

namespace ssl = boost::asio::ssl;

int choose_http1(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* offered,
                 unsigned int offered_length, void*) {
  static constexpr unsigned char kProtocols[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* selected = nullptr;
  if (SSL_select_next_proto(&selected, out_length, kProtocols, sizeof(kProtocols), offered, offered_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = selected;
  return SSL_TLSEXT_ERR_OK;
}

tl::unexpected<Error> bad_tls(std::string_view what, const std::filesystem::path& file,
                              const boost::system::error_code& error) {
  return fail(
      ErrorCode::invalid, "bad_tls",
      "The TLS " + std::string(what) + " " + file.string() + " cannot be used: " + error.message() + ".");
}

}  // namespace

Result<std::unique_ptr<ssl::context>> make_tls_context(const std::filesystem::path& certificate,
                                                       const std::filesystem::path& key) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  boost::system::error_code error;
  context->set_options(ssl::context::default_workarounds | ssl::context::no_compression |
                           ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                       error);
  context->use_certificate_chain_file(certificate.string(), error);
  if (error) return bad_tls("certificate", certificate, error);
  context->use_private_key_file(key.string(), ssl::context::pem, error);
  if (error) return bad_tls("key", key, error);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  // Idle connections keep no record buffers; what is written may be gathered anew (tls_socket.h).
  SSL_CTX_set_mode(
      native, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // tickets do, without memory here
  SSL_CTX_set_options(native, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(native, choose_http1, nullptr);
  return context;
}

}  // namespace rapport::http
