#include "support/visitor.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <utility>

#include "support/api_client.h"

namespace rapport::bench {

void Visitor::enter(std::function<void(const std::string& why)> on_ready, std::uint8_t source) {
  on_ready_ = std::move(on_ready);
  requests_.send("POST", fmt::format("/chat/v1/{}/visitors", chat_key_), R"({"language":"en"})",
                 [this, source](HttpReply reply) {
                   if (!reply.is_good())
                     return std::exchange(on_ready_, nullptr)(fmt::format("{} {}", reply.status, reply.body));
                   open(text_of(boost::json::parse(reply.body), "visitor_token"), source);
                 });
}

void Visitor::open(const std::string& token, std::uint8_t source) {
  socket_.on_open = [this, token] {
    socket_.send(fmt::format(R"({{"type":"hello","visitor_token":"{}"}})", token));
  };
  socket_.on_text = [this](std::string_view frame) {
    if (on_ready_) {
      const bool is_welcome = frame.starts_with(R"({"type":"welcome")");
      return std::exchange(on_ready_, nullptr)(is_welcome ? "" : std::string(frame));
    }
    if (on_frame) on_frame(frame);
  };
  socket_.on_gone = [this](const std::string& why) {
    if (on_ready_) return std::exchange(on_ready_, nullptr)(why);
    if (on_gone) on_gone(why);
  };
  socket_.open(requests_.port(), fmt::format("/chat/v1/{}/socket", chat_key_), "", source);
}

void Visitor::start(const std::string& client_id, const std::string& text) {
  socket_.send(fmt::format(R"({{"type":"start","client_id":"{}","text":"{}","form":{{}},)"
                           R"("page_url":"https://shop.example/cart","language":"en"}})",
                           client_id, text));
}

void Visitor::send(const std::string& client_id, const std::string& text) {
  socket_.send(fmt::format(R"({{"type":"send","client_id":"{}","text":"{}"}})", client_id, text));
}

}  // namespace rapport::bench
