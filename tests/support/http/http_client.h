// HttpClient and WebSocketClient: what tests speak to a real server with. Blocking, with deadlines; failures
// of the connection throw and fail the test, statuses are for the test to judge.
//
//   HttpClient client(server.port());
//   const HttpReply reply = client.post("/api/v1/session", R"({"email":"a@b.c","password":"x"})");   //
//   cookies are kept client.headers["X-CSRF-Token"] = token; WebSocketClient feed =
//   client.socket("/api/v1/feed?after=0"); const std::string hello = feed.receive();
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/http/wire.h"

namespace rapport::testing {

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; of several the last, see cookies
  std::vector<std::string> set_cookies;        // as they came: "a=b; HttpOnly"
  std::string body;
  std::string header(const std::string& name) const;  // "" when absent
};

// Reads one reply; `has_body` is false for replies to HEAD.
HttpReply receive_reply(Wire& wire, bool has_body = true);

using HeaderMap = std::map<std::string, std::string>;

class WebSocketClient {
 public:
  // Throws when the server does not answer 101; see try_socket for the refusal itself.
  WebSocketClient(std::uint16_t port, const std::string& target, const HeaderMap& headers = {},
                  bool is_tls = false);

  void send(std::string_view text);
  // The next text message; pings are answered on the way. Throws when it does not come in time or the socket
  // is closed.
  std::string receive(std::chrono::milliseconds patience = kPatience);
  // The same, or nothing when the server closes first; then close_code() and close_reason() say why (1006:
  // without a word).
  std::optional<std::string> receive_or_close(std::chrono::milliseconds patience = kPatience);
  // Says goodbye and waits for the server's.
  void close(std::uint16_t code = 1000);

  int close_code() const { return close_code_; }
  const std::string& close_reason() const { return close_reason_; }
  int pings() const { return pings_; }
  bool answers_pings = true;

  // One frame as it is: `first` is FIN, reserved bits and opcode.
  void send_frame(std::uint8_t first, std::string_view payload);
  Wire& wire() { return wire_; }
  const HttpReply& handshake() const { return handshake_; }

 private:
  struct Frame {
    std::uint8_t opcode = 0;
    bool is_final = true;
    std::string payload;
  };
  std::optional<Frame> receive_frame(std::chrono::milliseconds patience);

  Wire wire_;
  HttpReply handshake_;
  int close_code_ = 0;
  std::string close_reason_;
  int pings_ = 0;
};

class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port, bool is_tls = false) : port_(port), is_tls_(is_tls) {}

  HttpReply get(const std::string& target) { return send("GET", target); }
  HttpReply post(const std::string& target, const std::string& json = "{}") {
    return send("POST", target, json);
  }
  HttpReply put(const std::string& target, const std::string& json = "{}") {
    return send("PUT", target, json);
  }
  HttpReply patch(const std::string& target, const std::string& json = "{}") {
    return send("PATCH", target, json);
  }
  HttpReply del(const std::string& target) { return send("DELETE", target); }
  // Content-Type is application/json unless `extra` says otherwise. Reconnects when the server closed in
  // between.
  HttpReply send(const std::string& method, const std::string& target, const std::string& body = "",
                 const HeaderMap& extra = {});
  WebSocketClient socket(const std::string& target, const HeaderMap& extra = {});
  // The reply to an upgrade that is expected to be refused.
  HttpReply try_socket(const std::string& target, const HeaderMap& extra = {});

  HeaderMap headers;                           // sent with every request
  std::map<std::string, std::string> cookies;  // kept from replies, sent with every request

 private:
  HeaderMap with_cookies(const HeaderMap& extra) const;
  void keep_cookies(const HttpReply& reply);

  std::uint16_t port_;
  bool is_tls_;
  std::optional<Wire> wire_;
};

}  // namespace rapport::testing
