// Agent: a desk as the server sees it: a session, a few connections for requests, and the feed's WebSocket.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/http.h"
#include "support/web_socket.h"

namespace rapport::bench {

class Agent {
 public:
  Agent(Net& net, std::uint16_t port);

  // Signs in, opens the feed, becomes available. `on_ready` is told "" or what went wrong.
  void enter(const std::string& email, const std::string& password,
             std::function<void(const std::string& why)> on_ready);

  // Below /api/v1.
  void send(const std::string& method, const std::string& path, const std::string& json, OnReply on_reply);
  void post_message(const std::string& interaction, const std::string& client_id, const std::string& text,
                    OnReply on_reply);

  void tell(std::string_view frame) { feed_.send(frame); }  // to the feed

  std::function<void(std::string_view frame)> on_frame;  // of the feed
  std::function<void(const std::string& why)> on_gone;   // the feed broke
  const std::string& id() const { return id_; }
  void leave() { feed_.disconnect(); }

 private:
  void become_available(std::function<void(const std::string& why)> on_ready);

  HttpPool pool_;
  WebSocket feed_;
  std::string id_;
};

}  // namespace rapport::bench
