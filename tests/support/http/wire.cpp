#include "support/http/wire.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace rapport::testing {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("test connection: " + what);
}

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

}  // namespace

struct Wire::Impl {
  int descriptor = -1;
  std::unique_ptr<SSL_CTX, FreeContext> context;
  std::unique_ptr<SSL, FreeSsl> ssl;
  std::string kept;

  ~Impl() {
    ssl.reset();
    if (descriptor >= 0) ::close(descriptor);
  }

  bool wait(short events, std::chrono::milliseconds patience) const {
    pollfd waiting{descriptor, events, 0};
    return ::poll(&waiting, 1, static_cast<int>(patience.count())) > 0;
  }

  void start_tls() {
    context.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    ssl.reset(SSL_new(context.get()));
    SSL_set_fd(ssl.get(), descriptor);
    if (SSL_connect(ssl.get()) != 1) fail("TLS handshake failed");
  }

  ssize_t read(char* into, std::size_t count) {
    if (ssl) return SSL_read(ssl.get(), into, static_cast<int>(count));
    return ::recv(descriptor, into, count, 0);
  }
};

Wire::Wire(std::uint16_t port, bool is_tls) : impl_(std::make_unique<Impl>()) {
  impl_->descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (impl_->descriptor < 0) fail(std::strerror(errno));
  const int on = 1;
  ::setsockopt(impl_->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  const timeval patience{kPatience.count() / 1000, 0};
  ::setsockopt(impl_->descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(impl_->descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(impl_->descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    fail("cannot connect to port " + std::to_string(port) + ": " + std::strerror(errno));
  if (is_tls) impl_->start_tls();
}

Wire::~Wire() = default;
Wire::Wire(Wire&&) noexcept = default;

void Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = impl_->ssl
                             ? SSL_write(impl_->ssl.get(), bytes.data(), static_cast<int>(bytes.size()))
                             : ::send(impl_->descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    // It has answered already, and does not want the rest.
    if (sent <= 0 && !impl_->ssl && (errno == EPIPE || errno == ECONNRESET) &&
        has_input(std::chrono::milliseconds(0)))
      return;
    if (sent <= 0) fail(std::string("cannot send: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Wire::has_input(std::chrono::milliseconds patience) {
  if (!impl_->kept.empty() || (impl_->ssl && SSL_pending(impl_->ssl.get()) > 0)) return true;
  return impl_->wait(POLLIN, patience);
}

std::string Wire::receive_some(std::chrono::milliseconds patience) {
  if (!impl_->kept.empty()) return std::exchange(impl_->kept, {});
  if (!has_input(patience)) fail("nothing received in time");
  char bytes[16 * 1024];
  const ssize_t count = impl_->read(bytes, sizeof(bytes));
  return count > 0 ? std::string(bytes, static_cast<std::size_t>(count)) : std::string();
}

std::string Wire::receive_until(std::string_view end) {
  std::string received;
  while (true) {
    const std::size_t found = received.find(end);
    if (found != std::string::npos) {
      impl_->kept = received.substr(found + end.size());
      received.resize(found + end.size());
      return received;
    }
    const std::string more = receive_some();
    if (more.empty()) fail("connection ended after \"" + received + "\"");
    received += more;
  }
}

std::string Wire::receive_exactly(std::size_t count) {
  std::string received;
  while (received.size() < count) {
    const std::string more = receive_some();
    if (more.empty()) fail("connection ended " + std::to_string(count - received.size()) + " bytes early");
    received += more;
  }
  impl_->kept = received.substr(count);
  received.resize(count);
  return received;
}

std::string Wire::receive_all() {
  std::string received;
  while (true) {
    const std::string more = receive_some();
    if (more.empty()) return received;
    received += more;
  }
}

void Wire::shut_down_sending() {
  ::shutdown(impl_->descriptor, SHUT_WR);
}

void Wire::limit_receive_buffer(int bytes) {
  ::setsockopt(impl_->descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

std::string Wire::peer_certificate() const {
  X509* certificate = impl_->ssl ? SSL_get0_peer_certificate(impl_->ssl.get()) : nullptr;
  if (!certificate) return {};
  std::string der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto* place = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &place);
  return der;
}

int Wire::descriptor() const {
  return impl_->descriptor;
}

}  // namespace rapport::testing
