#include <doctest/doctest.h>

#include <functional>

#include "switchboard/flow/support.h"
#include "switchboard/flow/validate.h"

using namespace rapport;

using namespace rapport::switchboard::flow;

namespace {

std::string problems(const std::function<void(Flow&)>& change) {
  Flow flow = shop_flow();
  change(flow);
  std::string all;
  for (const Problem& problem : check_flow(flow).problems)
    all += problem.step + " " + problem.field + ": " + problem.what + "\n";
  return all;
}

}  // namespace

TEST_CASE("a flow without problems becomes a program") {
  const Checked checked = check_flow(shop_flow());
  CHECK(checked.problems.empty());
  REQUIRE(checked.program.has_value());
  CHECK(is_sound(*checked.program));
  CHECK(checked.program->steps[3].is_asked);
  CHECK_FALSE(checked.program->steps[4].is_asked);
}

TEST_CASE("every problem of a flow says step and field") {
  CHECK(problems([](Flow& flow) { step_of(flow, "menu").exits["sales"] = "shop"; }) ==
        "menu exits/sales: there is no step 'shop'\n");
  CHECK(problems([](Flow& flow) { step_of(flow, "menu").exits.erase("timeout"); }) ==
        "menu exits/timeout: this exit leads nowhere\n");
  CHECK(problems([](Flow& flow) { step_of(flow, "greet").exits["other"] = "menu"; }) ==
        "greet exits/other: 'say' has no such exit\n");
  CHECK(problems([](Flow& flow) { flow.start = "begin"; }) == " start: there is no step 'begin'\n");
  CHECK(problems([](Flow& flow) { flow.steps.push_back(flow.steps.back()); }) ==
        " steps/10/id: there are two steps 'end'\n");
  CHECK(problems([](Flow& flow) { flow.fallback_queue_id = {}; }) ==
        " fallback_queue_id: say which queue takes the customer when something in the flow breaks\n");
  CHECK(problems([](Flow& flow) {
          std::get<rapport::switchboard::flow::Branch>(step_of(flow, "which").does).cases[0].when =
              "order > 3";
        }) == "which cases/0/when: at 9: expected a text, this is a number\n");
  CHECK(problems([](Flow& flow) { std::get<Say>(step_of(flow, "bye").does).text.erase("en"); }) ==
        "bye text/en: this language has no text\n");
  CHECK(problems([](Flow& flow) { std::get<Say>(step_of(flow, "bye").does).text["en"] = "{nobody}"; }) ==
        "bye text/en: there is no attribute 'nobody'\n");
  CHECK(problems([](Flow& flow) { flow.attributes[0].is_secret = true; }) ==
        "thanks text/en: 'order' is secret and is never said\n"
        "thanks text/zh: 'order' is secret and is never said\n");
  CHECK(problems([](Flow& flow) { std::get<Collect>(step_of(flow, "number").does).attribute = "tried"; }) ==
        "number attribute: 'tried' is not a text\n");
  CHECK(problems([](Flow& flow) {
          flow.channels = {rapport::switchboard::Channel::voice};
          flow.attributes.push_back({"where", ValueType::text, {}, "", true});
          flow.steps.push_back({"back",
                                rapport::switchboard::flow::Callback{QueueId{7}, "where"},
                                {{"booked", "end"}, {"failed", "end"}},
                                "",
                                {}});
          step_of(flow, "bye").exits["next"] = "back";
        }) == "back number: a secret is forgotten before they are called\n");
  CHECK(problems([](Flow& flow) { std::get<Menu>(step_of(flow, "menu").does).options[1].digit = "1"; }) ==
        "menu options/1/digit: two options have 1\n");
}

TEST_CASE("a flow's shape is checked: unreachable steps, no end, circles without waiting") {
  CHECK(problems([](Flow& flow) {
          flow.steps.push_back({"lonely", Tag{"x"}, {{"next", "end"}}, "", {}});
        }) == "lonely : no way leads here\n");
  CHECK(problems([](Flow& flow) { step_of(flow, "bye").exits["next"] = "bye"; }) ==
        "bye exits: from here the flow never ends\n"
        "bye exits: goes round in a circle without waiting for anybody\n"
        "end : no way leads here\n");
  CHECK(problems([](Flow& flow) {
          flow.steps.push_back({"ask",
                                Webhook{"https://shop.example.com/x", {}, {}, 5, 1},
                                {{"ok", "end"}, {"failed", "again"}},
                                "",
                                {}});
          flow.steps.push_back({"again", Tag{"x"}, {{"next", "ask"}}, "", {}});
          step_of(flow, "bye").exits["next"] = "ask";
        }) ==
        "ask exits: goes round in a circle without waiting for anybody\n"
        "again exits: goes round in a circle without waiting for anybody\n");
}

TEST_CASE("a step that a channel cannot do says so when the flow is published") {
  CHECK(problems([](Flow& flow) {
          step_of(flow, "bye").does = Voicemail{both("请留言", "Speak now"), QueueId{5}, 60};
          step_of(flow, "bye").exits = {{"recorded", "end"}, {"nothing", "end"}};
        }) == "bye does: chat cannot do 'voicemail'\n");
  CHECK(problems([](Flow& flow) {
          flow.channels = {switchboard::Channel::voice};
          std::get<Collect>(step_of(flow, "number").does).input = Collected::text;
        }) == "number input: voice can only collect digits\n");
  CHECK(problems([](Flow& flow) {
          flow.channels = {switchboard::Channel::email};
        }).find("email cannot do 'menu'") != std::string::npos);
}

TEST_CASE("splits, webhooks and transfers are checked") {
  CHECK(problems([](Flow& flow) {
          step_of(flow, "bye").does = Split{{{"a", 50}, {"b", 40}}};
          step_of(flow, "bye").exits = {{"a", "end"}, {"b", "end"}};
        }) == "bye shares: the shares are 90 % together, not 100 %\n");
  CHECK(problems([](Flow& flow) {
          step_of(flow, "bye").does = Webhook{"ftp://x", {"nobody"}, {{"state", "order"}}, 5, 1};
          step_of(flow, "bye").exits = {{"ok", "end"}, {"failed", "end"}};
        }) ==
        "bye url: expected an address beginning with https:// or http://\n"
        "bye send: there is no attribute 'nobody'\n"
        "bye results/0/path: expected a JSON pointer such as /order/state\n");
  CHECK(problems([](Flow& flow) {
          step_of(flow, "bye").does = Transfer{};
          step_of(flow, "bye").exits = {{"failed", "end"}};
        }) == "bye : transfer to one of: an agent, a flow, a telephone number\n");
}
