#include "platform/http/stream.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "platform/http/socket_connection.h"

namespace rapport::http {
namespace {

namespace asio = boost::asio;

class PlainStream : public Stream {
 public:
  explicit PlainStream(TcpSocket socket) : socket_(std::move(socket)) {}
  bool is_tls() const override { return false; }
  void handshake(OnDone done) override {
    asio::post(socket_.get_executor(), [done = std::move(done)] { done({}); });
  }
  void read_some(asio::mutable_buffer into, OnBytes done) override {
    socket_.async_read_some(into, std::move(done));
  }
  void write(std::array<asio::const_buffer, 2> bytes, OnBytes done) override {
    asio::async_write(socket_, bytes, std::move(done));
  }
  void end_sending() override {
    StreamError ignored;
    socket_.shutdown(TcpSocket::shutdown_send, ignored);
  }
  void shut_down(OnDone done) override {
    end_sending();
    asio::post(socket_.get_executor(), [done = std::move(done)] { done({}); });
  }
  void close() override {
    StreamError ignored;
    socket_.close(ignored);
  }
  void become_socket(Net& net, SocketStart start) override {
    start_plain_socket(net, std::move(socket_), std::move(start));
  }

 private:
  TcpSocket socket_;
};

class TlsStream : public Stream {
 public:
  TlsStream(TcpSocket socket, asio::ssl::context& context) : tls_(std::move(socket), context) {}
  bool is_tls() const override { return true; }
  void handshake(OnDone done) override {
    tls_.async_handshake([done = std::move(done)](StreamError error, std::size_t) { done(error); });
  }
  void read_some(asio::mutable_buffer into, OnBytes done) override {
    tls_.async_read_some(into, std::move(done));
  }
  void write(std::array<asio::const_buffer, 2> bytes, OnBytes done) override {
    asio::async_write(tls_, bytes, std::move(done));
  }
  void end_sending() override {}
  void shut_down(OnDone done) override {
    tls_.async_shutdown([done = std::move(done)](StreamError error, std::size_t) { done(error); });
  }
  void close() override {
    StreamError ignored;
    tls_.next_layer().close(ignored);
  }
  void become_socket(Net& net, SocketStart start) override {
    start_tls_socket(net, std::move(tls_), std::move(start));
  }

 private:
  TlsSocket tls_;
};

}  // namespace

std::unique_ptr<Stream> make_plain_stream(TcpSocket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

std::unique_ptr<Stream> make_tls_stream(TcpSocket socket, asio::ssl::context& context) {
  return std::make_unique<TlsStream>(std::move(socket), context);
}

}  // namespace rapport::http
