#include "twin/comparison.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "twin/engine.h"
#include "twin/simulate.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

ReplicateOptions of_runs(std::int32_t count, std::int32_t threads = 2) {
  ReplicateOptions options;
  options.precision.max = count;
  options.threads = threads;
  return options;
}

Comparison compared(const Scenario& scenario, const ScenarioChange& change, std::int32_t count = 8) {
  auto found = compare(scenario, {{"try", {change}}}, of_runs(count));
  if (!found) FAIL(found.error().detail, found.error().issues.empty() ? "" : found.error().issues[0].what);
  return *found;
}

const ComparedFigure& total(const Comparison& comparison, const std::string& figure) {
  return comparison.variants.at(0).total.at(figure);
}

}  // namespace

TEST_CASE("two agents more raise the service level, and the paired interval is narrower than the runs' own") {
  Scenario scenario = small_day(120, 6);
  scenario.agents[0].cost_per_hour = 20;
  scenario.queues[0].cost_per_abandon = 5;
  const Comparison found = compared(scenario, AddAgents{"agents", 1}, 12);
  const ComparedFigure& level = total(found, "service_level");
  CHECK(level.is_sure);
  CHECK(level.difference.mean > 0.02);
  CHECK(level.difference.half_width < level.base.half_width);
  CHECK(level.difference.mean == doctest::Approx(level.variant.mean - level.base.mean));
  const ComparedVariant& variant = found.variants[0];
  CHECK(variant.queues[0].figures.at("abandoned").difference.mean < 0);
  CHECK(variant.agents.at("occupancy").difference.mean < 0);
  CHECK(variant.cost.at("agents").base.mean == doctest::Approx(6 * 8 * 20));
  CHECK(variant.cost.at("agents").difference.mean == doctest::Approx(8 * 20));
  CHECK(variant.cost.at("abandons").difference.mean ==
        doctest::Approx(5 * total(found, "abandoned").difference.mean));
  REQUIRE(!variant.explanation.empty());
  const std::string all = to_table(found);
  CHECK(all.find("service level of calls 0.") != std::string::npos);
  CHECK(to_json(found).find("\"explanation\":[\"") != std::string::npos);
}

TEST_CASE("the same day changed by nothing that matters differs by nothing, customer by customer") {
  const Scenario scenario = small_day(120, 7);
  const Comparison found = compared(scenario, ScaleHandleTime{{}, 1}, 3);
  for (const auto& named : found.variants[0].total) {
    CAPTURE(named.first);
    CHECK(named.second.difference.mean == 0);
    CHECK(!named.second.is_sure);
  }
  CHECK(found.variants[0].explanation.empty());
}

TEST_CASE("a comparison does not depend on its threads, and stops at its precision") {
  const Scenario scenario = small_day(120, 6);
  const std::vector<Variant> variants = {{"more", {AddAgents{"agents", 1}}},
                                         {"fewer calls", {ScaleArrivals{{}, 0.9, 0, {}}}}};
  const auto one = compare(scenario, variants, of_runs(6, 1)),
             four = compare(scenario, variants, of_runs(6, 4));
  REQUIRE(one);
  REQUIRE(four);
  CHECK(to_json(*one) == to_json(*four));
  ReplicateOptions options = of_runs(300);
  options.precision.figures = {"service_level"};
  options.precision.absolute = 0.02;
  const auto precise = compare(scenario, variants, options);
  REQUIRE(precise);
  CHECK(precise->is_precise);
  CHECK(precise->replications < 300);
  CHECK(precise->variants[1].total.at("service_level").difference.half_width <= 0.02);
}

TEST_CASE("six agents learn Cantonese") {
  Scenario scenario = small_day(0, 12);
  scenario.skills = {"cantonese"};
  scenario.agents[0].name = "day";
  scenario.queues[0].arrivals.per_hour = 100;
  ScenarioKind& kind = scenario.queues[0].mix.emplace_back();
  kind.name = "cantonese";
  kind.share = 0.4;
  kind.steps.emplace().push_back({{}, {}, {{"cantonese", 2}}, 0});
  ScenarioAgents few = scenario.agents[0];
  few.name = "few";
  few.count = 2;
  few.skills = {{"cantonese", 5}};
  scenario.agents.push_back(few);
  const Comparison found = compared(scenario, LearnSkill{{"day"}, 6, "cantonese", 3});
  CHECK(total(found, "service_level").difference.mean > 0.1);
  CHECK(total(found, "service_level").is_sure);
}

TEST_CASE("every change does what it says to the scenario") {
  Scenario scenario = example("two_skill_voice");
  const std::string queue = scenario.queues[0].name, group = scenario.agents[0].name;
  const auto after = [&](const ScenarioChange& change) {
    auto out = changed(scenario, {change}, "");
    if (!out) FAIL(out.error().issues[0].where, " ", out.error().issues[0].what);
    REQUIRE(resolve(*out));
    return *out;
  };
  scenario.agents[0].shifts = {{0, 7200, {{600, 1200}, {4000, 4300}}}};
  CHECK(after(AddAgents{group, 2}).agents[0].count == scenario.agents[0].count + 2);
  CHECK(after(RemoveAgents{group, 1}).agents[0].count == scenario.agents[0].count - 1);
  CHECK(after(RemoveAgents{group, scenario.agents[0].count}).agents.size() == scenario.agents.size() - 1);
  CHECK(after(MoveShifts{{group}, {}, 900}).agents[0].shifts[0].breaks[0].from_s == 1500);
  const Scenario split = after(MoveShifts{{group}, 1, 900});
  CHECK(split.agents.size() == scenario.agents.size() + 1);
  CHECK(split.agents[0].shifts[0].from_s == 0);
  CHECK(split.agents.back().shifts[0].from_s == 900);
  CHECK(after(MoveBreaks{{group}, {}, 0, 1000, 300}).agents[0].shifts[0].breaks[0].from_s == 900);
  CHECK(after(MoveBreaks{{group}, {}, 0, 1000, 300}).agents[0].shifts[0].breaks[1].from_s == 4000);
  CHECK(after(BeAbsent{{group}, {}, 1000, 2000}).agents[0].shifts[0].breaks.size() == 2);
  CHECK(after(BeAbsent{{group}, {}, 1000, 2000}).agents[0].shifts[0].breaks[0].to_s == 2000);
  CHECK(after(SetShifts{{group}, {}, {{10, 20, {}}}}).agents[0].shifts[0].to_s == 20);
  CHECK(after(ChangeRules{queue, {R"({"choice":"round_robin"})"}}).queues[0].rules.choice ==
        switchboard::AgentChoice::round_robin);
  CHECK(after(ChangeRules{queue, {R"({"choice":"round_robin"})"}}).queues[0].rules.steps.size() ==
        scenario.queues[0].rules.steps.size());
  CHECK(after(OfferCallbacks{queue, ScenarioCallbackOffer{}}).queues[0].callback_offer);
  CHECK(after(ChangeOpening{queue, {{0, 3600}}}).queues[0].open.size() == 1);
  CHECK(after(LeaveQueue{{group}, 1, queue}).agents.back().queues.size() + 1 ==
        scenario.agents[0].queues.size());
}

TEST_CASE("a group serves another queue from a time on, and nothing changes before") {
  Scenario scenario = small_day(60, 2);
  scenario.duration_s = 7'200;
  ScenarioQueue other = scenario.queues[0];
  other.name = "other";
  scenario.queues.push_back(other);
  const auto joined = changed(scenario, {JoinQueue{{"agents"}, {}, "other", 3'600}}, "");
  REQUIRE(joined);
  REQUIRE(joined->agents[0].assignments.size() == 1);
  CHECK(joined->agents[0].assignments[0].queues == std::vector<std::string>{"calls", "other"});
  CHECK(joined->agents[0].queues == std::vector<std::string>{"calls"});
  const auto left = changed(*joined, {LeaveQueue{{"agents"}, {}, "calls", 5'400}}, "");
  REQUIRE(left);
  REQUIRE(left->agents[0].assignments.size() == 2);
  CHECK(left->agents[0].assignments[1].queues == std::vector<std::string>{"other"});
  const auto world = resolve(*joined);
  REQUIRE(world);
  Instant first;
  std::int64_t answered = 0;
  const auto played = run(*world, 1, [&](const Observed& seen) {
    for (const switchboard::Effect& effect : seen.effects.list)
      if (const auto* one = std::get_if<switchboard::InteractionChanged>(&effect))
        if (one->change == switchboard::Change::accepted && one->queue == world->queues[1].id) {
          if (answered++ == 0) first = seen.now;
        }
  });
  REQUIRE(played);
  CHECK(answered > 10);
  CHECK(first >= scenario.start + seconds(3'600));
}

TEST_CASE("callbacks are offered to those who come from a time on") {
  Scenario scenario = small_day(120, 1);
  scenario.duration_s = 7'200;
  scenario.queues[0].talk = Constant{120};
  ScenarioCallbackOffer offer;
  offer.from_s = 3'600;
  offer.after_s = 0;
  offer.share = 1;
  const auto with = changed(scenario, {OfferCallbacks{"calls", offer}}, "");
  REQUIRE(with);
  const auto report = simulate(*with);
  REQUIRE(report);
  const std::vector<QueueInterval>& intervals = report->queues[0].intervals;
  CHECK(!intervals[0].figures.called_back);
  CHECK(!intervals[1].figures.called_back);
  CHECK(intervals[2].figures.called_back.value_or(0) > 10);
}

TEST_CASE("arrivals are scaled, moved and added, as rates and one by one") {
  Scenario scenario = small_day(120, 7);
  const auto expected = [](const Scenario& of) {
    const auto world = resolve(of);
    REQUIRE(world);
    return expected_arrivals(world->queues[0].arrivals, world->duration);
  };
  const auto after = [&](const ScenarioChange& change) { return *changed(scenario, {change}, ""); };
  SUBCASE("rates") {
    CHECK(expected(after(ScaleArrivals{{}, 1.5, 0, {}})) == doctest::Approx(1440));
    CHECK(expected(after(ScaleArrivals{{"calls"}, 2, 3600, 7200})) == doctest::Approx(960 + 120));
    CHECK(expected(after(MoveArrivals{{}, 0, 3600, 1800})) == doctest::Approx(960));
    CHECK(expected(after(AddArrivals{"calls", 50, 90, 1000})) == doctest::Approx(1010));
  }
  SUBCASE("listed") {
    scenario.queues[0].arrivals = {};
    std::vector<double>& times = scenario.queues[0].arrivals.at_s.emplace();
    for (int i = 0; i < 1'000; ++i)
      times.push_back(i * 28.0);
    CHECK(expected(after(ScaleArrivals{{}, 1.5, 0, {}})) == doctest::Approx(1500).epsilon(0.05));
    CHECK(expected(after(ScaleArrivals{{}, 0.5, 0, {}})) == doctest::Approx(500).epsilon(0.1));
    CHECK(expected(after(AddArrivals{"calls", 50, 90, 1000})) == 1050);
    const Scenario moved = after(MoveArrivals{{}, 0, 100, 28'000});
    CHECK(expected(moved) == 1000);
    CHECK(moved.queues[0].arrivals.contacts->front().at_s == 112);
    // Whoever stays is the same customer.
    const Scenario half = after(ScaleArrivals{{}, 0.5, 0, {}}), most = after(ScaleArrivals{{}, 0.9, 0, {}});
    for (const ScenarioContact& contact : *half.queues[0].arrivals.contacts)
      CHECK(std::any_of(most.queues[0].arrivals.contacts->begin(), most.queues[0].arrivals.contacts->end(),
                        [&](const ScenarioContact& one) { return one.number == contact.number; }));
  }
}

TEST_CASE("a change that cannot be is an error at its place") {
  const Scenario scenario = small_day(60, 4);
  const auto fault = [&](const ScenarioChange& change) {
    const auto found = compare(scenario, {{"a", {AddAgents{"agents", 1}}}, {"b", {change}}}, of_runs(2));
    REQUIRE(!found);
    REQUIRE(!found.error().issues.empty());
    return found.error().issues[0].where;
  };
  CHECK(fault(LearnSkill{{"agents"}, {}, "latin", 3}) == "/variants/1/changes/0/skill");
  CHECK(fault(JoinQueue{{"agents", "nobody"}, {}, "calls"}) == "/variants/1/changes/0/agents/1");
  CHECK(fault(JoinQueue{{"agents"}, {}, "mail"}) == "/variants/1/changes/0/queue");
  CHECK(fault(LeaveQueue{{"agents"}, 9, "calls"}) == "/variants/1/changes/0/count");
  CHECK(fault(RemoveAgents{"agents", 5}) == "/variants/1/changes/0/count");
  CHECK(fault(RemoveAgents{"agents", 4}) == "/variants/1/changes");
  CHECK(fault(ScaleArrivals{{"x"}, 1, 0, {}}) == "/variants/1/changes/0/queues/0");
  CHECK(fault(MoveArrivals{{}, 5, 5, 5}) == "/variants/1/changes/0/to_s");
  CHECK(fault(MoveBreaks{{"agents"}, {}, 0, {}, 60}) == "/variants/1/changes/0/from_s");
  CHECK(fault(ChangeRules{"calls", {R"({"choice":"best"})"}}) == "/variants/1/changes/0/rules/choice");
  CHECK(fault(ChangeRules{"calls", {R"({"colour":1})"}}) == "/variants/1/changes/0/rules/colour");
  CHECK(fault(ChangeRules{"calls", {R"({"when_full":{"action":"overflow"}})"}}) == "/variants/1");
  CHECK(!read_variants(R"({"variants":[{"name":"x","changes":[{"kind":"learn_skil"}]}]})"));
  const auto read = read_variants(
      R"({"variants":[{"name":"x","changes":[{"kind":"scale_arrivals","factor":1.2},{"kind":"offer_callbacks","queue":"calls","offer":{"after_s":60}}]}]})");
  REQUIRE(read);
  CHECK(read->variants[0].changes.size() == 2);
}

TEST_CASE("callbacks are offered after a while, keep their place, and fewer customers give up") {
  Scenario scenario = small_day(130, 6);
  scenario.queues[0].patience = Exponential{180};
  const Comparison found =
      compared(scenario, OfferCallbacks{"calls", ScenarioCallbackOffer{5, 0.9, 0.7, Constant{10}}}, 4);
  CHECK(total(found, "abandonment").difference.mean < -0.01);
  CHECK(total(found, "abandonment").is_sure);
  // Nobody is offered any on the day as it is: none, not unknown.
  CHECK(total(found, "called_back").base.mean == 0);
  CHECK(total(found, "called_back").difference.mean > 20);
  CHECK(total(found, "called_back").is_sure);
  const auto with =
      changed(scenario, {OfferCallbacks{"calls", ScenarioCallbackOffer{5, 0.9, 0.7, Constant{10}}}}, "");
  REQUIRE(with);
  const auto report = simulate(*with);
  REQUIRE(report);
  const QueueSummary& f = report->total;
  REQUIRE(f.called_back);
  CHECK(*f.called_back > 20);
  CHECK(*f.callbacks_failed > 0);
  CHECK(f.offered == f.answered + f.abandoned + f.expired + f.refused + f.open_at_end + *f.callbacks_failed);
}
