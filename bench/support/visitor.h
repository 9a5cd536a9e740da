// Visitor: a browser with the chat widget: registers, opens the socket, says hello, and then talks.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/http.h"
#include "support/web_socket.h"

namespace rapport::bench {

class Visitor {
 public:
  // `requests` is shared by many: registering takes one request.
  Visitor(Net& net, HttpPool& requests, std::string chat_key)
      : requests_(requests), socket_(net), chat_key_(std::move(chat_key)) {}

  // `on_ready` is told "" after the server's welcome, or what went wrong.
  void enter(std::function<void(const std::string& why)> on_ready, std::uint8_t source = 1);
  void start(const std::string& client_id, const std::string& text);
  void send(const std::string& client_id, const std::string& text);
  void end() { socket_.send(R"({"type":"end"})"); }
  void leave() { socket_.disconnect(); }

  std::function<void(std::string_view frame)> on_frame;  // after the welcome
  std::function<void(const std::string& why)> on_gone;

 private:
  void open(const std::string& token, std::uint8_t source);

  HttpPool& requests_;
  WebSocket socket_;
  std::string chat_key_;
  std::function<void(const std::string& why)> on_ready_;
};

}  // namespace rapport::bench
