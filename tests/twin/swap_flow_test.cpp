// A flow swapped for another: who meets what, and what it makes of the day's figures.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/contract/json.h"
#include "twin/change.h"
#include "twin/comparison.h"
#include "twin/scenario_described.h"
#include "twin/simulate.h"
#include "twin/support/flows.h"

using namespace rapport;
using namespace rapport::twin;
using namespace rapport::switchboard::flow;

namespace {

// Every 20 s a caller, by turns for A (30 s) and for B (90 s).
Scenario by_turns() {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts =
      callers(40, 20, [](int i) { return i % 2 == 0 ? "sales" : "service"; });
  scenario.flows[0].id = FlowId{7};
  scenario.flows[0].version = 1;
  return scenario;
}

SwapFlow to_text(const ScenarioFlow& flow) {
  SwapFlow out;
  out.from.name = "Main";
  out.flow = contract::Json{contract::encode(flow)};
  return out;
}

const ComparedFigures& figures_of_queue(const ComparedVariant& variant, const std::string& queue) {
  for (const ComparedQueue& one : variant.queues)
    if (one.queue == queue) return one.figures;
  FAIL("no such queue");
  return variant.total;
}

std::string first_issue(const Scenario& scenario, const SwapFlow& change) {
  const auto other = changed(scenario, {change}, "/changes");
  if (other) return "";
  return other.error().issues.empty() ? other.error().detail : other.error().issues.front().where;
}

}  // namespace

TEST_CASE("a flow that sends all to A changes the figures as worked out by hand") {
  const Scenario scenario = by_turns();
  ScenarioFlow all_to_a{"All to A", FlowId{7}, 2, menu_flow(), {}, {}};
  step_of(*all_to_a.definition, "menu").exits["service"] = "to_a";
  ReplicateOptions options;
  options.precision = {{"service_level"}, 0, 0.01, 2, 2};
  const auto compared = compare(scenario, {{"all to A", {to_text(all_to_a)}}}, options);
  REQUIRE(compared);
  const ComparedVariant& variant = compared->variants.front();
  CHECK(variant.notes.empty());  // every step of the new version was met in the old one
  const ComparedFigures& a = figures_of_queue(variant, "A");
  const ComparedFigures& b = figures_of_queue(variant, "B");
  CHECK(a.at("offered").base.mean == 20);
  CHECK(a.at("offered").variant.mean == 40);
  CHECK(b.at("offered").variant.mean == 0);
  // Waits: none in A as it is, 10 (n - 1) for the nth of all 40; 50 (n - 1) in B as it is.
  CHECK(a.at("wait_max_s").base.mean == 0);
  CHECK(a.at("wait_max_s").variant.mean == doctest::Approx(390));
  CHECK(variant.total.at("asa_s").base.mean == doctest::Approx(50 * 19 / 4.0));
  CHECK(variant.total.at("asa_s").variant.mean == doctest::Approx(10 * 39 / 2.0));
  // Within 20 s: 20 of A and 1 of B, against the first 3.
  CHECK(variant.total.at("service_level").base.mean == doctest::Approx(21 / 40.0));
  CHECK(variant.total.at("service_level").variant.mean == doctest::Approx(3 / 40.0));
}

TEST_CASE("a step of another key meets the answers of the one in its place, and what is new is said") {
  const Scenario scenario = by_turns();
  ScenarioFlow other{"Other", {}, {}, menu_flow(), {}, {}};
  Flow& flow = *other.definition;
  step_of(flow, "menu").id = "choose";
  step_of(flow, "hello").exits["next"] = "look";
  flow.steps.push_back({"look", Lookup{}, {{"found", "choose"}, {"unknown", "choose"}}, "", {}});
  std::vector<std::string> notes;
  auto swapped = changed(scenario, {to_text(other)}, "", &notes);
  REQUIRE(swapped);
  CHECK(notes == std::vector<std::string>{"Other: the step choose is answered as menu was",
                                          "Other: the step look was never met, and is answered as usual"});
  CHECK(swapped->queues[0].flow == "Other");
  const auto before = simulate(scenario), after = simulate(*swapped);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(after->queues[0].total.offered == before->queues[0].total.offered);
  CHECK(after->queues[1].total.wait_max_s == before->queues[1].total.wait_max_s);
}

TEST_CASE("answers that a new version has no exit for fall to the others") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts.reset();
  scenario.queues[0].arrivals.per_hour = 100;
  scenario.flows[0].steps.push_back({"menu", {}, {{"sales", 0.25}, {"service", 0.75}}, {}, {}});
  ScenarioFlow other{"Other", {}, {}, menu_flow(), {}, {}};
  Menu& menu = std::get<Menu>(step_of(*other.definition, "menu").does);
  menu.options[1].name = "rest";
  step_of(*other.definition, "menu").exits = {{"sales", "to_a"}, {"rest", "to_b"}, {"timeout", "to_b"}};
  std::vector<std::string> notes;
  const auto swapped = changed(scenario, {to_text(other)}, "", &notes);
  REQUIRE(swapped);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == "Other: 75 % of the answers at the step menu are gone, and fall to the others");
  REQUIRE(swapped->flows[1].steps.size() >= 1);
  const auto step = std::find_if(swapped->flows[1].steps.begin(), swapped->flows[1].steps.end(),
                                 [](const ScenarioFlowStep& one) { return one.step == "menu"; });
  REQUIRE(step != swapped->flows[1].steps.end());
  CHECK(step->gives.size() == 1);
}

TEST_CASE("flows are named by name or by id and version") {
  Scenario scenario = by_turns();
  scenario.flows.push_back({"Main v2", FlowId{7}, 2, menu_flow(), {}, {}});
  scenario.flows.push_back({"Main v3", FlowId{7}, 3, menu_flow(), {}, {}});
  scenario.ids.flows = {{{7}, "Main"}};
  SwapFlow change;
  change.from.flow_id = FlowId{7};
  change.from.version = 1;
  change.to = FlowNamed{{}, FlowId{7}, {}};
  auto swapped = changed(scenario, {change}, "");
  REQUIRE(swapped);
  CHECK(swapped->queues[0].flow == "Main v3");
  CHECK((*swapped->queues[0].arrivals.contacts)[0].flow->flow == "Main v3");
  CHECK(swapped->ids.flows[0].name == "Main v3");
  change.to->version = 2;
  swapped = changed(scenario, {change}, "");
  REQUIRE(swapped);
  CHECK(swapped->queues[0].flow == "Main v2");

  change.to->version = 9;
  CHECK(first_issue(scenario, change) == "/changes/0/to");
  change.to->version = 1;
  CHECK(first_issue(scenario, change) == "/changes/0/to");  // the same
  change.from.version = 9;
  CHECK(first_issue(scenario, change) == "/changes/0/from");
  change = {};
  change.from.name = "Main";
  CHECK(first_issue(scenario, change) == "/changes/0/to");
  change.flow = contract::Json{R"({"name":"x","steps":[{"gives":[]}]})"};
  CHECK(first_issue(scenario, change).starts_with("/changes/0/flow"));
}

TEST_CASE("a flow for another channel is refused once, and not for each customer") {
  const Scenario scenario = by_turns();
  ScenarioFlow of_chats{"Of chats", {}, {}, menu_flow(), {}, {}};
  of_chats.definition->channels = {switchboard::Channel::chat};
  const auto other = changed(scenario, {to_text(of_chats)}, "/changes");
  REQUIRE(!other);
  REQUIRE(other.error().issues.size() == 1);
  CHECK(other.error().issues[0].where == "/changes/0/flow");
  CHECK(other.error().issues[0].what == "the flow is not for the channel of " + scenario.queues[0].name);
}

TEST_CASE("a change that swaps flows is read from its file") {
  const auto read = read_variants(
      R"({"variants":[{"name":"x","changes":[{"kind":"swap_flow","from":{"flow_id":"7"},"to":{"flow_id":"7","version":0}}]}]})");
  REQUIRE(read);
  const auto* change = std::get_if<SwapFlow>(&read->variants[0].changes[0]);
  REQUIRE(change != nullptr);
  CHECK(change->from.flow_id == FlowId{7});
  CHECK(change->to->version == 0);
}
