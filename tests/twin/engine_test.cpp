#include "twin/engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <variant>

#include "platform/contract/json.h"
#include "switchboard/model/described.h"
#include "twin/report.h"
#include "twin/simulate.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

Report played(const Scenario& scenario, const Observer& observer = {}) {
  const auto world = resolve(scenario);
  REQUIRE(world);
  const auto outcome = run(*world, world->seed, observer);
  if (!outcome) FAIL(outcome.error().detail);
  return make_report(*world, world->seed, *outcome);
}

void books_balance(const Report& report) {
  QueueSummary sum;
  double queues_talk = 0, groups_talk = 0;
  for (const QueueReport& queue : report.queues) {
    const QueueSummary& f = queue.total;
    CHECK(f.offered == f.answered + f.abandoned + f.expired + f.refused + f.open_at_end);
    std::int64_t offered = 0;
    double talk = 0;
    for (const QueueInterval& interval : queue.intervals) {
      offered += interval.figures.offered;
      talk += interval.figures.talk_s;
    }
    CHECK(offered == f.offered);
    CHECK(talk == doctest::Approx(f.talk_s));
    sum.offered += f.offered;
    queues_talk += f.talk_s + f.wrap_up_s;
  }
  for (const GroupReport& group : report.groups) {
    const GroupSummary& f = group.total;
    groups_talk += f.talk_s + f.wrap_up_s;
    CHECK(f.signed_in_s == doctest::Approx(f.talk_s + f.wrap_up_s + f.idle_s));
    CHECK(f.signed_in_s + f.break_s <=
          group.agents * static_cast<double>((report.end - report.start).us) / 1e6 + 1);
  }
  CHECK(sum.offered == report.total.offered);
  CHECK(queues_talk == doctest::Approx(groups_talk));
}

// When each contact arrived, by its id.
std::vector<Instant> arrivals_of(const Scenario& scenario) {
  std::vector<Instant> out;
  played(scenario, [&](const Observed& seen) {
    if (std::holds_alternative<switchboard::InteractionArrived>(seen.event)) out.push_back(seen.now);
  });
  return out;
}

}  // namespace

TEST_CASE("the same seed gives the same bytes, another seed gives another day") {
  Scenario scenario = small_day(120, 7);
  const auto one = simulate(scenario), two = simulate(scenario);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(to_json(*one) == to_json(*two));
  CHECK(to_table(*one) == to_table(*two));
  scenario.seed = 6;
  const auto other = simulate(scenario);
  REQUIRE(other);
  CHECK(to_json(*one) != to_json(*other));
}

TEST_CASE("every customer and every minute is accounted for in the examples") {
  for (const std::string name : {"chat_floor", "two_skill_voice", "overloaded_day"}) {
    CAPTURE(name);
    const Report report = played(example(name));
    books_balance(report);
    CHECK(report.total.answered > 500);
    // Mail has no patience, and nobody comes back for it after the overloaded day.
    CHECK((report.total.open_at_end > 0) == (name == "overloaded_day"));
  }
}

TEST_CASE("the switchboard's own figures are the report's") {
  Scenario scenario = small_day(140, 7);
  scenario.queues[0].rules.service_level_within_s = 10;
  scenario.queues[0].rules.waiting_max = 4;
  scenario.agents[0].answer_delay = Gamma{4, 2};
  switchboard::QueueFigures today;
  const Report report = played(scenario, [&](const Observed& seen) {
    if (const auto queue = seen.board.queue(QueueId{1}, seen.now)) today = queue->today;
  });
  const QueueSummary& f = report.total;
  CHECK(f.refused > 0);
  CHECK(today.arrived - today.refused == f.offered - f.refused);
  CHECK(today.answered == f.answered);
  CHECK(today.abandoned == f.abandoned);
  CHECK(today.refused == f.refused);
  CHECK(f.asa_s.value() == doctest::Approx(static_cast<double>(today.waited_total.us) / 1e6 /
                                           static_cast<double>(today.answered)));
  CHECK(f.service_level.value() ==
        doctest::Approx(static_cast<double>(today.answered_within) /
                        static_cast<double>(today.answered + today.abandoned - today.abandoned_within)));
}

TEST_CASE("the invariants hold after every event of a busy day") {
  Scenario scenario = example("chat_floor");
  scenario.duration_s = 5400;
  std::int64_t checked = 0;
  const Report report = played(scenario, [&](const Observed& seen) {
    const std::string broken = seen.board.broken_invariant(seen.now);
    INFO("seed=", scenario.seed, " event=", checked);
    REQUIRE(broken == "");
    ++checked;
  });
  CHECK(checked == report.events);
}

TEST_CASE("another staff meets the same customers at the same times") {
  Scenario few = example("two_skill_voice");
  Scenario many = few;
  many.agents[1].count += 6;
  many.agents.push_back(many.agents[0]);
  many.agents.back().name = "new";
  CHECK(arrivals_of(few) == arrivals_of(many));
  const Report worse = played(few), better = played(many);
  CHECK(worse.total.offered == better.total.offered);
  CHECK(*better.total.service_level > *worse.total.service_level);
  CHECK(better.total.abandoned < worse.total.abandoned);
}

TEST_CASE("another queue leaves the customers of the first alone") {
  Scenario one = small_day(100, 6);
  Scenario two = one;
  two.queues.push_back(two.queues[0]);
  two.queues.back().name = "other";
  two.agents.push_back(two.agents[0]);
  two.agents.back().name = "others";
  two.agents.back().queues = {"other"};
  const Report alone = played(one), beside = played(two);
  CHECK(contract::encode(alone.queues[0]) == contract::encode(beside.queues[0]));
  CHECK(contract::encode(beside.queues[1].total) != contract::encode(beside.queues[0].total));
}

TEST_CASE("a minute spent on several chats at once is one busy minute, shared between them") {
  Scenario scenario;
  scenario.duration_s = 1000;
  scenario.interval_s = 500;
  for (const char* name : {"a", "b"}) {
    ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = name;
    queue.talk = Constant{300};
  }
  scenario.queues[0].arrivals.at_s = {100};       // 100 to 400
  scenario.queues[1].arrivals.at_s = {200, 700};  // 200 to 500, and 700 to 1000
  scenario.queues[1].wrap_up = Constant{50};      // 500 to 550, and after the end
  ScenarioAgents& group = scenario.agents.emplace_back();
  group.name = "one";
  group.queues = {"a", "b"};
  const Report report = played(scenario);
  const GroupSummary& f = report.groups[0].total;
  CHECK(f.talk_s == 700);  // 100 to 500 and 700 to 1000, however many at once
  CHECK(f.wrap_up_s == 50);
  CHECK(f.signed_in_s == 1000);
  CHECK(f.occupancy == 0.75);
  CHECK(f.concurrency == doctest::Approx(950.0 / 750));
  CHECK(report.queues[0].total.talk_s == 200);  // 100 alone, 200 shared
  CHECK(report.queues[1].total.talk_s == 500);
  CHECK(report.groups[0].intervals[0].figures.talk_s == 400);
  CHECK(report.groups[0].intervals[1].figures.talk_s == 300);
  CHECK(report.groups[0].intervals[1].figures.wrap_up_s == 50);
}

TEST_CASE("shifts and breaks keep agents from new work, not from what they have") {
  Scenario scenario = small_day(1, 1);
  scenario.duration_s = 3000;
  scenario.interval_s = 3000;
  scenario.queues[0].arrivals = {};
  scenario.queues[0].arrivals.at_s = {0, 900, 1150, 1900};
  scenario.queues[0].talk = Constant{200};
  scenario.queues[0].patience = Constant{400};
  scenario.agents[0].shifts = {{100, 2000, {{1000, 1300}}}};
  const Report report = played(scenario);
  const QueueSummary& q = report.total;
  // At 0 waits for the shift (100), at 900 runs into the break, at 1150 waits for its end (1300), at 1900
  // runs on after the shift.
  CHECK(q.answered == 4);
  CHECK(q.asa_s == (100 + 0 + 150 + 0) / 4.0);
  const GroupSummary& f = report.agents;
  CHECK(f.talk_s == 800);
  CHECK(f.break_s == 200);  // 1100 to 1300: the first hundred seconds went on talking
  CHECK(f.signed_in_s == 100 + 1900 - 200);
  CHECK(q.mean_queue_length == doctest::Approx(250.0 / 3000).epsilon(1e-4));
}

TEST_CASE("offers that nobody answers come back, and the agent after a while") {
  Scenario scenario = small_day(60, 5);
  scenario.agents[0].no_answer_share = 0.2;
  scenario.agents[0].back_after = Constant{30};
  const Report report = played(scenario);
  const auto offers = static_cast<double>(report.total.answered + report.total.no_answers);
  CHECK(static_cast<double>(report.total.no_answers) / offers == doctest::Approx(0.2).epsilon(0.2));
  books_balance(report);
}

TEST_CASE("a scenario without an end comes to one") {
  Scenario scenario = small_day(20, 1);
  scenario.queues[0].patience.reset();
  scenario.agents[0].no_answer_share = 1;
  scenario.drain_s = 3600;
  const Report report = played(scenario);
  CHECK(report.total.answered == 0);
  CHECK(report.total.open_at_end == report.total.offered);
}

TEST_CASE("a queue that is full, closed or without staff does as its rules say") {
  Scenario scenario = small_day(200, 3);
  scenario.queues[0].rules.waiting_max = 3;
  scenario.queues[0].rules.when_full = {switchboard::BranchAction::overflow, "second"};
  scenario.queues.push_back(scenario.queues[0]);
  ScenarioQueue& second = scenario.queues.back();
  second.name = "second";
  second.arrivals.per_hour = 0;
  second.rules = {};
  second.rules.when_closed = {switchboard::BranchAction::refuse, {}};
  second.open = {{0, 4 * 3600}};
  scenario.agents.push_back(scenario.agents[0]);
  scenario.agents.back().name = "helpers";
  scenario.agents.back().queues = {"second"};
  const Report report = played(scenario);
  books_balance(report);
  CHECK(report.queues[1].total.answered > 50);
  CHECK(report.total.refused > 50);
  for (const QueueInterval& interval : report.queues[1].intervals)
    if (interval.start >= report.start + hours(4)) CHECK(interval.figures.answered == 0);
}

TEST_CASE("the warm-up does not count") {
  Scenario scenario = small_day(100, 6);
  scenario.warm_up_s = 4 * 3600;
  const Report report = played(scenario);
  CHECK(report.start == scenario.start + hours(4));
  CHECK(report.queues[0].intervals.size() == 8);
  CHECK(report.total.offered < report.contacts * 6 / 10);
  CHECK(report.agents.signed_in_s == 6 * 4 * 3600);
}
