#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using Records = api::Page<desk::InteractionRecord>;

// One conversation of a new visitor, from hello to the end of its wrap-up.
desk::Interaction finished(Shop& shop, Desk& agent, const std::string& text) {
  ChatVisitor visitor = shop.visitor();
  visitor.start(text, "1");
  const auto taken = agent.accept_next();
  shop.house.now_us += 30'000'000;
  REQUIRE(agent.client.post(path_of(taken.id, "/end")).status == 200);
  REQUIRE(agent.client.post(path_of(taken.id, "/wrap-up")).status == 200);
  return taken;
}

}  // namespace

TEST_CASE("the history is found by queue, agent, customer, state, time and words, in pages") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    const auto one = finished(shop, ana, "A parcel with 100% cotton");
    const auto two = finished(shop, ana, "订单在哪里");
    ChatVisitor waiting = shop.visitor();
    waiting.start("Still here", "1");
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    const auto found = [&](const std::string& query) {
      const HttpReply reply = sue.get("/api/v1/interactions?" + query);
      INFO(query << " " << reply.body);
      REQUIRE(reply.status == 200);
      std::vector<InteractionId> ids;
      for (const auto& record : read<Records>(reply.body).items)
        ids.push_back(record.id);
      return ids;
    };
    using Ids = std::vector<InteractionId>;
    const Ids all = found("");
    REQUIRE(all.size() == 3);
    CHECK(all[1] == two.id);
    CHECK(all[2] == one.id);
    CHECK(found("state=closed") == Ids{two.id, one.id});
    CHECK(found("state=closed&agent_id=" + std::to_string(shop.ana.value)) == Ids{two.id, one.id});
    CHECK(found("agent_id=" + std::to_string(shop.ben.value)).empty());
    CHECK(found("queue_id=" + std::to_string(shop.queue.value)) == all);
    CHECK(found("queue_id=4711").empty());
    CHECK(found("customer_id=" + std::to_string(one.customer.id.value)) == Ids{one.id});
    CHECK(found("text=%E8%AE%A2%E5%8D%95") == Ids{two.id});
    CHECK(found("text=100%25+cotton") == Ids{one.id});
    CHECK(found("text=1_0").empty());
    CHECK(found("text=%25").size() == 1);
    CHECK(found("from=2030-01-01T00:00:00Z").empty());
    CHECK(found("to=2030-01-01T00:00:00Z") == all);
    const auto first = read<Records>(sue.get("/api/v1/interactions?limit=2").body);
    REQUIRE(first.items.size() == 2);
    const auto rest =
        read<Records>(sue.get("/api/v1/interactions?limit=2&cursor=" + *first.next_cursor).body);
    REQUIRE(rest.items.size() == 1);
    CHECK(rest.items.front().id == one.id);
    CHECK(!rest.next_cursor.has_value());
    CHECK(rest.items.front().handled_s == 30);
    CHECK(rest.items.front().first_text == "A parcel with 100% cotton");
    CHECK(rest.items.front().messages == 1);
    CHECK(sue.get("/api/v1/interactions?from=yesterday").status == 400);
  });
}

TEST_CASE(
    "a customer who comes back brings their earlier conversations, and what is known of them is corrected") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("First time", "1");
    const auto first = ana.accept_next();
    REQUIRE(ana.client.post(path_of(first.id, "/end")).status == 200);
    REQUIRE(ana.client.post(path_of(first.id, "/wrap-up")).status == 200);
    visitor.start("Second time", "2");
    const auto second = ana.accept_next();
    CHECK(second.customer.id == first.customer.id);
    CHECK(second.previous_id == first.id);
    const auto detail = read<desk::InteractionDetail>(ana.client.get(path_of(second.id)).body);
    REQUIRE(detail.previous.size() == 1);
    CHECK(detail.previous.front().id == first.id);

    const std::string customer = "/api/v1/customers/" + std::to_string(second.customer.id.value);
    CHECK(ana.client.patch(customer, R"({"name":"Li Lei","email":"li@example.test","note":"Likes tea"})")
              .status == 200);
    CHECK(ana.client.patch(customer, R"({"note":""})").body.find("Likes tea") == std::string::npos);
    CHECK(ana.client.get(customer).body.find("li@example.test") != std::string::npos);
    CHECK(ana.next("configuration").what == "customer");
    CHECK(read<desk::InteractionDetail>(ana.client.get(path_of(second.id)).body).customer.name == "Li Lei");
    CHECK(read<Records>(ana.client.get(customer + "/interactions").body).items.size() == 2);
    CHECK(ana.client.patch("/api/v1/customers/4711", R"({"name":"x"})").status == 404);
    CHECK(ana.client.get("/api/v1/customers/4711/interactions").status == 404);
    CHECK(problem_of(ana.client.patch(customer, R"({"name":"two\nlines"})")).pointers ==
          std::vector<std::string>{"/name"});
  });
}

TEST_CASE("why an interaction went where it went is told for each offer") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    Desk ben = shop.desk_of_ben();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const auto offered = ana.next_change(switchboard::Change::offered);
    shop.house.pass(seconds(21));
    CHECK(ben.accept_next().id == offered.interaction->id);
    const auto why = read<desk::Explanation>(ben.client.get(path_of(offered.interaction->id, "/why")).body);
    REQUIRE(why.assignments.size() == 2);
    CHECK(why.assignments[0].agent_id == shop.ana);
    CHECK(why.assignments[0].end == switchboard::OfferEnd::no_answer);
    CHECK(why.assignments[1].agent_id == shop.ben);
    CHECK(why.assignments[1].end == switchboard::OfferEnd::accepted);
    CHECK(why.assignments[1].why.waited_s >= 20);
    CHECK(why.assignments[1].why.chosen_id == shop.ben);
    CHECK(!why.wait.has_value());
  });
}

}  // namespace rapport::program::testing
