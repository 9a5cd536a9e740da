#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "twin/arithmetic.h"
#include "twin/random.h"
#include "twin/stretch_fit.h"
#include "twin/survival.h"

using namespace rapport;
using namespace rapport::twin;

TEST_CASE("the survival estimate of the textbook comes out") {
  // 6, 6, 6, 6+, 7, 9+, 10, 10+, 11+, 13, 16, 17+, 19+, 20+, 22, 23, 25+, 32+, 32+, 34+, 35+ (Freireich 1963)
  std::vector<Lifetime> lifetimes;
  for (const double s : {6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0})
    lifetimes.push_back({s, true});
  for (const double s : {6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0})
    lifetimes.push_back({s, false});
  const Survival found = kaplan_meier(lifetimes);
  REQUIRE(found.times_s == std::vector<double>{6, 7, 10, 13, 16, 22, 23});
  const double expected[] = {0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
  for (std::size_t i = 0; i < 7; ++i)
    CHECK(found.shares[i] == doctest::Approx(expected[i]).epsilon(0.001));
  CHECK(fault_of(found).empty());
}

TEST_CASE("patience that is mostly cut off is recovered, also beyond the last one who left") {
  std::vector<Lifetime> lifetimes;
  Random random(9, Stream::patience, 1, 0);
  for (int i = 0; i < 6'000; ++i) {
    const double patience = -natural_log(random.unit()) * 200;
    const double answered = -natural_log(random.unit()) * 60;
    lifetimes.push_back({std::min(patience, answered), patience < answered});
  }
  const Survival found = kaplan_meier(lifetimes);
  CHECK(found.times_s.size() <= survival_points_max + 1);
  CHECK(Distribution(found).mean_s() == doctest::Approx(200).epsilon(0.1));
  CHECK(found.tail_mean_s == doctest::Approx(200).epsilon(0.2));
}

TEST_CASE("without a stretch, or with too little to tell, none is fitted") {
  std::vector<Conversation> conversations;
  Random random(2, Stream::talk, 1, 0);
  for (int i = 0; i < 2'000; ++i) {
    Conversation& one = conversations.emplace_back();
    one.agent = i % 20;
    one.at_once_first = 1 + static_cast<std::int32_t>(random.unit() * 4);
    const double length = -natural_log(random.unit()) * 300;
    one.seconds[static_cast<std::size_t>(one.at_once_first - 1)] = length;
  }
  const StretchFit none = fit_stretch(conversations);
  CHECK(none.conversations == 2'000);
  CHECK(none.stretch < 0.08);
  // Each second at level c brought 1 / (1 + 0.4 (c - 1)) of work.
  for (Conversation& one : conversations)
    for (std::size_t c = 0; c < at_once_levels; ++c)
      one.seconds[c] *= 1 + 0.4 * static_cast<double>(c);
  const StretchFit some = fit_stretch(conversations);
  CHECK(some.stretch == doctest::Approx(0.4).epsilon(0.2));
  CHECK(some.half_width < 0.2);
  conversations.resize(50);
  CHECK(fit_stretch(conversations).stretch == 0);
  for (Conversation& one : conversations)
    one.at_once_first = 2;
  CHECK(fit_stretch(std::vector<Conversation>(500, conversations[0])).stretch == 0);
}
