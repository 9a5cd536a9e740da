// HttpConnection: one client's requests, one after the other, until it closes, breaks a rule, runs out of
// time, or becomes a WebSocket. On the net thread; held by Net's list and by its own pending operations.
#pragma once

#include <memory>
#include <string>

#include "platform/http/net.h"
#include "platform/http/outgoing.h"
#include "platform/http/reply.h"
#include "platform/http/request_parser.h"
#include "platform/http/stream.h"

namespace rapport::http {

class HttpConnection : public Peer, public Answerable, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(Net& net, std::unique_ptr<Stream> stream, std::string peer_address);

  void start();
  void sweep(NetClock::time_point now) override;
  void stop() override;
  void abort() override;
  void answer(Outgoing outgoing) override;
  void open_socket(SocketFactory factory) override;
  void want(Body::OnPiece then) override;

 private:
  // streaming: the handler has the request and reads the body when it likes; reading then goes on for it.
  enum class State { handshaking, reading, streaming, handling, writing, lingering, closed };

  // Reading.
  void next_request();
  void read();
  void on_read(std::size_t count);
  void advance();
  void on_header();
  void say_continue();
  NetClock::time_point body_deadline() const;

  // Finding who answers.
  void identify();
  bool is_over_rate_limit();
  void choose_route();
  void choose_without_route(const RouteMatch& match);
  void dispatch();
  void dispatch_stream();
  void give_piece(Result<std::string> piece);
  void dispatch_upgrade(const UpgradeRoute& route);

  // Answering.
  void respond(Response response);  // in place, without a handler
  void refuse(int status, const Error& error);
  void write_next();
  void on_written();
  void record(int status);
  void finish();
  void linger();
  void close();

  Net& net_;
  std::unique_ptr<Stream> stream_;
  std::string peer_address_;
  State state_ = State::handshaking;
  NetClock::time_point deadline_;
  bool is_read_pending_ = false;

  std::string input_;  // read but not yet taken by the parser
  std::unique_ptr<RequestParser> parser_;
  bool has_begun_ = false;  // some byte of the current request is there
  bool is_header_read_ = false;
  bool is_continuing_ = false;  // "100 Continue" is being written
  std::uint64_t body_bytes_ = 0;
  Body::OnPiece wanted_;  // who waits for the next piece of the body
  const Route* route_ = nullptr;
  RequestFacts facts_;
  std::string path_;
  NetClock::time_point began_;
  Request upgrade_request_;

  Outgoing outgoing_;
  std::size_t body_written_ = 0;
  std::string file_chunk_;
  std::uint64_t bytes_written_ = 0;
};

}  // namespace rapport::http
