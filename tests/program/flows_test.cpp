// Flows through the whole program: drawn and published over the API, met by a visitor in the chat, on both
// databases.
#include <doctest/doctest.h>

#include <mutex>

#include "flows/contract.h"
#include "flows/webhook.h"
#include "platform/contract/value_at.h"
#include "platform/http/client/client.h"
#include "program/demo_flows.h"
#include "support/program/house.h"
#include "support/program/visitor.h"
#include "switchboard/flow/validate.h"

namespace rapport::program::testing {
namespace {

flows::Definition small_flow(QueueId queue) {
  using namespace switchboard::flow;
  const auto said = [](const char* zh, const char* en) { return Texts{{"zh", zh}, {"en", en}}; };
  flows::Definition flow;
  flow.start = "ask";
  flow.fallback_queue_id = queue;
  flow.attributes = {{"order", ValueType::text, {}, "", false}, {"pin", ValueType::text, {}, "", true}};
  Menu ask;
  ask.text = said("选择", "Choose");
  ask.options = {{"order", "1", said("订单", "Order"), {}}, {"person", "2", said("人工", "Person"), {}}};
  flow.steps.push_back({"ask", ask, {{"order", "number"}, {"person", "help"}, {"timeout", "help"}}, "", {}});
  Collect number;
  number.text = said("订单号", "Order number");
  number.attribute = "order";
  flow.steps.push_back({"number", number, {{"done", "pin"}, {"timeout", "help"}}, "", {}});
  Collect pin;
  pin.text = said("密码", "Your PIN");
  pin.attribute = "pin";
  flow.steps.push_back({"pin", pin, {{"done", "which"}, {"timeout", "help"}}, "", {}});
  flow.steps.push_back({"which",
                        switchboard::flow::Branch{{{"right", "pin == '1234' and starts_with(order, '47')"}}},
                        {{"right", "bye"}, {"else", "help"}},
                        "",
                        {}});
  flow.steps.push_back(
      {"bye", Say{said("再见{order}", "Goodbye, order {order}"), ""}, {{"next", "end"}}, "", {}});
  Queue help;
  help.queue_id = queue;
  flow.steps.push_back({"help", help, {{"refused", "end"}}, "", {}});
  flow.steps.push_back({"end", End{}, {}, "", {}});
  return flow;
}

std::string saved(const flows::Definition& draft) {
  return contract::encode(flows::SaveDraft{"Hello", draft});
}

struct Drawn {
  std::string path;
  std::string etag;
};
Drawn draw(HttpClient& admin, const flows::Definition& draft) {
  const auto made = admin.post("/api/v1/flows", contract::encode(flows::NewFlow{"Hello", draft}));
  INFO(made.body);
  REQUIRE(made.status == 201);
  const auto flow = read<flows::FlowWhole>(made.body);
  return {"/api/v1/flows/" + std::to_string(flow.id.value), made.header("etag")};
}

std::string text_of(ChatVisitor& visitor) {
  webchat::ChatMessage message = *visitor.next("message").message;
  while (message.author != webchat::ChatAuthor::system)  // their own come back too
    message = *visitor.next("message").message;
  return message.text;
}

}  // namespace

TEST_CASE("a flow is drawn, checked, published, met in the chat, and rolled back") {
  in_a_house([](House& house) {
    const org::Organisation shop = house.organisation("shop");
    const QueueId queue = house.queue(shop.id);
    HttpClient admin = house.signed_in("admin@shop.test");
    flows::Definition draft = small_flow(queue);
    const Drawn flow = draw(admin, draft);

    // Two who edit at once: the second is told.
    draft.steps[0].note = "first";
    CHECK(admin.send("PUT", flow.path, saved(draft)).status >= 400);
    const auto first = admin.send("PUT", flow.path, saved(draft), {{"If-Match", flow.etag}});
    CHECK(first.status == 200);
    CHECK(problem_of(admin.send("PUT", flow.path, saved(draft), {{"If-Match", flow.etag}})).reason ==
          "stale");

    // Problems and failing tests keep it from customers.
    flows::Definition broken = draft;
    broken.steps[0].exits["person"] = "nowhere";
    broken.fallback_queue_id = QueueId{7};
    const auto checked = admin.post("/api/v1/flow-check", contract::encode(flows::CheckFlow{broken}));
    CHECK(checked.status == 200);
    CHECK(checked.body.find("there is no step 'nowhere'") != std::string::npos);
    CHECK(checked.body.find("there is no such queue") != std::string::npos);
    flows::Definition tested = draft;
    tested.tests.push_back(
        {"person", switchboard::Channel::chat, "en", false, {{"ask", "2", {}}}, {"ask", "bye"}});
    const auto second = admin.send("PUT", flow.path, saved(tested), {{"If-Match", first.header("etag")}});
    CHECK(second.status == 200);
    CHECK(problem_of(admin.post(flow.path + "/publish")).reason == "tests_failed");
    tested.tests[0].path = {"ask", "help"};
    CHECK(admin.send("PUT", flow.path, saved(tested), {{"If-Match", second.header("etag")}}).status == 200);
    const auto published = admin.post(flow.path + "/publish", R"({"note":"first"})");
    INFO(published.body);
    CHECK(published.status == 201);

    // The chat begins with it.
    const std::string key = house.chat(shop.id);
    const auto channel = house.parts().org.directories().by_chat_key(key).channel->id;
    const auto id = read<flows::FlowWhole>(admin.get(flow.path).body).id;
    CHECK(admin
              .put("/api/v1/flow-entrances",
                   contract::encode(flows::SetEntrance{"webchat", std::to_string(channel.value), id}))
              .status == 200);
    ChatVisitor visitor(house, key);
    const auto hello =
        visitor.start("hello", "a1", [](webchat::ClientFrame& frame) { frame.language = "en"; });
    CHECK(text_of(visitor) == "Choose\n1. Order\n2. Person");
    const auto running = admin.get(flow.path + "/running");
    CHECK(running.body.find("\"step\":\"ask\"") != std::string::npos);
    visitor.say("1", "a2");
    CHECK(text_of(visitor) == "Order number");
    visitor.say("47 11", "a3");
    CHECK(text_of(visitor) == "Your PIN");
    // A secret is in no message, no table and no event.
    CHECK(visitor.say("1234", "a4").text == "••••");
    CHECK(text_of(visitor) == "Goodbye, order 4711");
    webchat::ServerFrame state = visitor.next("conversation");
    while (state.conversation->state != webchat::ConversationState::ended)
      state = visitor.next("conversation");
    CHECK(house.parts().records.find(shop.id, hello.interaction_id)->outcome == switchboard::Outcome::served);

    const auto back = admin.post(flow.path + "/roll-back", R"({"version":1})");
    CHECK(back.status == 201);
    CHECK(read<flows::VersionSummary>(back.body).version == 2);
    CHECK(admin.get(flow.path + "/difference?from=1&to=2").body.find("\"steps\":[]") != std::string::npos);
    CHECK(admin.get("/api/v1/audit").body.find("publish") != std::string::npos);
    CHECK(admin.get("/api/v1/flow-schema").body.find("2020-12") != std::string::npos);
  });
}

TEST_CASE("a flow's customer survives a restart where they were, and comes to a person") {
  in_a_house([](House& house) {
    const org::Organisation shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    const Drawn flow = draw(admin, small_flow(house.queue(shop.id)));
    REQUIRE(admin.post(flow.path + "/publish").status == 201);
    const std::string key = house.chat(shop.id);
    const auto channel = house.parts().org.directories().by_chat_key(key).channel->id;
    const auto id = read<flows::FlowWhole>(admin.get(flow.path).body).id;
    REQUIRE(admin
                .put("/api/v1/flow-entrances",
                     contract::encode(flows::SetEntrance{"webchat", std::to_string(channel.value), id}))
                .status == 200);
    std::string token;
    {
      ChatVisitor visitor(house, key);
      token = visitor.token();
      visitor.start("hello", "a1", [](webchat::ClientFrame& frame) { frame.language = "zh-CN"; });
      CHECK(text_of(visitor) == "选择\n1. 订单\n2. 人工");
    }
    house.restart();
    ChatVisitor visitor(house, key, token);
    REQUIRE(visitor.welcome().conversation.has_value());
    CHECK(visitor.welcome().conversation->state == webchat::ConversationState::arrived);
    REQUIRE(visitor.welcome().conversation->choices.has_value());
    CHECK(visitor.welcome().conversation->choices->at(1).label == "人工");
    visitor.say("人工", "a2");
    webchat::ServerFrame state = visitor.next("conversation");
    while (state.conversation->state != webchat::ConversationState::queued)
      state = visitor.next("conversation");
  });
}

TEST_CASE("the demo's flows have no problems and pass their tests") {
  const DemoPlaces places{QueueId{1}, QueueId{2}, QueueId{6}, QueueId{7}, QueueId{8}, SkillId{3}, SkillId{4}};
  for (const flows::Definition& flow : {demo_chat_flow(places), demo_phone_flow(places)}) {
    const auto checked = switchboard::flow::check_flow(flow);
    for (const auto& problem : checked.problems)
      FAIL_CHECK(problem.step << " " << problem.field << ": " << problem.what);
    REQUIRE(checked.program.has_value());
    for (const auto& test : flow.tests)
      CHECK(switchboard::flow::rehearse(flow, *checked.program, test).failure == "");
    // The codec loses nothing.
    const auto again = contract::decode<flows::Definition>(contract::encode(flow));
    REQUIRE(again.has_value());
    CHECK(contract::encode(*again) == contract::encode(flow));
  }
}

TEST_CASE("webhooks do not reach what is inside") {
  for (const char* address :
       {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "224.0.0.1", "x"})
    CHECK_MESSAGE(http::is_inside(address), address);
  for (const char* address : {"93.184.216.34", "2606:2800:220:1::1", "8.8.8.8"})
    CHECK_FALSE_MESSAGE(http::is_inside(address), address);
  const auto guarded = flows::call_webhook({"http://localhost:9/", "{}", seconds(1), 1}, {false});
  REQUIRE_FALSE(guarded.has_value());
  CHECK(guarded.error().reason == "guarded_address");
  CHECK(contract::value_at(R"({"a":{"b":"c","n":7}})", "/a/b").value() == "c");
  CHECK(contract::value_at(R"({"a":{"b":"c","n":7}})", "/a/n").value() == "7");
  CHECK_FALSE(contract::value_at(R"({"a":{}})", "/a").has_value());
}

TEST_CASE("a webhook gets its answer from a company's server") {
  http::Router router;
  log::Log log{{.file = "/dev/null"}};
  metrics::Metrics metrics;
  router.add("POST", "/order", [](http::Request request, http::Reply reply) {
    http::Response response;
    response.body =
        request.body.find("\"order\":\"4711\"") != std::string::npos ? R"({"order":{"state":"sent"}})" : "{}";
    reply(std::move(response));
  });
  http::ServerOptions options;
  options.port = 0;
  http::Server company(options, router, log, metrics);
  REQUIRE(company.start().has_value());
  const std::string url = "http://127.0.0.1:" + std::to_string(company.port()) + "/order";
  const auto answer = flows::call_webhook({url, R"({"order":"4711"})", seconds(2), 0}, {true});
  REQUIRE(answer.has_value());
  CHECK(contract::value_at(*answer, "/order/state").value() == "sent");
  CHECK(flows::call_webhook({url + "/nothing", "{}", seconds(2), 0}, {true}).error().reason ==
        "webhook_failed");
  company.stop();
}

TEST_CASE("a caller's steps are told with what they need: a number that was typed, a queue's music, a wish") {
  in_a_house([](House& house) {
    using namespace switchboard::flow;
    const org::Organisation shop = house.organisation("shop");
    const QueueId queue = house.queue(shop.id);
    flows::Definition draft;
    draft.languages = {"en"};
    draft.channels = {switchboard::Channel::voice};
    draft.start = "wish";
    draft.fallback_queue_id = queue;
    draft.attributes = {{"where", ValueType::text, {}, "", false}};
    draft.steps.push_back({"wish", switchboard::flow::Record{false}, {{"next", "where"}}, "", {}});
    Collect where;
    where.text = {{"en", "Where can we call you?"}};
    where.attribute = "where";
    draft.steps.push_back({"where", where, {{"done", "back"}, {"timeout", "back"}}, "", {}});
    draft.steps.push_back({"back",
                           switchboard::flow::Callback{queue, "where"},
                           {{"booked", "wait"}, {"failed", "wait"}},
                           "",
                           {}});
    switchboard::flow::Queue wait;
    wait.queue_id = queue;
    wait.treatment.music = "31";
    draft.steps.push_back({"wait", wait, {{"refused", "end"}}, "", {}});
    draft.steps.push_back({"end", End{}, {}, "", {}});
    HttpClient admin = house.signed_in("admin@shop.test");
    const Drawn flow = draw(admin, draft);
    REQUIRE(admin.post(flow.path + "/publish", "{}").status == 201);

    std::mutex mutex;
    std::vector<flows::SpokenStep> told;
    const auto last = [&](flows::Spoken kind) -> std::optional<flows::SpokenStep> {
      std::optional<flows::SpokenStep> found;
      eventually([&] {
        const std::lock_guard lock(mutex);
        if (!told.empty() && told.back().kind == kind) found = told.back();
        return found.has_value();
      });
      return found;
    };
    auto& parts = house.parts();
    // There is no telephone in this house, and no flow that runs yet.
    parts.flow_runner.speak_by([&](flows::SpokenStep step) {
      const std::lock_guard lock(mutex);
      told.push_back(std::move(step));
    });
    switchboard::InteractionArrived arrived;
    arrived.interaction = parts.ids.next<InteractionId>();
    arrived.channel = switchboard::Channel::voice;
    arrived.flow =
        parts.flow_library.start(shop.id, read<flows::FlowWhole>(admin.get(flow.path).body).id, "en");
    REQUIRE(arrived.flow.has_value());
    REQUIRE(parts.loop.submit_and_wait(shop.id, arrived));
    const auto asked = last(flows::Spoken::collect);
    REQUIRE(asked.has_value());
    {
      const std::lock_guard lock(mutex);
      REQUIRE(told.size() == 2);
      CHECK(told[0].kind == flows::Spoken::record);
      CHECK_FALSE(told[0].is_on);
    }
    parts.flow_runner.keyed(shop.id, arrived.interaction, asked->turn, "13800138000");
    const auto back = last(flows::Spoken::callback);
    REQUIRE(back.has_value());
    CHECK(back->number == "13800138000");
    switchboard::FlowAnswered failed;
    failed.interaction = arrived.interaction;
    failed.turn = back->turn;
    REQUIRE(parts.loop.submit_and_wait(shop.id, failed));
    const auto music = last(flows::Spoken::music);
    REQUIRE(music.has_value());
    CHECK(music->prompt == "31");
    house.stop();  // nobody is told any more
  });
}

}  // namespace rapport::program::testing
