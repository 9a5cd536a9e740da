// What becomes of a delivery when its receiver fails, is slow, or has gone; when the server dies; by hand.
#include "platform/database/statement.h"
#include "webhooks/support/receiver.h"

namespace rapport::webhooks::testing {
namespace {

std::string place_of(const Webhook& webhook, const std::string& rest = "") {
  return "/api/v1/webhooks/" + std::to_string(webhook.id.value) + rest;
}
std::string place_of(const Delivery& delivery, const std::string& rest = "") {
  return "/api/v1/webhook-deliveries/" + std::to_string(delivery.id.value) + rest;
}

DeliveryDetail detail(ToldShop& told, const Delivery& delivery) {
  return read<DeliveryDetail>(told.admin->get(place_of(delivery)).body);
}

bool is_tried(ToldShop& told, const Delivery& delivery, int tries) {
  return eventually([&] { return detail(told, delivery).tries == tries; });
}

}  // namespace

TEST_CASE("what fails twice gets through the third time, under the same id, and the log says all of it") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    receiver.answer(500);
    const Delivery sent = told.test(webhook.id);
    REQUIRE(is_tried(told, sent, 1));
    const DeliveryDetail once = detail(told, sent);
    CHECK(once.state == DeliveryState::waiting);
    CHECK(once.status == 500);
    CHECK(once.due_at == told.house.now() + seconds(5));
    CHECK(once.answer == "said the receiver");
    CHECK(once.request.find(R"("type":"webhook.test")") != std::string::npos);
    CHECK(told.known(webhook.id).failing_since.has_value());
    told.house.pass(seconds(5));
    REQUIRE(is_tried(told, sent, 2));
    CHECK(detail(told, sent).due_at == told.house.now() + seconds(30));
    receiver.answer(200);
    told.house.pass(seconds(30));
    REQUIRE(eventually([&] { return detail(told, sent).state == DeliveryState::delivered; }));
    const auto got = receiver.got();
    REQUIRE(got.size() == 3);
    for (const http::Request& request : got) {
      CHECK(request.header("webhook-id") == std::to_string(sent.event_id.value));
      CHECK(request.body == got.front().body);
      CHECK(is_signed(request, webhook.secret));
    }
    CHECK(got[0].header("webhook-timestamp") != got[2].header("webhook-timestamp"));
    CHECK(told.known(webhook.id).waiting == 0);
    CHECK(!told.known(webhook.id).failing_since);
    CHECK(told.deliveries(webhook.id, "?state=delivered").size() == 1);
    CHECK(told.deliveries(webhook.id, "?state=failed").empty());
    CHECK(told.deliveries(webhook.id, "?type=interaction.closed").empty());
  });
}

TEST_CASE("a receiver that is slow holds up nobody else") {
  in_a_told_shop([](ToldShop& told, Receiver& prompt) {
    std::vector<std::unique_ptr<Receiver>> slow;
    for (int i = 0; i < 3; ++i) {
      slow.push_back(std::make_unique<Receiver>(told.house.fresh.log()));
      slow.back()->hold();
      const NewWebhook webhook = told.webhook(*slow.back(), {"interaction.arrived"});
      for (int n = 0; n < 8; ++n)
        told.test(webhook.id);
    }
    for (const auto& receiver : slow)
      REQUIRE(eventually([&] { return receiver->count() >= 4; }));  // so many at once
    const NewWebhook other = told.webhook(prompt, {"interaction.arrived"});
    for (int n = 0; n < 8; ++n)
      told.test(other.id);
    CHECK(eventually([&] { return told.known(other.id).waiting == 0; }));
    CHECK(prompt.count() == 8);
    for (const auto& receiver : slow)
      receiver->open();
  });
}

TEST_CASE("what was not received before the server died is sent by the next one") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    receiver.hold();
    ChatVisitor visitor = told.visitor();
    visitor.start("hello", "first");
    REQUIRE(eventually([&] { return receiver.count() == 1; }));
    told.house.restart();  // in the middle of the request
    receiver.open();
    told.pass({});
    REQUIRE(eventually([&] { return told.known(webhook.id).waiting == 0; }));
    const auto got = receiver.got();
    REQUIRE(got.size() == 2);
    CHECK(got[0].header("webhook-id") == got[1].header("webhook-id"));
    CHECK(got[0].body == got[1].body);
  });
}

TEST_CASE("a receiver that says it is gone switches its webhook off; switched on again, it goes on") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    receiver.answer(410);
    const Delivery sent = told.test(webhook.id);
    REQUIRE(eventually([&] { return !told.known(webhook.id).is_active; }));
    CHECK(told.known(webhook.id).switched_off == SwitchOff::gone);
    CHECK(detail(told, sent).state == DeliveryState::failed);
    CHECK(told.admin->get("/api/v1/audit?what=switch_off").body.find("receiver 1") != std::string::npos);
    CHECK(problem_of(told.admin->post(place_of(webhook, "/test"), "")).reason == "webhook_is_off");
    CHECK(problem_of(told.admin->post(place_of(sent, "/replay"), "")).reason == "webhook_is_off");
    receiver.answer(200);
    REQUIRE(told.admin
                ->put(place_of(webhook),
                      R"({"name":"on","url":")" + receiver.url() + R"(","events":["interaction.arrived"]})")
                .status == 200);
    CHECK(!told.known(webhook.id).switched_off);
    REQUIRE(told.admin->post(place_of(sent, "/replay"), "").status == 201);
    CHECK(eventually([&] { return detail(told, sent).state == DeliveryState::delivered; }));
    CHECK(receiver.got().back().header("webhook-id") == std::to_string(sent.event_id.value));
  });
}

TEST_CASE("a webhook that fails for three days is switched off, and says so") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    receiver.answer(503, {{"Retry-After", "600"}});
    const Delivery sent = told.test(webhook.id);
    REQUIRE(is_tried(told, sent, 1));
    CHECK(detail(told, sent).due_at == told.house.now() + seconds(600));
    told.pass(hours(73));
    REQUIRE(eventually([&] { return !told.known(webhook.id).is_active; }));
    CHECK(told.known(webhook.id).switched_off == SwitchOff::failing);
    CHECK(detail(told, sent).state == DeliveryState::waiting);  // goes out when it is switched on
  });
}

TEST_CASE("all that failed since a moment is sent again, and what is older than thirty days goes") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    const Delivery first = told.test(webhook.id), second = told.test(webhook.id);
    REQUIRE(eventually([&] { return told.known(webhook.id).waiting == 0; }));
    REQUIRE(told.house.parts()
                .database
                .write<bool>([&](database::Session& sql) -> Result<bool> {
                  database::execute(sql, "update webhook_delivery set state = :failed",
                                    DeliveryState::failed);
                  return true;
                })
                .get()
                .has_value());
    const auto replay = [&](const std::string& since) {
      const HttpReply reply = told.admin->post(place_of(webhook, "/replay"), R"({"since":")" + since + "\"}");
      INFO(reply.body);
      REQUIRE(reply.status == 201);
      return read<Replayed>(reply.body).deliveries;
    };
    CHECK(replay("2030-01-01T00:00:00Z") == 0);
    CHECK(replay("2020-01-01T00:00:00Z") == 2);
    REQUIRE(eventually([&] { return receiver.count() == 4 && told.known(webhook.id).waiting == 0; }));
    CHECK(detail(told, first).state == DeliveryState::delivered);
    told.pass(hours(24 * 29));
    told.test(webhook.id);
    REQUIRE(eventually([&] { return receiver.count() == 5; }));
    CHECK(told.deliveries(webhook.id).size() == 3);
    told.pass(hours(25));
    CHECK(eventually([&] { return told.deliveries(webhook.id).size() == 1; }));
    CHECK(told.admin->get(place_of(second)).status == 404);
  });
}

TEST_CASE("a new secret signs beside the old one for as long as asked, then alone") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    const auto rotated =
        read<WebhookSecret>(told.admin->post(place_of(webhook, "/secret"), R"({"overlap_hours":2})").body);
    CHECK(rotated.secret != webhook.secret);
    told.test(webhook.id);
    REQUIRE(eventually([&] { return receiver.count() == 1; }));
    CHECK(is_signed(receiver.got()[0], webhook.secret));
    CHECK(is_signed(receiver.got()[0], rotated.secret));
    told.pass(hours(3));
    told.test(webhook.id);
    REQUIRE(eventually([&] { return receiver.count() == 2; }));
    CHECK(!is_signed(receiver.got()[1], webhook.secret));
    CHECK(is_signed(receiver.got()[1], rotated.secret));
    const auto listed = told.admin->get("/api/v1/webhooks").body;
    CHECK(listed.find("whsec_") == std::string::npos);
    CHECK(told.admin->get("/api/v1/audit").body.find("whsec_") == std::string::npos);
  });
}

TEST_CASE("addresses inside are refused where the configuration does not allow them") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    const HttpReply reply = admin.post(
        "/api/v1/webhooks", R"({"name":"x","url":"http://127.0.0.1:9/","events":["interaction.arrived"]})");
    CHECK(reply.status == 422);
    CHECK(problem_of(reply).pointers == std::vector<std::string>{"/url"});
    const HttpReply test = admin.post(
        "/api/v1/webhooks", R"({"name":"x","url":"https://example.test/","events":["webhook.test"]})");
    CHECK(problem_of(test).pointers == std::vector<std::string>{"/events/0"});
  });
}

}  // namespace rapport::webhooks::testing
