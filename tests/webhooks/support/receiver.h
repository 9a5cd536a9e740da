// A receiver of webhooks: a real server that keeps what comes and answers as it is told. And ToldShop: a shop
// with a webhook that goes there.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/server.h"
#include "support/program/shop.h"
#include "webhooks/delivery.h"

namespace rapport::webhooks::testing {

using namespace program::testing;

class Receiver {
 public:
  explicit Receiver(log::Log& log);
  ~Receiver();

  std::string url() const;
  // From now on; 200 at first.
  void answer(int status, const http::Headers& headers = {});
  // Nothing is answered until open().
  void hold();
  void open();

  std::vector<http::Request> got() const;
  std::size_t count() const { return got().size(); }

 private:
  void take(http::Request request, const http::Reply& reply);

  mutable std::mutex mutex_;
  http::Response answer_;
  bool is_holding_ = false;
  std::vector<http::Request> got_;
  std::vector<http::Reply> held_;
  http::Router router_;
  metrics::Metrics metrics_;
  std::unique_ptr<http::Server> server_;
};

// What an envelope says, whatever its data.
struct Envelope {
  std::string id, type, organisation_id;
  Instant at;
  contract::Json data;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (id, type, organisation_id, at, data))
Envelope envelope_of(const http::Request& request);
bool is_signed(const http::Request& request, const std::string& shown_secret);

struct ToldShop : Shop {
  explicit ToldShop(House& the_house);

  // Of this receiver, for these kinds; its secret as shown.
  NewWebhook webhook(Receiver& to, const std::vector<std::string>& kinds, bool with_text = false);
  Webhook known(WebhookId id);
  std::vector<Delivery> deliveries(WebhookId id, const std::string& query = "");
  // That long; the admin signs in again.
  void pass(Duration duration);
  // One test event: its delivery.
  Delivery test(WebhookId id);

  std::unique_ptr<HttpClient> admin;
  int made = 0;
};

template <class Body>
void in_a_told_shop(Body&& body) {
  in_a_house([&](House& house) {
    house.settings.sent_webhooks_private = true;
    house.restart();
    ToldShop told(house);
    Receiver receiver(house.fresh.log());
    body(told, receiver);
    house.stop();
  });
}

}  // namespace rapport::webhooks::testing
