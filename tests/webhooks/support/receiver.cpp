#include "webhooks/support/receiver.h"

#include "platform/crypto/encoding.h"
#include "webhooks/signature.h"

namespace rapport::webhooks::testing {

Receiver::Receiver(log::Log& log) {
  router_.add("POST", "/hook",
              [this](http::Request request, const http::Reply& reply) { take(std::move(request), reply); });
  http::ServerOptions options;
  options.port = 0;
  server_ = std::make_unique<http::Server>(options, router_, log, metrics_);
  REQUIRE(server_->start().has_value());
}

Receiver::~Receiver() {
  open();
  server_->stop();
}

std::string Receiver::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port()) + "/hook";
}

void Receiver::answer(int status, const http::Headers& headers) {
  const std::lock_guard lock(mutex_);
  answer_ = {};
  answer_.status = status;
  answer_.body = "said the receiver";
  answer_.headers = headers;
}

void Receiver::hold() {
  const std::lock_guard lock(mutex_);
  is_holding_ = true;
}

void Receiver::open() {
  std::vector<http::Reply> held;
  http::Response answer;
  {
    const std::lock_guard lock(mutex_);
    is_holding_ = false;
    held.swap(held_);
    answer = answer_;
  }
  for (const http::Reply& reply : held)
    reply(answer);
}

std::vector<http::Request> Receiver::got() const {
  const std::lock_guard lock(mutex_);
  return got_;
}

void Receiver::take(http::Request request, const http::Reply& reply) {
  http::Response answer;
  {
    const std::lock_guard lock(mutex_);
    got_.push_back(std::move(request));
    if (is_holding_) {
      held_.push_back(reply);
      return;
    }
    answer = answer_;
  }
  reply(answer);
}

Envelope envelope_of(const http::Request& request) {
  return read<Envelope>(request.body);
}

bool is_signed(const http::Request& request, const std::string& shown_secret) {
  std::string text = shown_secret.substr(6);
  for (char& c : text) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  while (text.ends_with('='))
    text.pop_back();
  const std::string wanted = signatures({*crypto::from_base64url(text)}, request.header("webhook-id"),
                                        std::stoll(request.header("webhook-timestamp")), request.body);
  return (" " + request.header("webhook-signature") + " ").find(" " + wanted + " ") != std::string::npos;
}

ToldShop::ToldShop(House& the_house)
    : Shop(the_house), admin(std::make_unique<HttpClient>(house.signed_in("admin@shop.test"))) {}

NewWebhook ToldShop::webhook(Receiver& to, const std::vector<std::string>& kinds, bool with_text) {
  std::string events;
  for (const std::string& kind : kinds)
    events += (events.empty() ? "\"" : ",\"") + kind + '"';
  const HttpReply reply =
      admin->post("/api/v1/webhooks", R"({"name":"receiver )" + std::to_string(++made) + R"(","url":")" +
                                          to.url() + R"(","events":[)" + events + R"(],"with_text":)" +
                                          (with_text ? "true" : "false") + "}");
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return read<NewWebhook>(reply.body);
}

Webhook ToldShop::known(WebhookId id) {
  return read<Webhook>(admin->get("/api/v1/webhooks/" + std::to_string(id.value)).body);
}

std::vector<Delivery> ToldShop::deliveries(WebhookId id, const std::string& query) {
  const HttpReply reply = admin->get("/api/v1/webhooks/" + std::to_string(id.value) + "/deliveries" + query);
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return read<api::Page<Delivery>>(reply.body).items;
}

void ToldShop::pass(Duration duration) {
  house.pass(duration);
  admin = std::make_unique<HttpClient>(house.signed_in("admin@shop.test"));
}

Delivery ToldShop::test(WebhookId id) {
  const HttpReply reply = admin->post("/api/v1/webhooks/" + std::to_string(id.value) + "/test", "");
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return read<DeliveryDetail>(reply.body);
}

}  // namespace rapport::webhooks::testing
