#include "support/program/visitor.h"

#include <algorithm>
#include <utility>

namespace rapport::program::testing {

using namespace std::chrono_literals;

namespace {

template <class Frame, class IsWanted>
Frame next_of(WebSocketClient& socket, std::vector<Frame>& kept, IsWanted is_wanted, const char* what) {
  for (auto frame = kept.begin(); frame != kept.end(); ++frame) {
    if (!is_wanted(*frame)) continue;
    Frame found = std::move(*frame);
    kept.erase(frame);
    return found;
  }
  INFO("waiting for " << what);
  while (true) {
    Frame frame = read<Frame>(socket.receive());
    if (is_wanted(frame)) return frame;
    kept.push_back(std::move(frame));
  }
}

}  // namespace

ChatVisitor::ChatVisitor(House& house, std::string key, std::string token, const std::string& identity_token)
    : token_(std::move(token)) {
  HttpClient client = house.client();
  webchat::Register wanted;
  if (!token_.empty()) wanted.visitor_token = token_;
  if (!identity_token.empty()) wanted.identity_token = identity_token;
  const HttpReply reply = client.post("/chat/v1/" + key + "/visitors", contract::encode(wanted));
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  token_ = read<webchat::Registered>(reply.body).visitor_token;
  socket_.emplace(client.socket("/chat/v1/" + key + "/socket"));
  webchat::ClientFrame hello;
  hello.type = "hello";
  hello.visitor_token = token_;
  tell(hello);
  welcome_ = next("welcome");
}

void ChatVisitor::tell(const webchat::ClientFrame& frame) {
  socket_->send(contract::encode(frame));
}

webchat::ServerFrame ChatVisitor::next(const std::string& type) {
  return next_of(
      *socket_, kept_, [&](const webchat::ServerFrame& frame) { return frame.type == type; }, type.c_str());
}

webchat::ServerFrame ChatVisitor::next_answer() {
  return next_of(
      *socket_, kept_,
      [](const webchat::ServerFrame& one) { return one.type == "ack" || one.type == "error"; }, "an answer");
}

webchat::ChatMessage ChatVisitor::next_of_agent() {
  const auto frame = next_of(
      *socket_, kept_,
      [](const webchat::ServerFrame& one) {
        return one.type == "message" && one.message->author == webchat::ChatAuthor::agent;
      },
      "an agent's message");
  return *frame.message;
}

void ChatVisitor::keep_what_comes() {
  while (socket_->wire().has_input(50ms))
    kept_.push_back(read<webchat::ServerFrame>(socket_->receive()));
}

bool ChatVisitor::has(const std::string& type) {
  keep_what_comes();
  return std::any_of(kept_.begin(), kept_.end(), [&](const auto& frame) { return frame.type == type; });
}

bool ChatVisitor::hears_agent() {
  keep_what_comes();
  return std::any_of(kept_.begin(), kept_.end(), [](const auto& frame) {
    return frame.type == "message" && frame.message->author == webchat::ChatAuthor::agent;
  });
}

webchat::ChatMessage ChatVisitor::start(const std::string& text, const std::string& client_id,
                                        const std::function<void(webchat::ClientFrame&)>& change) {
  webchat::ClientFrame frame;
  frame.type = "start";
  frame.text = text;
  frame.client_id = client_id;
  if (change) change(frame);
  tell(frame);
  return *next("ack").message;
}

webchat::ChatMessage ChatVisitor::say(const std::string& text, const std::string& client_id) {
  webchat::ClientFrame frame;
  frame.type = "send";
  frame.text = text;
  frame.client_id = client_id;
  tell(frame);
  return *next("ack").message;
}

std::string ChatVisitor::refused(const webchat::ClientFrame& frame) {
  tell(frame);
  return next("error").reason.value_or("");
}

Desk::Desk(House& house, const std::string& email, std::optional<std::int64_t> after)
    : client(house.signed_in(email)) {
  socket_.emplace(client.socket("/api/v1/feed" + (after ? "?after=" + std::to_string(*after) : "")));
  hello_ = next("hello");
}

void Desk::tell(const desk::FeedRequest& request) {
  socket_->send(contract::encode(request));
}

desk::FeedMessage Desk::next(const std::string& type) {
  return next_of(
      *socket_, kept_, [&](const desk::FeedMessage& message) { return message.type == type; }, type.c_str());
}

desk::FeedMessage Desk::next_change(switchboard::Change change) {
  return next_of(
      *socket_, kept_, [&](const desk::FeedMessage& message) { return message.change == change; },
      "a change");
}

bool Desk::hears_nothing(const std::string& type) {
  desk::FeedRequest ping;
  ping.type = "ping";
  tell(ping);
  std::vector<desk::FeedMessage> heard = std::exchange(kept_, {});
  (void)next("pong");
  heard.insert(heard.end(), kept_.begin(), kept_.end());
  kept_ = std::move(heard);
  for (const auto& message : kept_)
    if (message.type == type) return false;
  return true;
}

void Desk::be_available(UserId id) {
  const HttpReply reply =
      client.put("/api/v1/agents/" + std::to_string(id.value) + "/presence", R"({"presence":"available"})");
  INFO(reply.body);
  REQUIRE(reply.status == 200);
}

desk::Interaction Desk::accept_next() {
  const auto offered = next_change(switchboard::Change::offered);
  REQUIRE(offered.interaction.has_value());
  REQUIRE(offered.interaction->offer.has_value());
  const HttpReply reply =
      client.post("/api/v1/interactions/" + std::to_string(offered.interaction->id.value) + "/accept",
                  R"({"offer_id":)" + quoted(offered.interaction->offer->id.value) + "}");
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return read<desk::Interaction>(reply.body);
}

}  // namespace rapport::program::testing
