// SocketConnection: one WebSocket on the net thread. Included by socket_plain.cpp and socket_tls.cpp only.
// Memory is what counts here, tens of thousands are open and idle: no permessage-deflate (80 kB each), small
// buffers that shrink again, the upgrade request let go after the handshake.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <string_view>

#include "base/utf8.h"
#include "platform/http/socket_connection.h"
#include "platform/http/socket_handle.h"

namespace rapport::http {

namespace websocket = boost::beast::websocket;

template <class Next>
class SocketConnection : public Peer,
                         public SocketHandle::Outlet,
                         public std::enable_shared_from_this<SocketConnection<Next>> {
 public:
  SocketConnection(Net& net, Next next, SocketStart start)
      : net_(net), ws_(std::move(next)), factory_(std::move(start.factory)), began_(start.began) {
    request_id_ = start.request.request_id;
    path_ = start.request.path;
    input_.max_size(net.options.socket_message_bytes_max);
    ws_.auto_fragment(false);
    ws_.write_buffer_bytes(kWriteBuffer);
    ws_.read_message_max(net.options.socket_message_bytes_max);
    ws_.text(true);
    ws_.control_callback([this](websocket::frame_type type, boost::beast::string_view) {
      heard_at_ = NetClock::now();
      // Beast answers a close frame and then waits for the peer to end the connection.
      if (type == websocket::frame_type::close)
        deadline_ = heard_at_ + to_chrono(net_.options.socket_close_timeout);
    });
    deadline_ = NetClock::now() + to_chrono(net.options.header_timeout);
    heard_at_ = pinged_at_ = NetClock::now();
  }

  void start(const Request& request) {
    handshake_ = handshake_of(request);
    ws_.set_option(websocket::stream_base::decorator([id = request_id_](websocket::response_type& response) {
      response.set("X-Request-Id", id);
      response.erase(boost::beast::http::field::server);
    }));
    ws_.async_accept(handshake_,
                     [self = this->shared_from_this()](StreamError error) { self->on_accepted(error); });
  }

  void sweep(NetClock::time_point now) override {
    const auto interval = to_chrono(net_.options.socket_ping_interval);
    if (now >= deadline_ || now - heard_at_ >= 2 * interval) return finish("timeout");
    if (!handler_ || is_closing_ || is_pinging_ || now - heard_at_ < interval || now - pinged_at_ < interval)
      return;
    is_pinging_ = true;
    pinged_at_ = now;
    ws_.async_ping({}, [self = this->shared_from_this()](StreamError) { self->is_pinging_ = false; });
  }

  void stop() override {  // during the handshake: on_accepted() sees to it
    if (handler_) handle_->close(websocket::close_code::going_away, "the server stops");
  }

  void abort() override { finish("stopped"); }

  void flush() override {
    if (is_closing_) return;
    if (is_writing_ && !handle_->is_overrun()) return;
    SocketHandle::Taken taken = handle_->take();
    if (taken.close_code != 0) {
      close_code_ = taken.close_code;
      close_reason_ = std::move(taken.close_reason);
    }
    if (taken.is_overrun) {
      net_.metrics.slow_sockets.add(1);
      writing_.resize(is_writing_ ? written_ + 1 : 0);  // only what is on its way
      return begin_close();
    }
    writing_ = std::move(taken.messages);
    written_ = 0;
    write_next();
  }

 private:
  static constexpr std::size_t kWriteBuffer = 512;
  static constexpr std::size_t kKeptInput = 2048;  // a larger read buffer is given back after its message

  using HandshakeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

  static HandshakeRequest handshake_of(const Request& request) {
    HandshakeRequest out{boost::beast::http::verb::get, "/", 11};
    for (const char* name : {"host", "connection", "upgrade", "sec-websocket-key", "sec-websocket-version"})
      out.set(name, request.header(name));
    return out;
  }

  void on_accepted(StreamError error) {
    handshake_ = {};
    if (is_finished_) return;
    if (error) return finish("handshake");
    deadline_ = NetClock::time_point::max();
    heard_at_ = NetClock::now();
    net_.metrics.socket_opened();
    is_counted_ = true;
    const double duration_s = std::chrono::duration<double>(heard_at_ - began_).count();
    net_.metrics.count_request(101, duration_s);
    net_.log.info("socket opened", {{"path", path_}, {"status", 101}, {"request", request_id_}});
    handle_ = std::make_shared<SocketHandle>(net_.inbox, net_.options.socket_queue_bytes_max, *this);
    if (!guarded([this] { handler_ = std::exchange(factory_, nullptr)(handle_); }) || !handler_)
      return finish("refused");
    if (net_.is_stopping) stop();
    read();
  }

  void read() {
    ws_.async_read(
        input_, [self = this->shared_from_this()](StreamError error, std::size_t) { self->on_read(error); });
  }

  void on_read(StreamError error) {
    if (is_finished_) return;
    if (error) return finish(error == websocket::error::closed ? "closed" : "broken");
    heard_at_ = NetClock::now();
    if (is_closing_) {  // nobody listens any more; read on for the peer's close frame
    } else if (ws_.got_text()) {
      const std::string_view text(static_cast<const char*>(input_.data().data()), input_.size());
      if (!guarded([&] { handler_->on_text(text); }))
        handle_->close(websocket::close_code::internal_error, "the server failed");
    } else {
      handle_->close(websocket::close_code::unknown_data, "only text is understood");
    }
    input_.consume(input_.size());
    if (input_.capacity() > kKeptInput) input_.shrink_to_fit();
    if (!is_finished_) read();
  }

  void write_next() {
    if (written_ == writing_.size()) {
      writing_ = {};
      is_writing_ = false;
      if (close_code_ != 0) return begin_close();
      return;
    }
    is_writing_ = true;
    ws_.async_write(
        boost::asio::buffer(writing_[written_]),
        [self = this->shared_from_this()](StreamError error, std::size_t) { self->on_written(error); });
  }

  void on_written(StreamError error) {
    if (is_finished_) return;
    handle_->written(writing_[written_]);
    writing_[written_++] = {};
    if (error) {
      is_writing_ = false;
      if (!is_closing_) finish("broken");
      return;
    }
    if (is_closing_) {
      is_writing_ = false;
      return;
    }
    if (written_ < writing_.size() || close_code_ != 0) return write_next();
    is_writing_ = false;
    flush();
  }

  // May be called while a message is being written: Beast sends the close frame behind it.
  void begin_close() {
    if (is_closing_) return;
    is_closing_ = true;
    deadline_ = NetClock::now() + to_chrono(net_.options.socket_close_timeout);
    websocket::close_reason reason(static_cast<websocket::close_code>(close_code_));
    const std::string_view text = utf8_front(close_reason_, 123);  // RFC 6455, 5.5
    reason.reason.assign(text.data(), text.size());
    ws_.async_close(reason, [self = this->shared_from_this()](StreamError) { self->finish("closed"); });
  }

  // False when the owner of the socket threw: its fault ends one socket, not the server.
  template <class Call>
  bool guarded(Call call) {
    try {
      call();
      return true;
    } catch (const std::exception& exception) {
      net_.log.error("socket handler failed",
                     {{"path", path_}, {"request", request_id_}, {"reason", exception.what()}});
      return false;
    }
  }

  void finish(const char* why) {
    if (is_finished_) return;
    is_finished_ = true;
    const auto self = this->shared_from_this();
    if (handle_) handle_->detach();
    if (handler_) guarded([this] { handler_->on_close(); });
    handler_ = nullptr;
    factory_ = nullptr;
    StreamError ignored;
    boost::beast::get_lowest_layer(ws_).close(ignored);
    const double open_s = std::chrono::duration<double>(NetClock::now() - began_).count();
    const int code = close_code_ != 0 ? close_code_ : static_cast<int>(ws_.reason().code);
    net_.log.info("socket closed", {{"path", path_},
                                    {"why", why},
                                    {"code", code},
                                    {"seconds", fmt::format("{:.3f}", open_s)},
                                    {"request", request_id_}});
    if (is_counted_) net_.metrics.socket_closed();
    net_.metrics.connection_closed();
    net_.remove(*this);
  }

  Net& net_;
  websocket::stream<Next, false> ws_;
  boost::beast::flat_buffer input_;
  HandshakeRequest handshake_;
  SocketFactory factory_;
  std::shared_ptr<SocketHandle> handle_;
  std::unique_ptr<SocketHandler> handler_;
  std::vector<std::string> writing_;
  std::size_t written_ = 0;  // of writing_
  NetClock::time_point began_, deadline_, heard_at_, pinged_at_;
  std::string request_id_, path_;
  std::uint16_t close_code_ = 0;
  std::string close_reason_;
  bool is_writing_ = false;
  bool is_pinging_ = false;
  bool is_closing_ = false;
  bool is_finished_ = false;
  bool is_counted_ = false;
};

template <class Next>
void start_socket(Net& net, Next next, SocketStart start) {
  const Request request = std::move(start.request);
  start.request.request_id = request.request_id;
  start.request.path = request.path;
  auto connection = std::make_shared<SocketConnection<Next>>(net, std::move(next), std::move(start));
  net.add(connection);
  connection->start(request);
}

}  // namespace rapport::http
