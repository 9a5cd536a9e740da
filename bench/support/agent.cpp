#include "support/agent.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "support/api_client.h"

namespace rapport::bench {
namespace {

namespace json = boost::json;

constexpr std::size_t connections_each = 6;  // as browsers have

}  // namespace

Agent::Agent(Net& net, std::uint16_t port) : pool_(net, port, connections_each), feed_(net) {}

void Agent::enter(const std::string& email, const std::string& password,
                  std::function<void(const std::string& why)> on_ready) {
  const std::string body = json::serialize(json::object{{"email", email}, {"password", password}});
  send("POST", "/session", body, [this, on_ready = std::move(on_ready)](HttpReply reply) mutable {
    if (!reply.is_good()) return on_ready(reply.body);
    const json::value session = json::parse(reply.body);
    const std::string cookie = reply.header("set-cookie");
    id_ = text_of(session.at("user"), "id");
    const std::string cookie_line = fmt::format("Cookie: {}\r\n", cookie.substr(0, cookie.find(';')));
    pool_.headers = fmt::format("{}X-CSRF-Token: {}\r\n", cookie_line, text_of(session, "csrf_token"));
    bool is_greeted = false;
    feed_.on_text = [this, is_greeted, on_ready = std::move(on_ready)](std::string_view frame) mutable {
      if (!is_greeted) {
        is_greeted = true;  // hello
        return become_available(on_ready);
      }
      if (on_frame) on_frame(frame);
    };
    feed_.on_gone = [this](const std::string& why) {
      if (on_gone) on_gone(why);
    };
    feed_.open(pool_.port(), "/api/v1/feed", cookie_line);
  });
}

void Agent::become_available(std::function<void(const std::string& why)> on_ready) {
  send("PUT", fmt::format("/agents/{}/presence", id_), R"({"presence":"available"})",
       [on_ready = std::move(on_ready)](HttpReply reply) { on_ready(reply.is_good() ? "" : reply.body); });
}

void Agent::send(const std::string& method, const std::string& path, const std::string& body,
                 OnReply on_reply) {
  pool_.send(method, "/api/v1" + path, body, std::move(on_reply));
}

void Agent::post_message(const std::string& interaction, const std::string& client_id,
                         const std::string& text, OnReply on_reply) {
  send("POST", fmt::format("/interactions/{}/messages", interaction),
       fmt::format(R"({{"client_id":"{}","kind":"text","text":"{}"}})", client_id, text),
       std::move(on_reply));
}

}  // namespace rapport::bench
