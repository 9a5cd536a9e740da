// Value and segments through the whole program, on both databases: what the company's systems tell moves
// customers in and out, and where they wait follows.
#include "value/segment_store.h"

#include "cases/case.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

struct MadeId {
  value::SegmentId id;  // or of whatever was made
};
BOOST_DESCRIBE_STRUCT(MadeId, (), (id))
struct ShownMark {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ShownMark, (), (name))
struct ShownValue {
  value::Stage stage = value::Stage::prospect;
  std::int64_t purchases = 0, spent = 0, contacts = 0;
  std::vector<ShownMark> segments;
};
BOOST_DESCRIBE_STRUCT(ShownValue, (), (stage, purchases, spent, contacts, segments))

struct ShownExample {
  value::Stage stage = value::Stage::prospect;
};
BOOST_DESCRIBE_STRUCT(ShownExample, (), (stage))
struct ShownTrial {
  std::int64_t looked_at = 0, members = 0;
  bool is_everybody = false;
  std::vector<ShownExample> examples;
};
BOOST_DESCRIBE_STRUCT(ShownTrial, (), (looked_at, members, is_everybody, examples))

struct Office {
  explicit Office(Shop& the_shop)
      : shop(the_shop), owner(shop.house.signed_in("admin@shop.test")), ana(shop.desk_of_ana()) {}

  std::string made(const std::string& path, const std::string& body) {
    const HttpReply reply = owner.post("/api/v1/" + path, body);
    INFO(path << " " << reply.body);
    REQUIRE(reply.status == 201);
    return reply.body;
  }
  void buys(CustomerId customer, const std::string& event, const std::string& amount) {
    const HttpReply reply =
        owner.send("PUT", "/api/v1/customer-events",
                   R"({"customer_id":)" + quoted(customer.value) + R"(,"external_id":")" + event +
                       R"(","kind":"purchase","at":"2026-02-20T00:00:00Z","currency":"CNY","amount":")" +
                       amount + "\"}");
    INFO(reply.body);
    REQUIRE(reply.status == 200);
  }
  ShownValue value_of(CustomerId customer) {
    return read<ShownValue>(owner.get("/api/v1/customers/" + std::to_string(customer.value) + "/value").body);
  }
  bool comes_to_be_in(CustomerId customer, std::size_t segments) {
    return eventually([&] { return value_of(customer).segments.size() == segments; });
  }

  Shop& shop;
  HttpClient owner;
  Desk ana;
};

switchboard::InteractionView view_of(Shop& shop, InteractionId id) {
  const auto view = shop.house.parts().loop.read<std::optional<switchboard::InteractionView>>(
      shop.org, [id](const switchboard::Switchboard& board, Instant) { return board.interaction(id); });
  REQUIRE(view);
  REQUIRE(*view);
  return **view;
}

}  // namespace

TEST_CASE("a purchase brings a customer into a segment, and with it a head start, a queue and a promise") {
  in_a_shop([](Shop& shop) {
    Office office(shop);
    ChatVisitor visitor = shop.visitor();
    visitor.start("Good morning", "1");
    const desk::Interaction first = office.ana.accept_next();
    const CustomerId customer = first.customer.id;
    CHECK(view_of(shop, first.id).priority == 0);
    const std::string path = path_of(first.id, "/end");
    REQUIRE(office.ana.client.post(path, "{}").status < 300);
    REQUIRE(office.ana.client.post(path_of(first.id, "/wrap-up")).status < 300);

    const org::By who{shop.org, {}};
    org::QueueFields gold;
    gold.name = "Gold";
    const QueueId queue = shop.house.parts().org.admin().create_queue(who, gold).value().id;
    const auto vip = read<MadeId>(office.made(
        "segments", R"({"name":"VIP","rank":1,"condition":"spent >= 5000","head_start_min":30,"queue_id":)" +
                        quoted(queue.value) + "}"));
    office.made("segments", R"({"name":"Buyers","rank":2,"condition":"purchases > 0","head_start_min":5})");
    office.buys(customer, "a-1", "4999.99");
    REQUIRE(office.comes_to_be_in(customer, 1));
    office.buys(customer, "a-2", "0.01");
    REQUIRE(office.comes_to_be_in(customer, 2));
    const ShownValue worth = office.value_of(customer);
    CHECK(worth.segments.front().name == "VIP");
    CHECK(worth.spent == 500'000);
    CHECK(worth.stage == value::Stage::newcomer);
    CHECK(worth.contacts == 1);
    const auto listed =
        office.owner.get("/api/v1/segments/" + std::to_string(vip.id.value) + "/customers").body;
    CHECK(listed.find(quoted(customer.value)) != std::string::npos);

    // A queue that nobody is there for is left out; the head start stays.
    CHECK(shop.house.parts().treatments.of(shop.org, customer).queue == QueueId{});
    visitor.start("Again", "2");
    const desk::Interaction second = office.ana.accept_next();
    CHECK(view_of(shop, second.id).priority == 30);
    CHECK(view_of(shop, second.id).queue == shop.queue);

    const auto a_case = read<cases::Case>(office.made(
        "cases", R"({"subject":"Late","text":"x","customer_id":)" + quoted(customer.value) + "}"));
    CHECK(a_case.segment == "VIP");

    // Segments that are gone have nobody; the queue is theirs as long as they are there.
    CHECK(
        problem_of(office.owner.send("DELETE", "/api/v1/queues/" + std::to_string(queue.value), "")).reason ==
        "in_use");
    REQUIRE(office.owner.send("DELETE", "/api/v1/segments/" + std::to_string(vip.id.value), "").status ==
            204);
    CHECK(office.value_of(customer).segments.size() == 1);
  });
}

TEST_CASE("a changed segment and a join are followed, and a wrong condition says where it is wrong") {
  in_a_shop([](Shop& shop) {
    Office office(shop);
    const auto put = [&](const std::string& id) {
      const HttpReply reply = office.owner.send(
          "PUT", "/api/v1/customers", R"({"external_id":")" + id + R"(","name":"Ada )" + id + "\"}");
      REQUIRE(reply.status == 200);
      return read<MadeId>(reply.body);  // its id
    };
    const CustomerId one{put("one").id.value}, two{put("two").id.value};
    const Problem wrong =
        problem_of(office.owner.post("/api/v1/segments", R"({"name":"Wrong","condition":"spend > 1"})"));
    CHECK(wrong.reason == "bad_value");
    CHECK(wrong.pointers == std::vector<std::string>{"/condition"});

    office.buys(one, "b-1", "60");
    office.buys(two, "b-2", "60");
    const auto tried = [&](const std::string& condition) {
      return office.owner.post("/api/v1/segment-trials", R"({"condition":")" + condition + "\"}");
    };
    REQUIRE(office.comes_to_be_in(one, 0));
    const HttpReply some = tried("spent >= 60");
    CHECK(some.status == 200);
    const auto trial = read<ShownTrial>(some.body);
    CHECK(trial.members == 2);
    CHECK(trial.examples.size() == 2);
    CHECK(trial.looked_at >= 2);
    CHECK(trial.is_everybody);
    CHECK(read<ShownTrial>(tried("spent >= 61").body).members == 0);
    CHECK(read<ShownTrial>(tried("stage == 'prospect' or is_verified").body).looked_at == trial.looked_at);
    CHECK(problem_of(tried("spend > 1")).pointers == std::vector<std::string>{"/condition"});
    CHECK(shop.house.client().post("/api/v1/segment-trials", "{}").status == 401);
    const auto big = read<MadeId>(office.made("segments", R"({"name":"Big","condition":"spent >= 100"})"));
    const std::string both = "/api/v1/customers/" + std::to_string(one.value);
    const auto joined = office.owner.post(both + "/join", R"({"customer_id":)" + quoted(two.value) + "}");
    REQUIRE(joined.status == 200);
    REQUIRE(office.comes_to_be_in(two, 1));
    REQUIRE(office.owner
                .send("PUT", "/api/v1/segments/" + std::to_string(big.id.value),
                      R"({"name":"Big","condition":"spent >= 121"})")
                .status == 200);
    REQUIRE(office.comes_to_be_in(one, 0));
    REQUIRE(office.owner
                .send("PUT", "/api/v1/segments/" + std::to_string(big.id.value),
                      R"({"name":"Big","condition":"spent >= 120"})")
                .status == 200);
    REQUIRE(office.comes_to_be_in(one, 1));
    const std::string id = std::to_string(read<MadeId>(joined.body).id.value);
    REQUIRE(office.owner.post("/api/v1/customer-joins/" + id + "/undo", "{}").status == 200);
    REQUIRE(office.comes_to_be_in(one, 0));
    REQUIRE(office.comes_to_be_in(two, 0));
  });
}

}  // namespace rapport::program::testing
