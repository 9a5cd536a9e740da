// The next best action over the API, on both databases.
#include "advice/advisor.h"

#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

std::string next_path(CustomerId customer, const std::string& rest = "") {
  return "/api/v1/customers/" + std::to_string(customer.value) + "/next-action" + rest;
}

}  // namespace

TEST_CASE("an agent is advised, says what came of it, and the advice follows the customer's words") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Where is my parcel?", "1");
    const desk::Interaction taken = ana.accept_next();
    const std::string here = "?interaction_id=" + std::to_string(taken.id.value);
    const auto next = [&] {
      return read<advice::NextAction>(ana.client.get(next_path(taken.customer.id) + here).body);
    };
    const auto say = [&](advice::AdviceRuleId rule, const char* outcome) {
      const HttpReply reply =
          ana.client.post(next_path(taken.customer.id, "-outcomes"),
                          R"({"rule_id":)" + quoted(rule.value) + R"(,"outcome":")" + outcome +
                              R"(","interaction_id":)" + quoted(taken.id.value) + "}");
      INFO(reply.body);
      REQUIRE(reply.status == 200);
      return read<advice::NextAction>(reply.body);
    };
    const auto asked = next();
    REQUIRE(asked.action);
    CHECK(asked.action->kind == advice::AdviceKind::collect);
    CHECK(asked.action->asks_field == "name");
    CHECK(!asked.is_upset);
    visitor.say("You are the worst, I will complain", "2");
    REQUIRE(eventually([&] { return next().is_upset; }));
    const auto upset = next();
    REQUIRE(upset.action);
    CHECK(upset.action->kind == advice::AdviceKind::care);
    CHECK(upset.upset_word == "worst");
    const auto after = say(upset.action->rule_id, "done");
    CHECK(!after.action);  // whoever is upset is not asked for their name
    const auto outcomes = ana.client.get(next_path(taken.customer.id, "-outcomes")).body;
    CHECK(outcomes.find("\"done\"") != std::string::npos);
    CHECK(problem_of(ana.client.post(next_path(taken.customer.id, "-outcomes"),
                                     R"({"rule_id":"99","outcome":"done"})"))
              .status == 404);

    // The program's own rules become the organisation's with the first change.
    HttpClient owner = shop.house.signed_in("admin@shop.test");
    CHECK(owner.send("DELETE", "/api/v1/next-action-rules/1005", "").status == 204);
    const auto left = owner.get("/api/v1/next-action-rules").body;
    CHECK(left.find("They are upset") != std::string::npos);
    CHECK(left.find("missing in the profile") == std::string::npos);
    CHECK(problem_of(owner.post("/api/v1/next-action-rules",
                                R"({"name":"x","kind":"offer","condition":"moon == 1","text":"y"})"))
              .pointers == std::vector<std::string>{"/condition"});
  });
}

}  // namespace rapport::program::testing
