// One queue, one skill, simulated on the production switchboard, must agree with queueing theory.
#include <doctest/doctest.h>

#include <cmath>

#include "twin/replications.h"
#include "twin/scenario.h"
#include "twin/support/erlang.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

Scenario one_queue(const QueueLoad& load, std::optional<double> patience_s) {
  Scenario scenario;
  scenario.name = "erlang";
  scenario.seed = 1;
  scenario.duration_s = 26 * 3600;
  scenario.warm_up_s = 2 * 3600;
  scenario.interval_s = 24 * 3600;
  scenario.skills = {"service"};
  ScenarioQueue& queue = scenario.queues.emplace_back();
  queue.name = "calls";
  queue.channel = switchboard::Channel::voice;
  queue.rules.auto_accept = true;
  queue.rules.steps = {{{}, {}, {{"service", 1}}, 0}};
  queue.arrivals.per_hour = load.per_hour;
  queue.talk = Exponential{load.handle_s};
  if (patience_s) queue.patience = Exponential{*patience_s};
  ScenarioAgents& agents = scenario.agents.emplace_back();
  agents.name = "agents";
  agents.count = load.agents;
  agents.skills = {{"service", 3}};
  agents.queues = {"calls"};
  return scenario;
}

// Runs are independent, so their mean is within 1.6 half-widths of the truth in 99.8 % of all choices of the
// seed; the seed is fixed. `resolution` is how small a disagreement the runs must be able to see.
void agrees(const Estimates& found, const std::string& name, double exact, double resolution) {
  const Estimate estimate = found.at(name);
  INFO(name, ": simulated ", estimate.mean, " +- ", estimate.half_width, ", exact ", exact);
  CHECK(std::abs(estimate.mean - exact) <= 1.6 * estimate.half_width);
  CHECK(estimate.half_width <= resolution);
}

constexpr std::int32_t runs = 16;

}  // namespace

TEST_CASE("the reference formulas give the textbook's values") {
  const ErlangC c = erlang_c({200, 180, 14}, 20);
  CHECK(c.service_level == doctest::Approx(0.888).epsilon(0.001));
  CHECK(c.occupancy == doctest::Approx(0.714).epsilon(0.001));
  CHECK(c.had_to_wait == doctest::Approx(0.174).epsilon(0.003));
  const ErlangA a = erlang_a({200, 180, 14}, 300);
  CHECK(a.had_to_wait == doctest::Approx(0.14526).epsilon(0.0001));
  CHECK(a.abandonment == doctest::Approx(0.013984).epsilon(0.0001));
  CHECK(a.mean_wait_s == doctest::Approx(4.195).epsilon(0.0001));
}

TEST_CASE("without impatience the twin agrees with Erlang C at light, usual and heavy load") {
  struct Case {
    QueueLoad load;
    double wait_resolution;  // of shares
    double asa_resolution;   // in seconds
  };
  for (const Case& one : {Case{{200, 180, 14}, 0.02, 1.3}, Case{{40, 180, 4}, 0.03, 3},
                          Case{{200, 180, 12}, 0.05, 7}, Case{{300, 150, 14}, 0.05, 10}}) {
    CAPTURE(one.load.agents);
    CAPTURE(one.load.per_hour);
    const ErlangC exact = erlang_c(one.load, 20);
    const auto found = replicate(one_queue(one.load, {}), runs);
    REQUIRE(found);
    agrees(found->total, "had_to_wait", exact.had_to_wait, one.wait_resolution);
    agrees(found->total, "service_level", exact.service_level, one.wait_resolution);
    agrees(found->total, "asa_s", exact.asa_s, one.asa_resolution);
    agrees(found->agents, "occupancy", exact.occupancy, 0.015);
    CHECK(found->total.at("abandoned").mean == 0);
  }
}

TEST_CASE("with impatience the twin agrees with Erlang A at light, usual and more than full load") {
  struct Case {
    QueueLoad load;
    double patience_s;
    double resolution;
  };
  for (const Case& one : {Case{{200, 180, 14}, 300, 0.01}, Case{{200, 180, 10}, 120, 0.02},
                          Case{{200, 180, 8}, 120, 0.02}, Case{{40, 180, 3}, 60, 0.02}}) {
    CAPTURE(one.load.agents);
    CAPTURE(one.load.per_hour);
    const ErlangA exact = erlang_a(one.load, one.patience_s);
    const auto found = replicate(one_queue(one.load, one.patience_s), runs);
    REQUIRE(found);
    agrees(found->total, "had_to_wait", exact.had_to_wait, one.resolution * 2);
    agrees(found->total, "abandonment", exact.abandonment, one.resolution);
    agrees(found->total, "mean_wait_s", exact.mean_wait_s, one.resolution * one.patience_s);
    agrees(found->agents, "occupancy", exact.occupancy, 0.015);
  }
}
