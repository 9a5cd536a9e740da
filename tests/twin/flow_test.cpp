// Small worlds with flows, worked out by hand: constant times, one agent for each queue unless said.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "switchboard/model/described.h"
#include "twin/engine.h"
#include "twin/report.h"
#include "twin/simulate.h"
#include "twin/support/flows.h"

using namespace rapport;
using namespace rapport::twin;
using namespace rapport::switchboard::flow;

namespace {

const QueueSummary& queue_total(const Report& report, const std::string& queue) {
  for (const QueueReport& one : report.queues)
    if (one.queue == queue) return one.total;
  FAIL("no such queue");
  return report.total;
}

Report flow_report(const Scenario& scenario, const Observer& observer = {}) {
  const auto world = resolve(scenario);
  if (!world) {
    for (const Issue& issue : world.error().issues)
      MESSAGE(issue.where, ": ", issue.what);
    FAIL("not resolved");
  }
  const auto outcome = run(*world, world->seed, observer);
  if (!outcome) FAIL(outcome.error().detail);
  return make_report(*world, world->seed, *outcome);
}

// By interaction, what the switchboard was told in flows: "12:1 chosen 0".
std::vector<std::string> flow_inputs(const Scenario& scenario) {
  std::vector<std::string> out;
  flow_report(scenario, [&](const Observed& seen) {
    if (const auto* input = std::get_if<switchboard::FlowInput>(&seen.event))
      out.push_back(std::to_string(input->interaction.value) + ":" +
                    std::to_string(static_cast<int>(input->what)) + " " + std::to_string(input->option));
  });
  return out;
}

}  // namespace

TEST_CASE("a menu's option leads to its queue, and waiting counts from there") {
  // 40 callers, one a minute; 5 s of greeting, 8 s for the menu; known by hand: the first half chooses A.
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts = callers(40, 60, [](int i) { return i < 20 ? "sales" : "service"; });
  const Report report = flow_report(scenario);
  const QueueSummary& a = queue_total(report, "A");
  const QueueSummary& b = queue_total(report, "B");
  CHECK(a.offered == 20);
  CHECK(b.offered == 20);
  CHECK(a.answered == 20);
  // A's conversations take 30 s, B's 90 s, whoever they came in at: with one agent in B who is busy for 90 s
  // and a caller each 60 s, the nth waits 30 s * (n - 1).
  CHECK(*a.asa_s == 0);
  CHECK(*b.asa_s == doctest::Approx(30 * 19 / 2.0));
  CHECK(*b.wait_max_s == doctest::Approx(30 * 19));
  CHECK(a.talk_s == doctest::Approx(20 * 30));
  CHECK(b.talk_s == doctest::Approx(20 * 90));
  CHECK(a.entered_flow == 40);
  CHECK(a.left_in_flow == 0);
  CHECK(a.served_in_flow == 0);
}

TEST_CASE("a flow that sends everybody to one queue makes its line, to the second") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts =
      callers(40, 20, [](int i) { return i % 2 == 0 ? "sales" : "service"; });
  const Report apart = flow_report(scenario);
  // Every 40 s a conversation of 30 s: nobody waits in A. In B one of 90 s every 40 s: the nth waits 50 (n -
  // 1).
  CHECK(*queue_total(apart, "A").wait_max_s == 0);
  CHECK(*queue_total(apart, "B").wait_max_s == doctest::Approx(50 * 19));
  Flow& flow = *scenario.flows[0].definition;
  step_of(flow, "menu").exits["service"] = "to_a";
  const Report together = flow_report(scenario);
  // One of 30 s every 20 s: the nth waits 10 (n - 1).
  CHECK(queue_total(together, "A").offered == 40);
  CHECK(queue_total(together, "B").offered == 0);
  CHECK(*queue_total(together, "A").wait_max_s == doctest::Approx(10 * 39));
  CHECK(*queue_total(together, "A").asa_s == doctest::Approx(10 * 39 / 2.0));
}

TEST_CASE("who hangs up, says nothing, or is not understood goes where the flow sends them") {
  Scenario scenario = two_queues();
  const char* does[] = {"leaves", "timeout", "invalid", "sales"};
  scenario.queues[0].arrivals.contacts = callers(40, 120, [&](int i) { return does[i % 4]; });
  // Tried twice: what follows the first answer that was seen is drawn; all of them choose sales then.
  scenario.flows[0].steps.push_back({"menu", {}, {{"sales", 1}}, {}, {}});
  const Report report = flow_report(scenario);
  const QueueSummary& a = queue_total(report, "A");
  CHECK(a.left_in_flow == 10);
  CHECK(a.offered == 30);
  std::get<Menu>(step_of(*scenario.flows[0].definition, "menu").does).tries = 1;
  const Report once = flow_report(scenario);
  CHECK(queue_total(once, "A").offered == 10);
  CHECK(queue_total(once, "B").offered == 20);  // its timeout leads to B, and there is no exit for invalid
}

TEST_CASE("shares are met by the law of large numbers, and the rest is as usual") {
  Scenario scenario = two_queues();
  scenario.duration_s = 100 * 3600;
  scenario.queues[0].arrivals.per_hour = 100;
  scenario.queues[0].arrivals.contacts.reset();
  scenario.agents[0].count = scenario.agents[1].count = 50;
  scenario.flows[0].steps.push_back({"menu", {}, {{"service", 0.3}, {"leaves", 0.2}}, Exponential{4}, {}});
  const Report report = flow_report(scenario);
  const double entered = static_cast<double>(*queue_total(report, "A").entered_flow);
  // Half are left; the usual answer is one of the two options.
  CHECK(static_cast<double>(queue_total(report, "A").offered) / entered ==
        doctest::Approx(0.25).epsilon(0.05));
  CHECK(static_cast<double>(queue_total(report, "B").offered) / entered ==
        doctest::Approx(0.55).epsilon(0.05));
  CHECK(static_cast<double>(*queue_total(report, "A").left_in_flow) / entered ==
        doctest::Approx(0.2).epsilon(0.06));
}

TEST_CASE("the same step of another version meets the same answers") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts.reset();
  scenario.queues[0].arrivals.per_hour = 60;
  scenario.agents[0].count = scenario.agents[1].count = 20;
  const std::vector<std::string> before = flow_inputs(scenario);
  REQUIRE(before.size() > 200);
  // Another step before it, another name of the flow and other queues behind it change no choice.
  Scenario other = scenario;
  Flow& flow = *other.flows[0].definition;
  flow.steps.insert(flow.steps.begin(), {"mark", Tag{"vip"}, {{"next", "hello"}}, "", {}});
  flow.start = "mark";
  step_of(flow, "menu").exits["service"] = "to_a";
  other.flows[0].name = "Another";
  other.queues[0].flow = "Another";
  CHECK(flow_inputs(other) == before);
  // A key of its own meets its own answers, unless it is said to be like the old one.
  step_of(flow, "menu").id = "choose";
  step_of(flow, "hello").exits["next"] = "choose";
  CHECK(flow_inputs(other) != before);
  other.flows[0].steps.push_back({"choose", "menu", {}, {}, {}});
  CHECK(flow_inputs(other) == before);
}

TEST_CASE("hours are open in their spans; a flow can end without anybody") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts = callers(40, 60, [](int) { return "sales"; });
  Flow& flow = *scenario.flows[0].definition;
  flow.steps.push_back({"open", Hours{HoursId{1}}, {{"open", "menu"}, {"closed", "bye"}}, "", {}});
  step_of(flow, "hello").exits["next"] = "open";
  // The caller of minute i reaches the step at 60 i + 5 s.
  scenario.flows[0].steps.push_back({"open", {}, {}, {}, {{600, 1200}}});
  const Report report = flow_report(scenario);
  CHECK(queue_total(report, "A").offered == 10);
  CHECK(queue_total(report, "A").served_in_flow == 30);
}

TEST_CASE("who has waited too long goes on in their flow, and what was offered meanwhile is booked") {
  Scenario scenario = two_queues();
  // All at once for B: 90 s each.
  scenario.queues[0].arrivals.contacts = callers(10, 1, [](int) { return "service"; });
  Flow& flow = *scenario.flows[0].definition;
  std::get<Queue>(step_of(flow, "to_b").does).wait_max_s = 60;
  step_of(flow, "to_b").exits["waited"] = "to_a";
  const Report moved = flow_report(scenario);
  CHECK(queue_total(moved, "B").offered == 10);
  CHECK(queue_total(moved, "B").answered == 1);
  CHECK(queue_total(moved, "B").moved_on == 9);
  CHECK(queue_total(moved, "A").offered == 9);
  CHECK(queue_total(moved, "A").answered == 9);

  std::get<Queue>(step_of(flow, "to_b").does) =
      Queue{QueueId{2}, "", {}, {"", true, true, 20, 0, both("?", "?")}, 0};
  step_of(flow, "to_b").exits = {{"refused", "bye"}, {"offered", "call"}};
  flow.steps.push_back({"call", Callback{QueueId{2}, ""}, {{"booked", "bye"}, {"failed", "to_a"}}, "", {}});
  scenario.flows[0].steps.push_back({"to_b", {}, {{"offered", 1}}, {}, {}});
  const Report booked = flow_report(scenario);
  const QueueSummary& b = queue_total(booked, "B");
  // One is answered at once; the others take the offer after 20 s and are called back in their turn.
  CHECK(b.moved_on == 9);
  CHECK(b.called_back == 9);
  CHECK(b.offered == 19);
  CHECK(b.answered + *b.callbacks_failed == 10);
}

TEST_CASE("patience is for all waiting together, not for the flow") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts = callers(2, 1, [](int) { return "service"; });
  for (ScenarioContact& contact : *scenario.queues[0].arrivals.contacts)
    contact.patience_s = 70;
  const Report report = flow_report(scenario);
  // 13 s in the flow do not count: the second is there from 14 s on and would be answered at 103 s.
  CHECK(queue_total(report, "B").abandoned == 1);
  CHECK(*queue_total(report, "B").mean_wait_s == doctest::Approx(35));
}

TEST_CASE("a voicemail that is left waits for an agent as what it is") {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts = callers(3, 60, [](int) { return "service"; });
  Flow& flow = *scenario.flows[0].definition;
  flow.steps.push_back({"voicemail",
                        Voicemail{both("?", "?"), QueueId{2}, 60},
                        {{"recorded", "bye"}, {"nothing", "bye"}},
                        "",
                        {}});
  step_of(flow, "menu").exits["service"] = "voicemail";
  const Report report = flow_report(scenario);
  CHECK(queue_total(report, "A").served_in_flow == 3);
  CHECK(queue_total(report, "B").offered == 3);
  CHECK(queue_total(report, "B").answered == 3);
}

TEST_CASE("a scenario with a flow is read from its file, and its faults are named") {
  const std::string json = R"({"start":"2026-03-02T08:00:00Z","duration_s":3600,
    "queues":[{"name":"A","channel":"voice","arrivals":{"per_hour":60},"talk":{"kind":"constant","mean_s":30},"flow":"Main"},
              {"name":"B","channel":"voice","arrivals":{"per_hour":0},"talk":{"kind":"constant","mean_s":30}}],
    "agents":[{"name":"x","queues":["A","B"]}],
    "flows":[{"name":"Main","definition":{"languages":["en"],"channels":["voice"],"start":"menu","fallback_queue_id":"1",
      "attributes":[],"tests":[],"steps":[
        {"id":"menu","does":{"kind":"menu","text":{"en":"?"},"options":[{"name":"one","label":{"en":"1"}},{"name":"two","label":{"en":"2"}}]},
         "exits":{"one":"a","two":"b","timeout":"a"}},
        {"id":"a","does":{"kind":"queue","queue_id":"1"},"exits":{"refused":"end"}},
        {"id":"b","does":{"kind":"queue","queue_id":"2"},"exits":{"refused":"end"}},
        {"id":"end","does":{"kind":"end"},"exits":{}}]},
      "steps":[{"step":"menu","gives":[{"gives":"two","share":1}],"takes":{"kind":"exponential","mean_s":6}}]}]})";
  auto read = read_scenario(json);
  if (!read)
    for (const Issue& issue : read.error().issues)
      MESSAGE(issue.where, ": ", issue.what);
  REQUIRE(read);
  const Report report = flow_report(*read);
  CHECK(queue_total(report, "A").offered == 0);
  CHECK(queue_total(report, "B").offered > 40);

  const auto first_fault = [](const Scenario& scenario) {
    const auto world = resolve(scenario);
    REQUIRE(!world);
    return world.error().issues.front().where;
  };
  Scenario wrong = *read;
  wrong.flows[0].steps[0].gives[0].gives = "three";
  CHECK(first_fault(wrong) == "/flows/0/steps/0/gives/0/gives");
  wrong = *read;
  wrong.flows[0].steps[0].step = "nowhere";
  CHECK(first_fault(wrong) == "/flows/0/steps/0/step");
  wrong = *read;
  wrong.queues[0].flow = "Other";
  CHECK(first_fault(wrong) == "/queues/0/flow");
  wrong = *read;
  wrong.queues[0].channel = switchboard::Channel::chat;
  CHECK(first_fault(wrong) == "/queues/0/flow");
  wrong = *read;
  wrong.flows[0].definition->steps[1].exits["refused"] = "nowhere";
  CHECK(first_fault(wrong) == "/flows/0/definition");
  wrong = *read;
  wrong.ids.queues = {{{1}, "A"}};
  CHECK(first_fault(wrong) == "/flows/0");
}
