// Stream: the bytes of one connection, plain or TLS. Owned by its connection, on the net thread; it makes an
// upgraded connection into a WebSocket of its own kind. Internal: it shows Asio.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "platform/http/net.h"

namespace rapport::http {

using StreamError = boost::system::error_code;
using OnBytes = std::function<void(StreamError, std::size_t)>;
using OnDone = std::function<void(StreamError)>;

struct SocketStart {  // what a WebSocket takes over from the connection that asked for it
  Request request;
  SocketFactory factory;
  NetClock::time_point began;
};

class Stream {
 public:
  virtual ~Stream() = default;
  virtual bool is_tls() const = 0;
  virtual void handshake(OnDone done) = 0;
  virtual void read_some(boost::asio::mutable_buffer into, OnBytes done) = 0;
  // All of both, in order. The bytes stay the caller's until `done`.
  virtual void write(std::array<boost::asio::const_buffer, 2> bytes, OnBytes done) = 0;
  virtual void end_sending() = 0;  // plain: the peer sees the end, its remaining bytes can still be read
  virtual void shut_down(OnDone done) = 0;  // TLS: says goodbye and waits for the peer's
  // Ends everything at once; pending operations complete with an error.
  virtual void close() = 0;
  // Turns the stream into a WebSocket, a Peer of its own. The stream is empty afterwards.
  virtual void become_socket(Net& net, SocketStart start) = 0;
};

std::unique_ptr<Stream> make_plain_stream(TcpSocket socket);
std::unique_ptr<Stream> make_tls_stream(TcpSocket socket, boost::asio::ssl::context& context);

}  // namespace rapport::http
