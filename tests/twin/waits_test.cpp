#include "twin/waits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "twin/armed_timers.h"
#include "twin/random.h"
#include "twin/window.h"

using namespace rapport::twin;

namespace {

std::int64_t nearest_rank(std::vector<std::int64_t> values, std::size_t percent) {
  std::sort(values.begin(), values.end());
  return values[std::max<std::size_t>((values.size() * percent + 99) / 100, 1) - 1];
}

}  // namespace

TEST_CASE("few waits have exact percentiles, many are within half a percent, the longest is always exact") {
  for (const std::size_t count : {std::size_t{1}, std::size_t{100}, Waits::exact_max, std::size_t{30'000}}) {
    Random random(3, Stream::talk, 1, count);
    Waits waits;
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < count; ++i) {
      const double unit = random.unit();
      values.push_back(i % 3 == 0 ? 0 : static_cast<std::int64_t>(unit * unit * unit * 3.6e9));
      waits.add(values.back());
    }
    CHECK(waits.count() == static_cast<std::int64_t>(count));
    for (const std::size_t percent : {std::size_t{1}, std::size_t{50}, std::size_t{90}, std::size_t{95}}) {
      const std::int64_t expected = nearest_rank(values, percent);
      const auto found = waits.percentile_us(static_cast<std::int64_t>(percent));
      REQUIRE(found);
      if (count <= Waits::exact_max)
        CHECK(*found == expected);
      else
        CHECK(static_cast<double>(*found) == doctest::Approx(static_cast<double>(expected)).epsilon(0.005));
    }
    CHECK(waits.percentile_us(100) == nearest_rank(values, 100));
  }
  CHECK(!Waits().percentile_us(50));
}

TEST_CASE("waits of several intervals together have the percentiles of all") {
  Random random(4, Stream::talk, 1, 0);
  Waits many, few, all;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 9'000; ++i) {
    values.push_back(static_cast<std::int64_t>(random.unit() * 1e8));
    (i < 8'000 ? many : few).add(values.back());
  }
  all.add(few);
  all.add(many);
  CHECK(all.count() == 9'000);
  CHECK(static_cast<double>(*all.percentile_us(90)) ==
        doctest::Approx(static_cast<double>(nearest_rank(values, 90))).epsilon(0.005));
  Waits twice;
  twice.add(few);
  twice.add(few);
  CHECK(twice.percentile_us(50) == few.percentile_us(50));
}

TEST_CASE("a window forgets in any order and never mistakes one for another") {
  Window<std::size_t> window;
  Random random(5, Stream::talk, 1, 0);
  std::set<std::size_t> naive;
  for (std::size_t i = 0; i < 5'000; ++i) {
    CHECK(window.append(i) == i);
    naive.insert(i);
    while (naive.size() > 20 && random.unit() < 0.9) {
      auto one = naive.begin();
      std::advance(one, static_cast<std::ptrdiff_t>(random.unit() * static_cast<double>(naive.size())));
      window.forget(*one);
      CHECK(window.find(*one) == nullptr);
      naive.erase(one);
    }
  }
  CHECK(window.size() == 5'000);
  CHECK(window.find(5'000) == nullptr);
  for (const std::size_t one : naive) {
    REQUIRE(window.find(one) != nullptr);
    CHECK(*window.find(one) == one);
  }
  std::set<std::size_t> seen;
  window.each([&](std::size_t one) { seen.insert(one); });
  CHECK(seen == naive);
}

TEST_CASE("a timer fires once, and not after it was taken back") {
  ArmedTimers timers;
  timers.arm({1});
  timers.arm({9'000});
  CHECK(timers.is_armed({9'000}));
  CHECK(!timers.is_armed({2}));
  CHECK(timers.disarm({1}));
  CHECK(!timers.disarm({1}));
  CHECK(timers.disarm({9'000}));
  CHECK(!timers.is_armed({9'000}));
  timers.arm({9'000});
  CHECK(timers.is_armed({9'000}));
}
