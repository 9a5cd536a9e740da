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
