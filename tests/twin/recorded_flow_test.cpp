// Days with flows, read back from the journal that a run leaves, and played again.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "twin/engine.h"
#include "twin/recorded_day.h"
#include "twin/report.h"
#include "twin/support/flows.h"

using namespace rapport;
using namespace rapport::twin;
using namespace rapport::switchboard::flow;

namespace {

struct FlowDay {
  Scenario scenario;
  Report report;
  std::vector<RecordedStep> steps;
};

FlowDay flow_day(const Scenario& scenario) {
  FlowDay out{scenario, {}, {}};
  const auto world = resolve(scenario);
  REQUIRE(world);
  const auto outcome = run(*world, world->seed, [&](const Observed& seen) {
    out.steps.push_back({static_cast<std::int64_t>(out.steps.size()) + 1, seen.now, seen.event, 0});
  });
  if (!outcome) FAIL(outcome.error().detail);
  out.report = make_report(*world, world->seed, *outcome);
  return out;
}

RecordedDay read_back(const FlowDay& day, bool with_words) {
  RecordedDayOptions options;
  options.from = day.scenario.start;
  options.to = day.scenario.start + seconds(day.scenario.duration_s);
  options.interval = seconds(day.scenario.interval_s);
  for (std::size_t i = 0; i < day.scenario.queues.size(); ++i)
    options.names.queues[static_cast<std::int64_t>(i) + 1] = day.scenario.queues[i].name;
  options.plays_flows = true;
  if (with_words)
    options.flows = [&](FlowId, std::int32_t) {
      return std::optional(WrittenFlow{"Main", *day.scenario.flows[0].definition});
    };
  ReplaySource source{[&, at = std::size_t{0}]() mutable -> Result<std::optional<RecordedStep>> {
                        if (at == day.steps.size()) return std::nullopt;
                        return day.steps[at++];
                      },
                      {},
                      nullptr};
  auto recorded = record_day(source, options);
  if (!recorded) {
    for (const Issue& issue : recorded.error().issues)
      MESSAGE(issue.where, ": ", issue.what);
    FAIL(recorded.error().detail);
  }
  return std::move(*recorded);
}

// A day of everything that a flow can bring: hours, a menu with all its ways, a queue that is left for
// another, an offer, a voicemail.
Scenario rich_day() {
  Scenario scenario = two_queues();
  scenario.queues[0].arrivals.contacts.reset();
  scenario.queues[0].arrivals.per_hour = 90;
  scenario.queues[0].talk = Lognormal{60, 0.7};
  scenario.queues[1].talk = Exponential{150};
  scenario.queues[0].patience = Exponential{200};
  scenario.queues[1].patience = Exponential{100};
  scenario.agents[0].answer_delay = Exponential{3};
  Flow& flow = *scenario.flows[0].definition;
  flow.attributes = {{"vip", ValueType::boolean, {}, "", false}};
  flow.steps.push_back({"open", Hours{HoursId{1}}, {{"open", "ask"}, {"closed", "voicemail"}}, "", {}});
  flow.steps.push_back({"ask",
                        Webhook{"https://example.org/", {}, {{"/vip", "vip"}}, 5, 1},
                        {{"ok", "menu"}, {"failed", "menu"}},
                        "",
                        {}});
  flow.steps.push_back({"voicemail",
                        Voicemail{both("?", "?"), QueueId{2}, 60},
                        {{"recorded", "bye"}, {"nothing", "bye"}},
                        "",
                        {}});
  flow.steps.push_back({"call", Callback{QueueId{2}, ""}, {{"booked", "bye"}, {"failed", "to_a"}}, "", {}});
  step_of(flow, "hello").exits["next"] = "open";
  Queue& b = std::get<Queue>(step_of(flow, "to_b").does);
  b.wait_max_s = 200;
  b.treatment = {"", true, true, 30, 40, both("?", "?")};
  step_of(flow, "to_b").exits = {{"refused", "bye"}, {"waited", "to_a"}, {"offered", "call"}};
  scenario.flows[0].steps = {
      {"hello", {}, {{"leaves", 0.03}}, Exponential{4}, {}},
      {"open", {}, {}, {}, {{0, 3 * 3600}}},
      {"ask", {}, {{"failed", 0.2}}, Exponential{0.5}, {}},
      {"menu",
       {},
       {{"sales", 0.5}, {"service", 0.3}, {"timeout", 0.1}, {"invalid", 0.06}, {"leaves", 0.04}},
       Exponential{6},
       {}},
      {"to_b", {}, {{"offered", 0.2}}, Exponential{2}, {}}};
  return scenario;
}

}  // namespace

TEST_CASE("a day with flows read back from its journal has the figures that the engine counted") {
  for (const bool with_words : {true, false}) {
    const FlowDay day = flow_day(rich_day());
    const RecordedDay recorded = read_back(day, with_words);
    REQUIRE(recorded.actual.queues.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const QueueSummary& seen = recorded.actual.queues[i].total;
      const QueueSummary& counted = day.report.queues[i].total;
      CHECK(seen.offered == counted.offered);
      CHECK(seen.answered == counted.answered);
      CHECK(seen.abandoned == counted.abandoned);
      CHECK(seen.refused == counted.refused);
      CHECK(seen.moved_on == counted.moved_on);
      CHECK(seen.called_back == counted.called_back);
      CHECK(seen.service_level == counted.service_level);
      CHECK(seen.asa_s == counted.asa_s);
      CHECK(seen.had_to_wait == counted.had_to_wait);
      CHECK(seen.talk_s == doctest::Approx(counted.talk_s));
    }
    const auto all = [](const Report& report, auto member) {
      std::int64_t sum = 0;
      for (const QueueReport& queue : report.queues)
        sum += (queue.total.*member).value_or(0);
      return sum;
    };
    // Where customers come in is a matter of the scenario; how many is not.
    CHECK(all(recorded.actual, &QueueSummary::entered_flow) == all(day.report, &QueueSummary::entered_flow));
    CHECK(all(recorded.actual, &QueueSummary::left_in_flow) == all(day.report, &QueueSummary::left_in_flow));
    CHECK(all(recorded.actual, &QueueSummary::served_in_flow) ==
          all(day.report, &QueueSummary::served_in_flow));
    CHECK(all(day.report, &QueueSummary::served_in_flow) > 20);
    CHECK(all(day.report, &QueueSummary::left_in_flow) > 5);
    CHECK(day.report.queues[1].total.moved_on > 10);
    REQUIRE(recorded.scenario.flows.size() == 1);
    CHECK(recorded.scenario.flows[0].name == (with_words ? "Main v1" : "flow 1 v1"));
    CHECK(recorded.scenario.flows[0].definition.has_value() == with_words);
  }
}

TEST_CASE("every customer of a recorded day does again in the flow what they did, at the same time") {
  // What each gave at each turn; queues have their own ways.
  const auto inputs = [](const std::vector<RecordedStep>& steps) {
    std::map<std::int64_t, std::vector<std::string>> out;
    std::map<std::int64_t, Instant> arrived;
    for (const RecordedStep& step : steps) {
      if (const auto* came = std::get_if<switchboard::InteractionArrived>(&step.event))
        arrived[came->interaction.value] = step.now;
      if (const auto* input = std::get_if<switchboard::FlowInput>(&step.event))
        if (input->what != switchboard::FlowInputKind::offer_taken)
          out[arrived[input->interaction.value].us].push_back(
              std::to_string((step.now - arrived[input->interaction.value]).us / 1000) + " " +
              std::to_string(static_cast<int>(input->what)) + std::to_string(input->option));
      if (const auto* answer = std::get_if<switchboard::FlowAnswered>(&step.event))
        if (!answer->voicemail && !answer->callback_due && answer->turn < 5)
          out[arrived[answer->interaction.value].us].push_back(
              std::to_string((step.now - arrived[answer->interaction.value]).us / 1000) + " exit " +
              std::to_string(answer->exit));
    }
    return out;
  };
  for (const bool with_words : {true, false}) {
    Scenario scenario = rich_day();
    // Times to the millisecond are the same only while nobody waits for somebody else.
    Flow& flow = *scenario.flows[0].definition;
    std::get<Queue>(step_of(flow, "to_b").does).wait_max_s = 0;
    std::get<Queue>(step_of(flow, "to_b").does).treatment = {};
    step_of(flow, "to_b").exits = {{"refused", "bye"}};
    std::erase_if(flow.steps, [](const FlowStep& step) { return step.id == "call"; });
    scenario.flows[0].steps.pop_back();
    const FlowDay day = flow_day(scenario);
    const RecordedDay recorded = read_back(day, with_words);
    const auto before = inputs(day.steps), after = inputs(flow_day(recorded.scenario).steps);
    CHECK(before.size() > 300);
    CHECK(before == after);
  }
}

TEST_CASE("a day with flows that is played again comes near what it was") {
  const FlowDay day = flow_day(rich_day());
  const RecordedDay recorded = read_back(day, true);
  const Report again = flow_day(recorded.scenario).report;
  const QueueSummary& was = recorded.actual.total;
  CHECK(again.total.entered_flow == was.entered_flow);
  CHECK(again.total.left_in_flow == was.left_in_flow);
  CHECK(*again.total.service_level == doctest::Approx(*was.service_level).epsilon(0.1));
  CHECK(*again.total.abandonment == doctest::Approx(*was.abandonment).epsilon(0.25));
  CHECK(static_cast<double>(again.total.offered) ==
        doctest::Approx(static_cast<double>(was.offered)).epsilon(0.05));
}
