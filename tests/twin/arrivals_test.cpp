#include "twin/arrivals.h"

#include <doctest/doctest.h>

#include <array>
#include <utility>

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
    while (const auto next = stream.next()) {
      REQUIRE(next->at >= last);
      REQUIRE(next->at < hours(3));
      REQUIRE(!next->listed);
      last = next->at;
      ++by_hour[static_cast<std::size_t>(last.us / hours(1).us)];
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
    CHECK(static_cast<double>(late->at.us) == doctest::Approx(2.0 * static_cast<double>(early->at.us)));
  }
}

TEST_CASE("given times are kept to, as far as the day goes") {
  Arrivals arrivals;
  arrivals.times = {seconds(1), seconds(1), seconds(7), seconds(100)};
  ArrivalStream stream(arrivals, seconds(100), draws(1));
  for (const auto& [at, listed] : {std::pair{1, 0}, {1, 1}, {7, 2}}) {
    const auto next = stream.next();
    REQUIRE(next);
    CHECK(next->at == seconds(at));
    CHECK(next->listed == static_cast<std::size_t>(listed));
  }
  CHECK(!stream.next());
}

TEST_CASE("given times and rates come beside each other, and the drawn ones are the same as without") {
  Arrivals rates;
  rates.pieces = {{{}, 0.5}, {seconds(50), 0}};
  Arrivals both = rates;
  both.times = {seconds(10), seconds(90)};
  CHECK(expected_arrivals(both, seconds(100)) == doctest::Approx(27));
  ArrivalStream alone(rates, seconds(100), draws(4)), mixed(both, seconds(100), draws(4));
  Duration last;
  std::size_t listed = 0, drawn = 0;
  while (const auto next = mixed.next()) {
    CHECK(next->at >= last);
    last = next->at;
    if (next->listed) {
      CHECK(*next->listed == listed++);
      continue;
    }
    ++drawn;
    const auto same = alone.next();
    REQUIRE(same);
    CHECK(same->at == next->at);
  }
  CHECK(!alone.next());
  CHECK(listed == 2);
  CHECK(drawn > 10);
}
