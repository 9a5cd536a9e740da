#include "twin/recorded_day.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "twin/comparison.h"
#include "twin/engine.h"
#include "twin/replications.h"
#include "twin/simulate.h"
#include "twin/support/days.h"
#include "twin/validation.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

// What a scenario's run leaves in a journal.
struct MadeDay {
  Scenario scenario;
  Report report;
  std::vector<RecordedStep> steps;

  ReplaySource source() const {
    return {[this, at = std::size_t{0}]() mutable -> Result<std::optional<RecordedStep>> {
              if (at == steps.size()) return std::nullopt;
              return steps[at++];
            },
            {},
            nullptr};
  }
  RecordedDayOptions options() const {
    RecordedDayOptions out;
    out.from = scenario.start;
    out.to = scenario.start + seconds(scenario.duration_s);
    out.interval = seconds(scenario.interval_s);
    out.drain = seconds(scenario.drain_s);
    for (std::size_t i = 0; i < scenario.queues.size(); ++i)
      out.names.queues[static_cast<std::int64_t>(i) + 1] = scenario.queues[i].name;
    return out;
  }
};

MadeDay made(const Scenario& scenario) {
  MadeDay out{scenario, {}, {}};
  const auto world = resolve(scenario);
  REQUIRE(world);
  const auto outcome = run(*world, world->seed, [&](const Observed& seen) {
    out.steps.push_back({static_cast<std::int64_t>(out.steps.size()) + 1, seen.now, seen.event, 0});
  });
  REQUIRE(outcome);
  out.report = make_report(*world, world->seed, *outcome);
  return out;
}

RecordedDay recorded_of(const MadeDay& day) {
  auto recorded = record_day(day.source(), day.options());
  if (!recorded)
    FAIL(recorded.error().detail, recorded.error().issues.empty()
                                      ? ""
                                      : recorded.error().issues[0].where + recorded.error().issues[0].what);
  return std::move(*recorded);
}

// Within what days of this kind differ by.
void check_near(const Estimates& played, const char* figure, const std::optional<double>& actual,
                double slack) {
  if (!actual) return;
  const Estimate& one = played.at(figure);
  CAPTURE(std::string(figure));
  CAPTURE(one.mean);
  CAPTURE(one.half_width);
  CAPTURE(*actual);
  CHECK(std::abs(one.mean - *actual) <= one.half_width * std::sqrt(one.runs + 1.0) + slack);
}

}  // namespace

TEST_CASE("a day read back from its journal has the figures that the engine counted") {
  for (const char* name : {"chat_floor", "two_skill_voice", "overloaded_day"}) {
    CAPTURE(std::string(name));
    const MadeDay day = made(example(name));
    const RecordedDay recorded = recorded_of(day);
    REQUIRE(recorded.actual.queues.size() == day.report.queues.size());
    for (std::size_t i = 0; i < day.report.queues.size(); ++i) {
      const QueueSummary& seen = recorded.actual.queues[i].total;
      const QueueSummary& counted = day.report.queues[i].total;
      CHECK(recorded.actual.queues[i].queue == day.report.queues[i].queue);
      CHECK(seen.offered == counted.offered);
      CHECK(seen.answered == counted.answered);
      CHECK(seen.abandoned == counted.abandoned);
      CHECK(seen.refused == counted.refused);
      CHECK(seen.service_level == counted.service_level);
      CHECK(seen.asa_s == counted.asa_s);
      CHECK(seen.wait_p90_s == counted.wait_p90_s);
      CHECK(seen.had_to_wait == counted.had_to_wait);
      CHECK(seen.talk_s == doctest::Approx(counted.talk_s));
      CHECK(seen.wrap_up_s == doctest::Approx(counted.wrap_up_s));
    }
    CHECK(recorded.actual.agents.signed_in_s == doctest::Approx(day.report.agents.signed_in_s));
    CHECK(recorded.actual.agents.occupancy == day.report.agents.occupancy);
    CHECK(recorded.actual.agents.break_s == doctest::Approx(day.report.agents.break_s));
  }
}

TEST_CASE("a day that goes on is read until now: who waits and who talks have done so for so long") {
  Scenario scenario = example("two_skill_voice");
  ScenarioAgents late = scenario.agents[0];
  late.name = "late";
  late.count = 1;
  late.shifts = {{4 * 3'600, 6 * 3'600, {}}};
  scenario.agents.push_back(late);
  const MadeDay day = made(scenario);
  std::int64_t agents = 0;
  for (const ScenarioAgents& group : scenario.agents)
    agents += group.count;
  RecordedDayOptions options = day.options();
  options.to = options.from + hours(3);
  options.drain = {};
  options.expected = {AgentId{agents}, AgentId{100'000}};  // the journal knows nothing of the second
  const auto recorded = record_day(day.source(), options);
  REQUIRE(recorded);
  CHECK(recorded->agents.size() == recorded->scenario.agents.size());
  CHECK(recorded->queues.size() == recorded->scenario.queues.size());
  REQUIRE(recorded->agents.back() == AgentId{agents});
  CHECK(recorded->scenario.agents.back().shifts.at(0).from_s > 3 * 3'600);
  std::int64_t talking = 0, done = 0, waiting = 0;
  for (const ScenarioQueue& queue : recorded->scenario.queues)
    for (const ScenarioContact& contact : *queue.arrivals.contacts) {
      talking += contact.talk_over_s ? 1 : 0;
      done += contact.talk_s ? 1 : 0;
      waiting += !contact.talk_over_s && !contact.talk_s && contact.patience_over_s ? 1 : 0;
      CHECK(!(contact.talk_over_s && contact.talk_s));
      // As of an agent of pace 1: the slowest of these take some half longer.
      if (contact.talk_over_s) CHECK(*contact.talk_over_s <= 2 * (3 * 3'600 - contact.at_s) + 1);
    }
  CHECK(talking > 0);
  CHECK(talking + done == recorded->actual.total.answered);
  CHECK(waiting >= recorded->actual.total.open_at_end);
  REQUIRE(recorded->counted);
  std::int64_t offered = 0;
  for (std::size_t i = 0; i < recorded->counted->intervals(); ++i)
    for (std::size_t q = 0; q < recorded->queues.size(); ++q)
      offered += recorded->counted->queue_cell(q, i).offered;
  CHECK(offered == recorded->actual.total.offered);
}

TEST_CASE("patience is known of those who are called back until they take it, not until they are reached") {
  Scenario scenario = example("two_skill_voice");
  for (ScenarioQueue& queue : scenario.queues) {
    queue.patience = Exponential{60};
    for (double& count : queue.arrivals.per_interval)
      count *= 2;  // far more than can be answered
    queue.callback_offer = ScenarioCallbackOffer{20, 0.7, 0.9, Constant{10}};
  }
  const RecordedDay recorded = recorded_of(made(scenario));
  std::int64_t left = 0;
  for (const QueueFit& fit : recorded.fits) {
    left += fit.abandoned;
    REQUIRE(fit.patience_p50_s);
    CHECK(*fit.patience_p50_s == doctest::Approx(60 * std::log(2.0)).epsilon(0.2));
  }
  CHECK(left > 200);
}

TEST_CASE("a recorded day that is played unchanged comes near what it was") {
  for (const char* name : {"chat_floor", "two_skill_voice", "overloaded_day"}) {
    CAPTURE(std::string(name));
    const MadeDay day = made(example(name));
    const RecordedDay recorded = recorded_of(day);
    const auto again = replicate(recorded.scenario, 6);
    REQUIRE(again);
    const QueueSummary& was = recorded.actual.total;
    CHECK(again->total.at("offered").mean == static_cast<double>(was.offered));
    check_near(again->total, "service_level", was.service_level, 0.02);
    check_near(again->total, "abandonment", was.abandonment, 0.015);
    check_near(again->total, "asa_s", was.asa_s, 0.1 * *was.asa_s + 1);
    check_near(again->agents, "occupancy", recorded.actual.agents.occupancy, 0.01);
  }
}

TEST_CASE("played from its inputs alone, a day lies among those that could have been") {
  for (const char* name : {"chat_floor", "two_skill_voice", "overloaded_day"}) {
    CAPTURE(std::string(name));
    const MadeDay day = made(example(name));
    const RecordedDay recorded = recorded_of(day);
    const auto again = replicate(inputs_of(recorded.scenario), 8);
    REQUIRE(again);
    check_near(again->total, "service_level", recorded.actual.total.service_level, 0.03);
    check_near(again->total, "abandonment", recorded.actual.total.abandonment, 0.02);
    check_near(again->agents, "occupancy", recorded.actual.agents.occupancy, 0.015);
  }
}

namespace {

// Four chats at once, whose agents are slowed down by them.
Scenario stretched_day() {
  Scenario scenario = small_day(110, 6);
  ScenarioQueue& queue = scenario.queues[0];
  queue.channel = switchboard::Channel::chat;
  queue.talk = Lognormal{280, 0.7};
  queue.wrap_up = Exponential{20};
  queue.stretch = 0.35;
  scenario.agents[0].answer_delay = Gamma{5, 4};
  scenario.silent_after_s = 36'000;
  return scenario;
}

}  // namespace

TEST_CASE("how much conversations at once slow each other down is recovered from the day") {
  const MadeDay day = made(stretched_day());
  const RecordedDay recorded = recorded_of(day);
  REQUIRE(recorded.fits.size() == 1);
  const QueueFit& fit = recorded.fits[0];
  CAPTURE(fit.stretch_half_width);
  CHECK(fit.conversations > 500);
  CHECK(std::abs(fit.stretch - 0.35) < std::max(0.12, 1.5 * fit.stretch_half_width));
  REQUIRE(fit.handle_s);
  CHECK(*fit.handle_s == doctest::Approx(300).epsilon(0.12));
  const auto again = replicate(recorded.scenario, 4);
  REQUIRE(again);
  check_near(again->agents, "occupancy", recorded.actual.agents.occupancy, 0.01);
  check_near(again->agents, "concurrency", recorded.actual.agents.concurrency, 0.08);
}

TEST_CASE("the second day of a journal is read without the first, also from a snapshot in between") {
  Scenario two = small_day(60, 5);
  two.duration_s = 2 * 86'400;
  two.agents[0].shifts = {{0, 40'000, {{20'000, 22'000}}}, {86'400, 126'400, {{100'000, 102'000}}}};
  two.queues[0].open = {{0, 39'000}, {86'400, 125'000}};
  const MadeDay whole = made(two);
  RecordedDayOptions options = whole.options();
  options.from = two.start + seconds(86'400);
  const auto second = record_day(whole.source(), options);
  REQUIRE(second);
  CHECK(second->scenario.duration_s == 86'400);
  REQUIRE(second->scenario.agents.size() == 5);
  REQUIRE(second->scenario.agents[0].shifts.size() == 1);
  CHECK(second->scenario.agents[0].shifts[0].to_s == 40'000);
  REQUIRE(second->scenario.agents[0].shifts[0].breaks.size() == 1);
  CHECK(second->scenario.agents[0].shifts[0].breaks[0].from_s == 13'600);
  REQUIRE(second->scenario.queues[0].open.size() == 1);
  CHECK(second->scenario.queues[0].open[0].to_s == 38'600);
  CHECK(second->actual.total.offered > 1'000);
  const auto played = simulate(second->scenario);
  REQUIRE(played);
  CHECK(second->actual.contacts == second->actual.total.offered);
  CHECK(played->total.offered == second->actual.total.offered);
  CHECK(played->total.refused == second->actual.total.refused);

  RecordedDayOptions before = whole.options();
  before.to = options.from;
  const auto first = record_day(whole.source(), before);
  REQUIRE(first);
  REQUIRE(first->end);
  ReplaySource rest = whole.source();
  rest.next = [&whole, at = static_cast<std::size_t>(
                           first->end->seq)]() mutable -> Result<std::optional<RecordedStep>> {
    if (at == whole.steps.size()) return std::nullopt;
    return whole.steps[at++];
  };
  rest.image = &first->end->image;
  const auto from_image = record_day(rest, options);
  REQUIRE(from_image);
  CHECK(to_json(from_image->actual) == to_json(second->actual));
  CHECK(from_image->scenario.agents[4].shifts[0].to_s == 40'000);

  options.from = two.start + seconds(10 * 86'400);
  options.to = options.from + seconds(86'400);
  const auto nothing = record_day(whole.source(), options);
  REQUIRE(!nothing);
  CHECK(nothing.error().reason == "empty_day");
}

TEST_CASE("a recorded day can be changed like any other") {
  const MadeDay day = made(example("two_skill_voice"));
  const RecordedDay recorded = recorded_of(day);
  ReplicateOptions options;
  options.precision.max = 4;
  const std::string agent = recorded.scenario.agents[0].name;
  const auto found =
      compare(recorded.scenario,
              {{"more calls", {ScaleArrivals{{}, 1.3, 0, {}}}},
               {"fewer people", {RemoveAgents{agent, 1}, RemoveAgents{recorded.scenario.agents[1].name, 1}}}},
              options);
  if (!found) FAIL(found.error().issues[0].where, found.error().issues[0].what);
  for (const ComparedVariant& variant : found->variants) {
    CHECK(variant.total.at("service_level").is_sure);
    CHECK(variant.total.at("service_level").difference.mean < -0.01);
  }
}

TEST_CASE("the twin says how far off it is") {
  const MadeDay day = made(example("two_skill_voice"));
  const RecordedDay recorded = recorded_of(day);
  ReplicateOptions options;
  options.precision.max = 8;
  const auto validated = validate(recorded, options);
  REQUIRE(validated);
  CHECK(validated->queues.size() == 1);
  CHECK(validated->offered == recorded.actual.total.offered);
  const TwinError& level = validated->queues[0].figures.at("service_level");
  CHECK(level.actual == *recorded.actual.total.service_level);
  CHECK(level.error == doctest::Approx(level.simulated.mean - level.actual));
  CHECK(level.low < level.simulated.mean);
  CHECK(std::abs(level.error) < 0.06);
  CHECK(validated->agents.at("occupancy").is_within);
  CHECK(to_table(*validated).find("95 % of such days") != std::string::npos);
  CHECK(to_json(*validated).find("\"is_within\":") != std::string::npos);
}
