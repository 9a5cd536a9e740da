// Flows beside an agent through the whole program: drawn over the API, met by a chat's customer in the middle
// of their conversation, on both databases.
#include "flows/contract.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using switchboard::Change;
using switchboard::FlowEnd;
using switchboard::InteractionState;

switchboard::flow::Texts said(const char* zh, const char* en) {
  return {{"zh", zh}, {"en", en}};
}

// Asks for an order and a PIN.
flows::Definition asking() {
  using namespace switchboard::flow;
  flows::Definition flow;
  flow.purpose = Purpose::assist;
  flow.channels = {switchboard::Channel::chat, switchboard::Channel::voice};
  flow.start = "order";
  flow.attributes = {{"order", ValueType::text, {}, "", false},
                     {"pin", ValueType::text, {}, "", true},
                     {"is_right", ValueType::boolean, {}, "", false}};
  Collect order;
  order.text = said("订单号", "Order number");
  order.attribute = "order";
  flow.steps.push_back({"order", order, {{"done", "pin"}, {"timeout", "end"}}, "", {}});
  Collect pin;
  pin.text = said("密码", "Your PIN");
  pin.attribute = "pin";
  flow.steps.push_back({"pin", pin, {{"done", "marked"}, {"timeout", "end"}}, "", {}});
  flow.steps.push_back({"marked", Tag{"identified"}, {{"next", "right"}}, "", {}});
  flow.steps.push_back({"right", Set{{{"is_right", "pin == '1234'"}}}, {{"next", "end"}}, "", {}});
  flow.steps.push_back({"end", End{}, {}, "", {}});
  return flow;
}

std::string drawn(HttpClient& admin, const std::string& name, const flows::Definition& draft) {
  const auto made = admin.post("/api/v1/flows", contract::encode(flows::NewFlow{name, draft}));
  INFO(made.body);
  REQUIRE(made.status == 201);
  return std::to_string(read<flows::FlowWhole>(made.body).id.value);
}
std::string published(HttpClient& admin, const std::string& name, const flows::Definition& draft) {
  std::string id = drawn(admin, name, draft);
  const auto live = admin.post("/api/v1/flows/" + id + "/publish");
  INFO(live.body);
  REQUIRE(live.status == 201);
  return id;
}

std::string reason_of(const HttpReply& reply) {
  return reply.status < 400 ? std::to_string(reply.status) : problem_of(reply).reason;
}

std::string said_to(ChatVisitor& visitor) {
  webchat::ChatMessage message = *visitor.next("message").message;
  while (message.author != webchat::ChatAuthor::system)  // their own come back too
    message = *visitor.next("message").message;
  return message.text;
}

// The next time that the desk is told of a step.
flows::AssistNow next_step(Desk& desk, const std::string& step) {
  for (;;) {
    const desk::FeedMessage message = desk.next("interaction");
    if (message.interaction->assist && message.interaction->assist->step == step)
      return *message.interaction->assist;
  }
}

}  // namespace

TEST_CASE("an agent sends their customer into a flow and learns everything but the secret") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    const std::string flow = published(admin, "Who are you", asking());
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello", "1", [](webchat::ClientFrame& frame) { frame.language = "en"; });
    const InteractionId id = ana.accept_next().id;
    const auto choices = read<flows::AssistFlowList>(ana.client.get("/api/v1/assist-flows").body);
    REQUIRE(choices.items.size() == 1);
    CHECK(choices.items[0].name == "Who are you");

    const std::string wanted = R"({"flow_id":")" + flow + "\"}";
    const auto sent = ana.client.post(path_of(id, "/assist"), wanted);
    INFO(sent.body);
    REQUIRE(sent.status == 200);
    const auto in_flow = read<desk::Interaction>(sent.body);
    CHECK(in_flow.state == InteractionState::active);
    CHECK(in_flow.agent_id == shop.ana);
    REQUIRE(in_flow.assist.has_value());
    CHECK(in_flow.assist->name == "Who are you");
    CHECK(in_flow.assist->asks == "order");
    CHECK_FALSE(in_flow.assist->is_secret);
    CHECK(said_to(visitor) == "Order number");
    CHECK(reason_of(ana.client.post(path_of(id, "/assist"), wanted)) == "customer_in_flow");
    CHECK(reason_of(ana.client.post(path_of(id, "/transfer"), R"({"queue_id":)" + quoted(shop.queue.value) +
                                                                  "}")) == "customer_in_flow");

    visitor.say("4711", "2");
    CHECK(said_to(visitor) == "Your PIN");
    const flows::AssistNow asked = next_step(ana, "pin");
    CHECK(asked.asks == "pin");
    CHECK(asked.is_secret);
    CHECK(visitor.say("1234", "3").text == "••••");

    const auto back = *ana.next_change(Change::assist_ended).interaction;
    CHECK_FALSE(back.assist.has_value());
    REQUIRE(back.assists.size() == 1);
    const auto is_as_learnt = [&](const flows::AssistDone& done) {
      CHECK(done.end == FlowEnd::returned);
      CHECK(done.agent_id == shop.ana);
      CHECK(done.tags == std::vector<std::string>{"identified"});
      REQUIRE(done.learnt.size() == 3);
      CHECK(done.learnt[0].value == "4711");
      CHECK(done.learnt[1].is_given);
      CHECK(done.learnt[1].is_secret);
      CHECK_FALSE(done.learnt[1].value.has_value());
      CHECK(done.learnt[2].value == "true");
    };
    is_as_learnt(back.assists[0]);

    // Again, in another language, and taken back.
    REQUIRE(
        ana.client.post(path_of(id, "/assist"), R"({"flow_id":")" + flow + R"(","language":"zh"})").status ==
        200);
    CHECK(said_to(visitor) == "订单号");
    const auto taken = ana.client.post(path_of(id, "/assist/end"));
    REQUIRE(taken.status == 200);
    CHECK(read<desk::Interaction>(taken.body).assists.size() == 2);
    CHECK(read<desk::Interaction>(taken.body).assists[1].end == FlowEnd::taken_back);
    CHECK(reason_of(ana.client.post(path_of(id, "/assist/end"))) == "flow_moved");

    // It is a conversation as before, and its story stays when it is closed.
    CHECK(ana.client.post(path_of(id, "/messages"), R"({"client_id":"a","kind":"text","text":"Thanks"})")
              .status == 201);
    CHECK(visitor.next_of_agent().text == "Thanks");
    REQUIRE(ana.client.post(path_of(id, "/end")).status == 200);
    REQUIRE(ana.client.post(path_of(id, "/wrap-up"), "{}").status == 200);
    shop.house.restart();
    HttpClient later = shop.house.signed_in("sue@shop.test");
    is_as_learnt(read<desk::InteractionDetail>(later.get(path_of(id)).body).assists.at(0));
    is_as_learnt(read<desk::Explanation>(later.get(path_of(id, "/why")).body).assists.at(0));
    for (const desk::Message& message : messages_of(later, id))
      CHECK(message.text.find("1234") == std::string::npos);
  });
}

TEST_CASE("a customer survives a restart in the flow beside their agent") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    const std::string flow = published(admin, "Who are you", asking());
    InteractionId id;
    std::string token;
    {
      Desk ana = shop.desk_of_ana();
      ChatVisitor visitor = shop.visitor();
      token = visitor.token();
      visitor.start("Hello", "1", [](webchat::ClientFrame& frame) { frame.language = "en"; });
      id = ana.accept_next().id;
      REQUIRE(ana.client.post(path_of(id, "/assist"), R"({"flow_id":")" + flow + "\"}").status == 200);
      CHECK(said_to(visitor) == "Order number");
    }
    shop.house.restart();
    Desk ana(shop.house, "ana@shop.test");
    ChatVisitor visitor = shop.visitor(token);
    visitor.say("4711", "2");
    CHECK(said_to(visitor) == "Your PIN");
    CHECK(next_step(ana, "pin").is_secret);
  });
}

TEST_CASE("a flow beside an agent is no entrance, takes nobody elsewhere, and stays what it is") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    flows::Definition elsewhere = asking();
    switchboard::flow::Queue queue;
    queue.queue_id = shop.queue;
    elsewhere.steps[2] = {"marked", queue, {{"refused", "right"}}, "", {}};
    const std::string refused = drawn(admin, "Elsewhere", elsewhere);
    CHECK(reason_of(admin.post("/api/v1/flows/" + refused + "/publish")) == "flow_has_problems");
    const auto checked = admin.post("/api/v1/flow-check", contract::encode(flows::CheckFlow{elsewhere}));
    CHECK(checked.body.find("a flow beside an agent cannot do 'queue'") != std::string::npos);

    const std::string id = published(admin, "Who are you", asking());
    const auto channel = shop.house.parts().org.directories().by_chat_key(shop.key).channel->id;
    const flows::SetEntrance entrance{"webchat", std::to_string(channel.value), FlowId{std::stoll(id)}};
    CHECK(reason_of(admin.put("/api/v1/flow-entrances", contract::encode(entrance))) == "wrong_purpose");
    CHECK(reason_of(admin.post("/api/v1/phone-numbers", R"({"number":"+861012345678","queue_id":)" +
                                                            quoted(shop.queue.value) + R"(,"flow_id":")" +
                                                            id + "\"}")) == "bad_value");

    flows::Definition door;
    door.fallback_queue_id = shop.queue;
    door.start = "on";
    switchboard::flow::Transfer on;
    on.flow_id = FlowId{std::stoll(id)};
    door.steps = {{"on", on, {{"failed", "end"}}, "", {}}, {"end", switchboard::flow::End{}, {}, "", {}}};
    const auto leads = admin.post("/api/v1/flow-check", contract::encode(flows::CheckFlow{door}));
    CHECK(leads.body.find("only an agent can send a customer into this flow") != std::string::npos);

    const auto whole = admin.get("/api/v1/flows/" + id);
    flows::Definition other = asking();
    other.purpose = switchboard::flow::Purpose::entrance;
    other.fallback_queue_id = shop.queue;
    CHECK(admin
              .send("PUT", "/api/v1/flows/" + id, contract::encode(flows::SaveDraft{"Who are you", other}),
                    {{"If-Match", whole.header("etag")}})
              .status == 200);
    CHECK(reason_of(admin.post("/api/v1/flows/" + id + "/publish")) == "purpose_fixed");

    // And one at the door cannot become one beside agents.
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello", "1");
    const InteractionId interaction = ana.accept_next().id;
    door.steps = {{"on", switchboard::flow::Say{said("好", "Hi"), ""}, {{"next", "end"}}, "", {}},
                  {"end", switchboard::flow::End{}, {}, "", {}}};
    const std::string at_the_door = published(admin, "Door", door);
    CHECK(reason_of(ana.client.post(path_of(interaction, "/assist"),
                                    R"({"flow_id":")" + at_the_door + "\"}")) == "wrong_purpose");
    CHECK(reason_of(ana.client.post(path_of(interaction, "/assist"), R"({"flow_id":")" + refused + "\"}")) ==
          "unknown_flow");
  });
}

}  // namespace rapport::program::testing
