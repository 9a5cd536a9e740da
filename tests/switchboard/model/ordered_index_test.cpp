#include "switchboard/model/ordered_index.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

namespace rapport::switchboard {
namespace {

void check_equal(const OrderedIndex<int>& index, const std::set<int>& naive) {
  REQUIRE(index.size() == naive.size());
  auto expected = naive.begin();
  for (auto cursor = index.begin(); !index.is_end(cursor); index.advance(cursor))
    REQUIRE(index.at(cursor) == *expected++);
  REQUIRE(expected == naive.end());
}

TEST_CASE("an ordered index is a sorted set with ranks") {
  // Few values stay in one row, many spread over rows; queues are used at their ends, and so half of this is.
  for (const int range : {20, 300, 5'000}) {
    std::mt19937 random(static_cast<unsigned>(range));
    OrderedIndex<int> index;
    std::set<int> naive;
    for (int i = 0; i < 20'000; ++i) {
      const int value = static_cast<int>(random()) % range;
      const bool is_end = random() % 2 == 0;
      const bool is_growing = i / 4'000 % 2 == 0;
      if (random() % 10 < (is_growing ? 7 : 3)) {
        const int key = is_end && !naive.empty() ? *naive.rbegin() + 1 : value;
        if (naive.insert(key).second) index.insert(key);
      } else if (!naive.empty()) {
        const auto found = is_end ? naive.begin() : naive.lower_bound(value);
        if (found == naive.end()) continue;
        index.erase(*found);
        naive.erase(found);
      }
      if (!naive.empty()) REQUIRE(index.front() == *naive.begin());
      REQUIRE(index.contains(value) == (naive.count(value) > 0));
      if (i % 50 == 0) {
        REQUIRE(index.rank(value) ==
                static_cast<std::size_t>(std::distance(naive.begin(), naive.lower_bound(value))));
        check_equal(index, naive);
      }
    }
    index.clear();
    check_equal(index, {});
  }
}

}  // namespace
}  // namespace rapport::switchboard
