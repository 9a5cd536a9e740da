#include "workforce/requests/bid.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace rapport::workforce {
namespace {

using Wishes = std::vector<std::vector<std::size_t>>;

}  // namespace

TEST_CASE("who chooses first is who is there longest, best or was worst off, and ties go by number") {
  const std::vector<Bidder> agents{{{11}, "2020-01-01", 3}, {{12}, "", 5}, {{13}, "2018-01-01", 3}};
  CHECK(turns_of(BidOrder::seniority, agents, {}) == std::vector<std::size_t>{2, 0, 1});
  CHECK(turns_of(BidOrder::performance, agents, {}) == std::vector<std::size_t>{1, 0, 2});
  CHECK(turns_of(BidOrder::fairness, agents, {{{12}, 1.0}, {{13}, 2.5}}) ==
        std::vector<std::size_t>{2, 1, 0});
}

TEST_CASE("two who wish each other's lines have them, and the first of three gets the dearest wish") {
  CHECK(award_lines({0, 1}, Wishes{{1}, {0}}) == std::vector<std::size_t>{1, 0});
  // In a ring, although no two of them would swap.
  CHECK(award_lines({0, 1, 2}, Wishes{{1}, {2}, {0}}) == std::vector<std::size_t>{1, 2, 0});
  // Both wish the third's line; the third wishes the first's.
  CHECK(award_lines({0, 1, 2}, Wishes{{2}, {2, 0}, {0}}) == std::vector<std::size_t>{2, 1, 0});
}

TEST_CASE("nobody loses their line to somebody whose line they do not wish") {
  CHECK(award_lines({0, 1}, Wishes{{1}, {}}) == std::vector<std::size_t>{0, 1});
  CHECK(award_lines({0, 1, 2}, Wishes{{1, 2}, {}, {0}}) == std::vector<std::size_t>{2, 1, 0});
}

TEST_CASE("everybody has one line, wished or their own, and each in turn the dearest that is possible") {
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    const std::size_t count = 2 + random() % 4;
    Wishes may(count);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t wish = 0; wish < count; ++wish)
        if (wish != i && random() % 2 == 0) may[i].push_back(wish);
    for (auto& wishes : may)
      std::shuffle(wishes.begin(), wishes.end(), random);
    std::vector<std::size_t> turns(count);
    for (std::size_t i = 0; i < count; ++i)
      turns[i] = i;
    std::shuffle(turns.begin(), turns.end(), random);
    // All ways in which everybody has a wish or their own; the first of the turns chooses the best for them
    // of all ways, the second of those that are left, and so on.
    const auto rank = [&](std::size_t bidder, std::size_t line) {
      const auto found = std::find(may[bidder].begin(), may[bidder].end(), line);
      if (found != may[bidder].end()) return static_cast<std::size_t>(found - may[bidder].begin());
      return line == bidder ? may[bidder].size() : std::size_t{99};
    };
    std::vector<std::size_t> lines(count), best;
    for (std::size_t i = 0; i < count; ++i)
      lines[i] = i;
    do {
      const auto is_possible = [&] {
        for (std::size_t i = 0; i < count; ++i)
          if (rank(i, lines[i]) == 99) return false;
        return true;
      }();
      if (!is_possible) continue;
      const auto is_better = [&] {
        for (const std::size_t bidder : turns)
          if (rank(bidder, lines[bidder]) != rank(bidder, best[bidder]))
            return rank(bidder, lines[bidder]) < rank(bidder, best[bidder]);
        return false;
      };
      if (best.empty() || is_better()) best = lines;
    } while (std::next_permutation(lines.begin(), lines.end()));
    CAPTURE(round);
    CHECK(award_lines(turns, may) == best);
  }
}

}  // namespace rapport::workforce
