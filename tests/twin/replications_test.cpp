#include "twin/replications.h"

#include <doctest/doctest.h>

#include "twin/simulate.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

TEST_CASE("replications are the runs of consecutive seeds, with their mean and its certainty") {
  Scenario scenario = small_day(60, 4);
  const auto found = replicate(scenario, 3);
  REQUIRE(found);
  double sum = 0;
  for (std::int64_t seed = scenario.seed, end = seed + 3; seed < end; ++seed) {
    scenario.seed = seed;
    const auto report = simulate(scenario);
    REQUIRE(report);
    sum += static_cast<double>(report->total.offered);
  }
  const Estimate offered = found->total.at("offered");
  CHECK(offered.mean == doctest::Approx(sum / 3));
  CHECK(offered.runs == 3);
  CHECK(offered.half_width > 0);
  CHECK(found->queues[0].figures.at("offered").mean == offered.mean);
  CHECK(found->groups[0].figures.at("occupancy").mean > 0.3);
}

TEST_CASE("a figure that is undefined in a run is left out of the mean") {
  Scenario scenario = small_day(0, 1);
  const auto found = replicate(scenario, 2);
  REQUIRE(found);
  CHECK(found->total.at("asa_s").runs == 0);
  CHECK(found->total.at("offered").runs == 2);
  CHECK(to_table(*found).find("average speed") == std::string::npos);
}

TEST_CASE("how many threads play makes no difference") {
  const Scenario scenario = small_day(120, 7);
  ReplicateOptions options;
  options.precision.max = 9;
  options.threads = 1;
  const auto one = replicate(scenario, options);
  options.threads = 4;
  const auto four = replicate(scenario, options);
  REQUIRE(one);
  REQUIRE(four);
  CHECK(to_json(*one) == to_json(*four));
}

TEST_CASE("runs go on until the figures are as sure as was asked for") {
  const Scenario scenario = small_day(120, 7);
  ReplicateOptions options;
  options.precision.figures = {"service_level"};
  options.precision.absolute = 0.02;
  options.precision.max = 200;
  const auto sure = replicate(scenario, options);
  REQUIRE(sure);
  CHECK(sure->total.at("service_level").half_width <= 0.02);
  CHECK(sure->replications > 5);
  CHECK(sure->replications < 200);
  options.precision.absolute = 0.00001;
  options.precision.max = 6;
  const auto unsure = replicate(scenario, options);
  REQUIRE(unsure);
  CHECK(unsure->replications == 6);
}

TEST_CASE("replications say how far they are, and stop when nobody wants them any more") {
  const Scenario scenario = small_day(600, 35);
  ReplicateOptions options;
  options.precision.max = 1'000;
  double last = -1;
  options.progress.report = [&](double done) {
    CHECK(done >= last);
    last = done;
    return done < 0.001;
  };
  const auto stopped = replicate(scenario, options);
  REQUIRE(!stopped);
  CHECK(stopped.error().reason == "cancelled");
  CHECK(last < 0.9);
}
