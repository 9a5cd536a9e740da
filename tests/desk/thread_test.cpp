// One thread per person, over the API of the whole program.
#include "customers/contract.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

// What the test reads of an entry.
struct EntryRead {
  std::string kind;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(EntryRead, (), (kind, at))
using ThreadRead = api::Page<EntryRead>;

std::vector<std::string> kinds_of(const ThreadRead& page) {
  std::vector<std::string> kinds;
  for (const EntryRead& entry : page.items)
    kinds.push_back(entry.kind);
  return kinds;
}

}  // namespace

TEST_CASE("a person's thread holds conversations, events, consents and joins in the order of time") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Where is my umbrella?", "1");
    const auto taken = ana.accept_next();
    const std::string path = "/api/v1/customers/" + std::to_string(taken.customer.id.value);
    HttpClient admin = shop.house.signed_in("admin@shop.test");

    shop.house.pass(seconds(10));
    REQUIRE(admin.send("PUT", "/api/v1/customers", R"({"external_id":"4711","name":"Ada"})").status == 200);
    const std::string event =
        R"({"customer_external_id":"4711","external_id":"order-1","kind":"purchase","at":"2026-02-01T10:00:00Z",)"
        R"("amount":"99.00","currency":"CNY","text":"A red umbrella"})";
    REQUIRE(admin.send("PUT", "/api/v1/customer-events", event).status == 200);
    REQUIRE(admin.send("PUT", "/api/v1/customer-events", event).status == 200);
    const auto found =
        read<api::Page<customers::CustomerRow>>(ana.client.get("/api/v1/customers?q=4711").body);
    REQUIRE(found.items.size() == 1);
    shop.house.pass(seconds(10));
    REQUIRE(ana.client
                .post(path + "/join", R"({"customer_id":")" + std::to_string(found.items[0].id.value) + "\"}")
                .status == 200);
    shop.house.pass(seconds(10));
    REQUIRE(ana.client.post(path + "/consents", R"({"purpose":"marketing","is_given":true,"how":"asked"})")
                .status == 201);
    shop.house.pass(seconds(10));
    REQUIRE(admin
                .post("/api/v1/cases", R"({"subject":"The lost umbrella","customer_id":")" +
                                           std::to_string(taken.customer.id.value) + "\"}")
                .status == 201);

    const auto whole = read<ThreadRead>(ana.client.get(path + "/thread").body);
    CHECK(kinds_of(whole) ==
          std::vector<std::string>{"opened_case", "consent", "join", "interaction", "event"});
    CHECK(!whole.next_cursor);
    std::vector<std::string> by_page;
    std::string cursor;
    for (int page = 0; page < 5; ++page) {
      const auto next = read<ThreadRead>(ana.client.get(path + "/thread?limit=1" + cursor).body);
      for (const EntryRead& entry : next.items)
        by_page.push_back(entry.kind);
      cursor = next.next_cursor ? "&cursor=" + *next.next_cursor : "";
    }
    CHECK(by_page == kinds_of(whole));
    CHECK(cursor.empty());
    CHECK(kinds_of(read<ThreadRead>(ana.client.get(path + "/thread?q=umbrella").body)) ==
          std::vector<std::string>{"opened_case", "interaction", "event"});
    CHECK(problem_of(ana.client.get(path + "/thread?cursor=x")).reason == "bad_cursor");
    CHECK(ana.client.get("/api/v1/customers/99/thread").status == 404);

    const std::string bad =
        R"({"customer_external_id":"4711","external_id":"o","kind":"purchase","at":"2026-02-01T10:00:00Z",)"
        R"("amount":"lots"})";
    CHECK(admin.send("PUT", "/api/v1/customer-events", bad).status == 422);
  });
}

TEST_CASE("a profile takes values of their type, says what is wrong with others, and keeps nothing of them") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    REQUIRE(admin
                .post("/api/v1/customer-fields",
                      R"({"name":"shoe_size","label":"Shoe size","type":"integer","weight":30})")
                .status == 201);
    CHECK(admin.post("/api/v1/customer-fields", R"({"name":"email","label":"x"})").status == 422);
    REQUIRE(admin.send("PUT", "/api/v1/customers", R"({"external_id":"4711","name":"Ada"})").status == 200);
    const auto row =
        read<api::Page<customers::CustomerRow>>(admin.get("/api/v1/customers?q=Ada").body).items.at(0);
    const std::string path = "/api/v1/customers/" + std::to_string(row.id.value) + "/profile";
    const auto good = admin.send(
        "PATCH", path, R"({"birthday":"1980-04-03","salutation":"Dr. Okafor","custom":{"shoe_size":"38"}})");
    REQUIRE(good.status == 200);
    CHECK(read<customers::CustomerProfile>(good.body).values.at("shoe_size").value == "38");
    const auto bad = admin.send(
        "PATCH", path,
        R"({"salutation":"Ms","birthday":"1980-04-31","quiet_hours":"late","custom":{"shoe_size":"big","no":"x"}})");
    CHECK(bad.status == 422);
    CHECK(problem_of(bad).pointers.size() == 4);
    CHECK(read<customers::CustomerProfile>(admin.get(path).body).values.at("salutation").value ==
          "Dr. Okafor");

    const std::string identities = "/api/v1/customers/" + std::to_string(row.id.value) + "/identities";
    CHECK(admin.post(identities, R"({"kind":"email","value":"Ada@X.test","is_verified":true})").status ==
          200);
    CHECK(admin.post(identities, R"({"kind":"chat_visitor","value":"x"})").status == 422);
    CHECK(admin.post(identities + "/remove", R"({"kind":"email","value":"ada@x.test"})").status == 200);
    CHECK(admin.post(identities + "/remove", R"({"kind":"email","value":"ada@x.test"})").status == 404);
    REQUIRE(admin.send("PUT", "/api/v1/customer-weights", R"({"weights":{"phone":0}})").status == 200);
    const auto asks = read<customers::CustomerProfile>(admin.get(path).body).completeness;
    CHECK(std::find(asks.missing.begin(), asks.missing.end(), "phone") == asks.missing.end());
  });
}

}  // namespace rapport::program::testing
