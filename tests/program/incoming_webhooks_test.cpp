// What the company's own systems tell us, in the whole program, over both engines.
#include <doctest/doctest.h>

#include "platform/crypto/encoding.h"
#include "support/program/house.h"
#include "webhooks/incoming/hook_store.h"
#include "webhooks/incoming/reading.h"
#include "webhooks/signature.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::incoming;

struct DeliveryPage {
  std::vector<HookDelivery> items;
};
BOOST_DESCRIBE_STRUCT(DeliveryPage, (), (items))
struct ToldWorth {
  std::int64_t purchases = 0, spent = 0;
};
BOOST_DESCRIBE_STRUCT(ToldWorth, (), (purchases, spent))

std::string bytes_of(const std::string& shown) {
  // The alphabets differ in two characters, and in padding.
  std::string text = shown.substr(shown.find('_') + 1);
  for (char& c : text)
    c = c == '+' ? '-' : c == '/' ? '_' : c;
  text.erase(text.find_last_not_of('=') + 1);
  return crypto::from_base64url(text).value();
}

struct TellingShop {
  explicit TellingShop(House& the_house) : house(the_house) {
    house.organisation("shop");
    admin.emplace(house.signed_in("admin@shop.test"));
    const auto made = admin->post(
        "/api/v1/incoming-webhooks",
        R"({"name":"Orders","mapping":{"external_id":"/customer/id","phone":"/customer/phone","name":"/customer/name",)"
        R"("event_id":"/order","at":"/paid_at","amount":"/total","text":"/title"},"kind":"purchase","currency":"CNY",)"
        R"("unknown":"hold"})");
    INFO(made.body);
    REQUIRE(made.status == 201);
    const auto hook = read<NewHook>(made.body);
    id = std::to_string(hook.id.value);
    secret = bytes_of(hook.secret);
  }
  HttpReply tell(const std::string& key, const std::string& body, std::int64_t seconds_ago = 0,
                 const std::string& with = "") {
    HttpClient sender = house.client();
    const std::int64_t at = house.parts().org.admin().changes().now().us / 1'000'000 - seconds_ago;
    return sender.send("POST", "/api/v1/hooks/" + id, body,
                       {{"webhook-id", key},
                        {"webhook-timestamp", std::to_string(at)},
                        {"webhook-signature",
                         "v1,other " + webhooks::signatures({with.empty() ? secret : with}, key, at, body)}});
  }
  std::vector<HookDelivery> log() {
    return read<DeliveryPage>(admin->get("/api/v1/incoming-webhooks/" + id + "/deliveries").body).items;
  }
  ToldWorth worth(const std::string& customer) {
    return read<ToldWorth>(admin->get("/api/v1/customers/" + customer + "/value").body);
  }

  House& house;
  std::optional<HttpClient> admin;
  std::string id, secret;
};

constexpr const char* paid_order =
    R"({"order":"A-1","customer":{"id":"K-1","phone":"+8613800000777","name":"陈芳"},"paid_at":"2026-03-01T09:30:00Z",)"
    R"("total":12.5,"title":"Espresso cups"})";

}  // namespace

TEST_CASE("a signed purchase counts once, whoever repeats it, and waits for a customer whom nobody knows") {
  in_a_house([](House& house) {
    TellingShop shop(house);
    HttpClient& admin = *shop.admin;
    const auto held = shop.tell("d-1", paid_order);
    INFO(held.body);
    REQUIRE(held.status == 200);
    CHECK(held.body.find(R"("state":"held")") != std::string::npos);
    REQUIRE(admin.send("PUT", "/api/v1/customers", R"({"external_id":"K-1","name":"Fang"})").status == 200);
    const auto run = admin.post("/api/v1/incoming-webhooks/" + shop.id + "/run");
    CHECK(run.body.find(R"("accepted":1,"left":0)") != std::string::npos);
    const std::string customer = std::to_string(shop.log().front().customer_id.value().value);
    CHECK(shop.worth(customer).purchases == 1);
    CHECK(shop.worth(customer).spent == 1'250);
    // The same delivery, the same event by another delivery, and a corrected one.
    CHECK(shop.tell("d-1", paid_order).status == 200);
    CHECK(shop.tell("d-2", paid_order).status == 200);
    CHECK(shop.worth(customer).purchases == 1);
    std::string corrected = paid_order;
    corrected.replace(corrected.find("12.5"), 4, "20");
    CHECK(shop.tell("d-3", corrected).status == 200);
    CHECK(shop.worth(customer).spent == 2'000);
    CHECK(shop.worth(customer).purchases == 1);
    CHECK(admin.get("/api/v1/customers/" + customer + "/thread").body.find("Espresso cups") !=
          std::string::npos);
    CHECK(shop.log().size() == 3);
    // Each is in the ledger of what arrives, once.
    const auto arrivals = admin.get("/api/v1/arrivals?account_id=" + shop.id).body;
    for (const char* key : {R"("key":"d-1")", R"("key":"d-2")", R"("key":"d-3")"})
      CHECK(arrivals.find(key) != std::string::npos);
    CHECK(arrivals.find(R"("key":"d-1")") == arrivals.rfind(R"("key":"d-1")"));
  });
}

TEST_CASE("what is not signed, too old, unreadable or of nobody counts nothing and says why") {
  in_a_house([](House& house) {
    TellingShop shop(house);
    HttpClient& admin = *shop.admin;
    CHECK(shop.tell("f-1", paid_order, 0, "another secret").status == 403);
    CHECK(shop.tell("f-2", paid_order, 400).body.find("too_old") != std::string::npos);
    CHECK(shop.tell("f-3", paid_order, -400).status == 403);
    CHECK(shop.tell("", paid_order).status == 403);
    HttpClient stranger = house.client();
    CHECK(stranger.post("/api/v1/hooks/" + shop.id, paid_order).status == 403);
    CHECK(stranger.post("/api/v1/hooks/1", paid_order).status == 404);
    CHECK(shop.log().empty());
    CHECK(shop.tell("u-1", "no json").status == 422);
    CHECK(shop.tell("u-2", R"({"customer":{"id":"K-1"},"total":"many","paid_at":"soon"})")
              .body.find("amount") != std::string::npos);
    CHECK(shop.tell("u-3", std::string(300'000, ' ')).status == 413);
    REQUIRE(shop.log().size() == 2);
    CHECK(shop.log().front().reason == "unreadable");
    CHECK(shop.log().front().detail.find("/mapping/at") != std::string::npos);

    // Made, when the hook says so; the same secret for a while, and the new one.
    const std::string body =
        R"({"name":"Orders","mapping":{"phone":"/customer/phone","name":"/customer/name","amount":"/total"},)"
        R"("kind":"purchase","currency":"EUR","is_in_hundredths":true,"unknown":"create"})";
    REQUIRE(admin.put("/api/v1/incoming-webhooks/" + shop.id, body).status == 200);
    const auto rotated =
        admin.post("/api/v1/incoming-webhooks/" + shop.id + "/secret", R"({"overlap_hours":1})");
    INFO(rotated.body);
    REQUIRE(rotated.status < 300);
    const std::string fresh = bytes_of(read<webhooks::WebhookSecret>(rotated.body).secret);
    CHECK(shop.tell("c-1", R"({"customer":{"phone":"+8613800000778","name":"New"},"total":1250})").status ==
          200);
    CHECK(shop.tell("c-2", R"({"customer":{"phone":"+8613800000778"},"total":50})", 0, fresh).status == 200);
    CHECK(shop.log()[0].customer_id == shop.log()[1].customer_id);
    const auto event =
        admin.get("/api/v1/customers/" + std::to_string(shop.log()[0].customer_id.value().value) + "/thread");
    CHECK(event.body.find("12.50") != std::string::npos);
    CHECK(event.body.find("0.50") != std::string::npos);
    REQUIRE(admin.post("/api/v1/incoming-webhooks/" + shop.id + "/secret", R"({"overlap_hours":0})").status <
            300);
    CHECK(shop.tell("c-3", paid_order, 0, fresh).status == 403);
    // One that was refused is run again by the hook as it is now.
    const auto refused = shop.log().back();
    CHECK(refused.key == "u-1");
    const auto again = admin.post("/api/v1/incoming-deliveries/" + std::to_string(refused.id.value) + "/run");
    CHECK(again.body.find(R"("tries":2)") != std::string::npos);
    CHECK(admin.post("/api/v1/incoming-deliveries/" + std::to_string(shop.log().front().id.value) + "/run")
              .status == 409);
    CHECK(admin.put("/api/v1/incoming-webhooks/" + shop.id, R"({"name":"x","mapping":{"email":"customer"}})")
              .body.find("JSON Pointer") != std::string::npos);
  });
}

}  // namespace rapport::program::testing
