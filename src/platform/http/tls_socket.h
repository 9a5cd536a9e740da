// TlsSocket: an Asio stream over OpenSSL that lets OpenSSL read and write the socket itself. Asio's own
// ssl::stream keeps four record buffers of 17 kB for every connection, idle or not; here OpenSSL has one
// while it is busy and gives it back. At most one read (or handshake, or shutdown) and one write at a time,
// on the net thread. Internal: it shows Asio.
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <climits>
#include <cstring>
#include <memory>
#include <utility>

#include "platform/http/net.h"

namespace rapport::http {

class TlsSocket {
 public:
  using executor_type = Executor;
  using next_layer_type = TcpSocket;
  using ErrorCode = boost::system::error_code;

  TlsSocket(TcpSocket socket, boost::asio::ssl::context& context)
      : socket_(std::move(socket)), ssl_(SSL_new(context.native_handle())) {
    ErrorCode ignored;
    socket_.native_non_blocking(true, ignored);
    if (ssl_) SSL_set_fd(ssl_.get(), static_cast<int>(socket_.native_handle()));
  }

  executor_type get_executor() { return socket_.get_executor(); }
  next_layer_type& next_layer() { return socket_; }
  const next_layer_type& next_layer() const { return socket_; }

  // Signature of `token`: void(ErrorCode, std::size_t); the count is 0.
  template <class Token>
  auto async_handshake(Token&& token) {
    return run([ssl = ssl_.get()](std::size_t&) { return SSL_accept(ssl); }, std::forward<Token>(token));
  }

  // Says goodbye and waits for the peer's.
  template <class Token>
  auto async_shutdown(Token&& token) {
    const auto step = [ssl = ssl_.get()](std::size_t&) {
      const int result = SSL_shutdown(ssl);
      return result == 0 ? SSL_shutdown(ssl) : result;  // 0: ours is sent, the peer's is not there yet
    };
    return run(step, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    const boost::asio::mutable_buffer into = first_of<boost::asio::mutable_buffer>(buffers);
    const auto step = [ssl = ssl_.get(), into](std::size_t& count) {
      return into.size() == 0 ? 1 : SSL_read_ex(ssl, into.data(), into.size(), &count);
    };
    return run(step, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const auto step = [ssl = ssl_.get(), buffers](std::size_t& count) { return write(ssl, buffers, count); };
    return run(step, std::forward<Token>(token));
  }

 private:
  static constexpr std::size_t kGathered = 4096;

  struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  template <class Buffer, class Buffers>
  static Buffer first_of(const Buffers& buffers) {
    for (auto place = boost::asio::buffer_sequence_begin(buffers);
         place != boost::asio::buffer_sequence_end(buffers); ++place)
      if (Buffer buffer = *place; buffer.size() > 0) return buffer;
    return {};
  }

  // One record and one system call for a head with a short body behind it. When OpenSSL wants the same bytes
  // again, they are gathered again.
  template <class Buffers>
  static int write(SSL* ssl, const Buffers& buffers, std::size_t& count) {
    const auto first = first_of<boost::asio::const_buffer>(buffers);
    if (first.size() == 0) return 1;
    if (first.size() >= kGathered || boost::asio::buffer_size(buffers) == first.size())
      return SSL_write_ex(ssl, first.data(), first.size(), &count);
    std::array<char, kGathered> gathered;
    const std::size_t size = boost::asio::buffer_copy(boost::asio::buffer(gathered), buffers);
    return SSL_write_ex(ssl, gathered.data(), size, &count);
  }

  // Does `step` until OpenSSL has what it wants, waiting for the socket in between. Completes through the
  // executor.
  template <class Step, class Token>
  auto run(Step step, Token&& token) {
    return boost::asio::async_compose<Token, void(ErrorCode, std::size_t)>(
        [this, step, is_first = true, is_over = false, result = ErrorCode(), count = std::size_t(0)](
            auto& self, ErrorCode error = {}) mutable {
          if (is_over) return self.complete(result, count);
          const Wants wants = error ? Wants::nothing : attempt(step, count, result);
          if (wants != Wants::nothing) {
            is_first = false;
            return socket_.async_wait(wants == Wants::reading ? TcpSocket::wait_read : TcpSocket::wait_write,
                                      std::move(self));
          }
          if (error) result = error;
          if (!is_first) return self.complete(result, count);
          is_over = true;
          boost::asio::post(socket_.get_executor(), std::move(self));
        },
        token, socket_);
  }

  enum class Wants { nothing, reading, writing };

  template <class Step>
  Wants attempt(Step& step, std::size_t& count, ErrorCode& result) {
    namespace error = boost::asio::error;
    if (!ssl_ || !socket_.is_open()) {
      result = error::bad_descriptor;
      return Wants::nothing;
    }
    ERR_clear_error();
    errno = 0;
    const int returned = step(count);
    if (returned > 0) return Wants::nothing;
    count = 0;
    switch (SSL_get_error(ssl_.get(), returned)) {
      case SSL_ERROR_WANT_READ:
        return Wants::reading;
      case SSL_ERROR_WANT_WRITE:
        return Wants::writing;
      case SSL_ERROR_ZERO_RETURN:
        result = error::eof;
        return Wants::nothing;
      case SSL_ERROR_SYSCALL:
        result = errno != 0 ? ErrorCode(errno, boost::system::system_category())
                            : ErrorCode(boost::asio::ssl::error::stream_truncated);
        return Wants::nothing;
      default:
        result = ErrorCode(static_cast<int>(ERR_get_error()), error::get_ssl_category());
        if (!result) result = error::connection_aborted;
        return Wants::nothing;
    }
  }

  TcpSocket socket_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
};

}  // namespace rapport::http
