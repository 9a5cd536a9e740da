#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using switchboard::Presence;

std::string presence_path(UserId id) {
  return "/api/v1/agents/" + std::to_string(id.value) + "/presence";
}

const desk::AgentStatus& agent_of(const std::vector<desk::AgentStatus>& all, UserId id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("agents change their own presence, supervisors anybody's") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    HttpClient ben = shop.house.signed_in("ben@shop.test");
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    const auto put = [](HttpClient& client, UserId id, const std::string& body) {
      const HttpReply reply = client.put(presence_path(id), body);
      return reply.status < 400 ? "200" : std::to_string(reply.status) + " " + problem_of(reply).reason;
    };
    CHECK(put(ben, shop.ana, R"({"presence":"away"})") == "403 not_you");
    CHECK(put(ana.client, shop.ana, R"({"presence":"not_responding"})") == "422 bad_presence");
    CHECK(put(ana.client, shop.ana, R"({"presence":"asleep"})").starts_with("4"));
    CHECK(put(ana.client, shop.ana, R"({"presence":"away","reason_id":"4711"})") == "422 unknown_reason");
    CHECK(put(sue, {4711}, R"({"presence":"away"})") == "404 unknown_agent");
    // Nobody works without a desk that is open.
    CHECK(put(ben, shop.ben, R"({"presence":"available"})").starts_with("409"));

    const auto reason = shop.house.parts().org.directories().of(shop.org)->presence_reasons.front().id;
    CHECK(put(sue, shop.ana, R"({"presence":"away","reason_id":)" + quoted(reason) + "}") == "200");
    const auto told = ana.next("agent");
    CHECK(told.agent->id == shop.ana);
    const auto me = read<desk::Desk>(ana.client.get("/api/v1/desk").body).me;
    CHECK(me->presence == Presence::away);
    CHECK(me->reason_id->value == reason);
  });
}

TEST_CASE("a break that is asked for in a conversation begins after it") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const auto taken = ana.accept_next();
    const auto asked = ana.client.put(presence_path(shop.ana), R"({"presence":"away","after_current":true})");
    CHECK(read<desk::AgentStatus>(asked.body).presence == Presence::available);
    CHECK(read<desk::AgentStatus>(asked.body).next_presence == Presence::away);
    REQUIRE(ana.client.post(path_of(taken.id, "/end")).status == 200);
    REQUIRE(ana.client.post(path_of(taken.id, "/wrap-up")).status == 200);
    CHECK(read<desk::Desk>(ana.client.get("/api/v1/desk").body).me->presence == Presence::away);
  });
}

TEST_CASE("the board shows queues, agents and who waits, longest first") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    std::vector<ChatVisitor> visitors;
    for (int i = 0; i < 6; ++i) {
      visitors.push_back(shop.visitor());
      visitors.back().start("I am number " + std::to_string(i), "1");
      shop.house.now_us += 1'000'000;
    }
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    const auto board = read<desk::Board>(sue.get("/api/v1/board").body);
    REQUIRE(board.queues.size() == 1);
    CHECK(board.queues.front().waiting + board.queues.front().offered == 6);
    CHECK(board.queues.front().signed_in == 1);
    CHECK(agent_of(board.agents, shop.ana).presence == Presence::available);
    CHECK(agent_of(board.agents, shop.ben).presence == Presence::offline);
    REQUIRE(board.interactions.size() == 6);
    Instant before;
    for (const auto& interaction : board.interactions) {
      if (interaction.state != switchboard::InteractionState::queued) continue;
      CHECK(interaction.queued_at >= before);
      before = interaction.queued_at;
      CHECK(interaction.last_message.has_value());
    }
    CHECK(board.seq == shop.house.parts().loop.seq(shop.org).value());
    // Agents see whom they can reach, not the board.
    CHECK(ana.client.get("/api/v1/board").status == 403);
    const auto reachable = read<desk::Colleagues>(ana.client.get("/api/v1/agents").body);
    CHECK(reachable.agents.size() == 1);
    CHECK(reachable.queues.size() == 1);
  });
}

TEST_CASE("canned replies are kept by editors, found by shortcut, and no shortcut is given twice") {
  in_a_shop([](Shop& shop) {
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    HttpClient ana = shop.house.signed_in("ana@shop.test");
    const std::string hello = R"({"shortcut":"hello","title":"Greeting","text":"Hello there"})";
    CHECK(ana.post("/api/v1/canned-replies", hello).status == 403);
    const auto made = sue.post("/api/v1/canned-replies", hello);
    REQUIRE(made.status == 201);
    const auto twice = sue.post("/api/v1/canned-replies", hello);
    CHECK(twice.status == 409);
    CHECK(problem_of(twice).reason == "already_exists");
    const auto other = sue.post("/api/v1/canned-replies", R"({"shortcut":"bye","title":"End","text":"Bye"})");
    const std::string path =
        "/api/v1/canned-replies/" + std::to_string(read<desk::CannedReply>(other.body).id.value);
    CHECK(problem_of(sue.put(path, hello)).reason == "already_exists");
    CHECK(sue.put(path, R"({"shortcut":"bye","title":"End","text":"Bye, 再见","language":"zh-CN"})").status ==
          200);
    CHECK(ana.get("/api/v1/canned-replies").body.find("再见") != std::string::npos);
    CHECK(sue.del(path).status == 204);
    CHECK(sue.del(path).status == 404);
    CHECK(sue.put(path, hello).status == 404);
    CHECK(ana.get("/api/v1/canned-replies").body.find("再见") == std::string::npos);
  });
}

}  // namespace rapport::program::testing
