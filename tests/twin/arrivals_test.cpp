#include "twin/arrivals.h"

#include <doctest/doctest.h>

#include <array>

using namespace rapport;
using namespace rapport::twin;

namespace {

Random draws(std::uint64_t seed) {
  return {seed, Stream::arrivals, 1, 0};
}

}  // namespace

TEST_CASE("arrivals follow the rate of every interval and stop when it does") {
  Arrivals arrivals;
  arrivals.pieces = {{{}, 0.5}, {hours(1), 0}, {hours(2), 2.0}, {hours(3), 0}};
  CHECK(expected_arrivals(arrivals, hours(10)) == doctest::Approx(1800 + 7200));
  std::array<int, 4> by_hour = {};
  constexpr int days = 20;
  for (std::uint64_t day = 0; day < days; ++day) {
    ArrivalStream stream(arrivals, hours(10), draws(day));
    Duration last;
    while (const auto at = stream.next()) {
      REQUIRE(*at >= last);
      REQUIRE(*at < hours(3));
      last = *at;
      ++by_hour[static_cast<std::size_t>(at->us / hours(1).us)];
    }
    CHECK(!stream.next());
  }
  CHECK(by_hour[0] == doctest::Approx(1800 * days).epsilon(0.02));
  CHECK(by_hour[1] == 0);
  CHECK(by_hour[2] == doctest::Approx(7200 * days).epsilon(0.01));
}

TEST_CASE("a higher rate brings the same customers earlier") {
  Arrivals slow, fast;
  slow.pieces = {{{}, 0.1}};
  fast.pieces = {{{}, 0.2}};
  ArrivalStream a(slow, hours(1), draws(3)), b(fast, hours(1), draws(3));
  for (int i = 0; i < 100; ++i) {
    const auto late = a.next(), early = b.next();
    REQUIRE(late);
    REQUIRE(early);
    CHECK(static_cast<double>(late->us) == doctest::Approx(2.0 * static_cast<double>(early->us)));
  }
}

TEST_CASE("given times are kept to, as far as the day goes") {
  Arrivals arrivals;
  arrivals.times = {seconds(1), seconds(1), seconds(7), seconds(100)};
  ArrivalStream stream(arrivals, seconds(100), draws(1));
  CHECK(stream.next() == seconds(1));
  CHECK(stream.next() == seconds(1));
  CHECK(stream.next() == seconds(7));
  CHECK(!stream.next());
}
