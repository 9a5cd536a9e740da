// The visitor's WebSocket: frames in, in order, on the worker pool; frames out through the hub.
#include <algorithm>

#include "channels/webchat/strand.h"
#include "channels/webchat/webchat.h"
#include "platform/contract/json.h"

namespace rapport::webchat {
namespace {

constexpr std::size_t frames_waiting_max = 64;  // beyond it the socket is closed with 1008
constexpr double frames_per_second = 20;
constexpr double frames_burst = 60;

// One visitor's connection as its strand knows it.
struct Session {
  ChatService& service;
  VisitorHub& hub;
  std::string key;
  std::shared_ptr<http::Socket> socket;
  ConnectionId connection = 0;
  std::optional<Visitor> visitor;  // after hello; strand only

  void send(const ServerFrame& frame) { socket->send(contract::encode(frame)); }
  void send_error(const Error& error, const std::optional<std::string>& client_id) {
    ServerFrame frame;
    frame.type = "error";
    frame.reason = error.reason;
    frame.detail = error.detail;
    for (const Issue& issue : error.issues)
      *frame.detail += " " + issue.where + ": " + issue.what;
    frame.client_id = client_id;
    send(frame);
  }

  void take(const ClientFrame& frame);
  void greet(const ClientFrame& frame);
  void acknowledge(const ClientFrame& frame, Result<ChatMessage> said);
};

void Session::take(const ClientFrame& frame) {
  if (frame.type == "ping") {
    ServerFrame pong;
    pong.type = "pong";
    return send(pong);
  }
  if (frame.type == "hello") return greet(frame);
  if (!visitor) return socket->close(1008, "hello first");
  if (frame.type == "earlier" && frame.message_id) {
    auto earlier = service.earlier(key, *visitor, frame);
    return earlier ? send(*earlier) : send_error(earlier.error(), std::nullopt);
  }
  Result<void> done;
  if (frame.type == "start") return acknowledge(frame, service.start(key, *visitor, connection, frame));
  if (frame.type == "send") return acknowledge(frame, service.send(key, *visitor, frame));
  if (frame.type == "typing")
    done = service.typing(*visitor, frame.is_typing.value_or(false));
  else if (frame.type == "delivered" && frame.message_id)
    done = service.received(*visitor, *frame.message_id, false);
  else if (frame.type == "read" && frame.message_id)
    done = service.received(*visitor, *frame.message_id, true);
  else if (frame.type == "end")
    done = service.end(*visitor);
  else if (frame.type == "choose")
    done = service.choose(*visitor, frame);
  else
    done = fail(ErrorCode::invalid, "bad_frame", "no such frame: " + frame.type);
  if (!done) send_error(done.error(), frame.client_id);
}

void Session::greet(const ClientFrame& frame) {
  auto known = service.visitor_of(key, frame.visitor_token.value_or(""));
  if (!known) return send_error(known.error(), std::nullopt);
  visitor = std::move(*known);
  auto welcome = service.welcome(key, *visitor, connection, frame);
  if (!welcome) return send_error(welcome.error(), std::nullopt);
  hub.welcome(connection, contract::encode(*welcome));
}

void Session::acknowledge(const ClientFrame& frame, Result<ChatMessage> said) {
  if (!said) return send_error(said.error(), frame.client_id);
  ServerFrame ack;
  ack.type = "ack";
  ack.client_id = frame.client_id;
  ack.message = std::move(*said);
  send(ack);
}

class ChatSocket : public http::SocketHandler {
 public:
  ChatSocket(std::shared_ptr<Session> session, workers::WorkerPool& workers)
      : session_(std::move(session)), strand_(std::make_shared<Strand>(workers, frames_waiting_max)) {}

  void on_text(std::string_view text) override {
    const auto now = std::chrono::steady_clock::now();
    const double passed = std::chrono::duration<double>(now - refilled_at_).count();
    refilled_at_ = now;
    tokens_ = std::min(frames_burst, tokens_ + passed * frames_per_second);
    if (tokens_ < 1) return session_->socket->close(1008, "too many frames");
    tokens_ -= 1;
    auto frame = contract::decode<ClientFrame>(text);
    if (!frame) {
      std::string detail = frame.error().detail;
      if (!frame.error().issues.empty())
        detail = frame.error().issues.front().where + ": " + frame.error().issues.front().what;
      return session_->send_error({ErrorCode::invalid, "bad_frame", std::move(detail), {}}, std::nullopt);
    }
    const bool is_taken =
        strand_->post([session = session_, frame = std::move(*frame)] { session->take(frame); });
    if (!is_taken) session_->socket->close(1013, "busy");
  }

  void on_close() override { session_->hub.close(session_->connection); }

 private:
  std::shared_ptr<Session> session_;
  std::shared_ptr<Strand> strand_;
  double tokens_ = frames_burst;
  std::chrono::steady_clock::time_point refilled_at_ = std::chrono::steady_clock::now();
};

}  // namespace

void add_socket(http::Router& router, ChatService& service, const org::Directories& directories,
                VisitorHub& hub, workers::WorkerPool& workers) {
  router.upgrade("/chat/v1/{key}/socket", [&](http::Request request, auto accept) {
    const std::string key = request.path_parameters.at("key");
    const auto found = directories.by_chat_key(key);
    if (!found.channel) return accept(fail(ErrorCode::not_found, "unknown_channel", "no chat with this key"));
    if (!is_allowed_here(request, *found.channel)) {
      return accept(fail(ErrorCode::forbidden, "site_not_allowed", "this site may not show this chat"));
    }
    accept(http::SocketFactory([&, key, org = found.directory->org](std::shared_ptr<http::Socket> socket) {
      auto session = std::make_shared<Session>(Session{service, hub, key, socket, 0, {}});
      session->connection = hub.open(org, key, std::move(socket));
      return std::make_unique<ChatSocket>(std::move(session), workers);
    }));
  });
}

}  // namespace rapport::webchat
