#include "workforce/schedule/line_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

using namespace rapport::workforce::schedule;

namespace {

constexpr std::int32_t year_days = 364;

// A year of two weeks' work in four weeks on half of all weekends, with six per cent between the least and
// the most: early, middle and late shifts of several lengths, and nights, of which a year has 52 at most.
struct YearOfWork {
  LineRules rules;
  std::vector<std::vector<Move>> moves;

  explicit YearOfWork(std::mt19937& random) {
    constexpr std::array<std::int32_t, 6> units = {4, 4, 5, 6, 3, 4};
    rules.days = year_days;
    rules.row_min = 2;
    rules.row_max = 5;
    rules.off_min = 2;
    rules.total_min = 884;
    rules.total_max = 936;
    rules.weekends_max = 26;
    rules.week_min.assign(52, 0);
    rules.week_max.assign(52, no_limit);
    rules.week_days_max.assign(52, 7);
    rules.kind_max = {182, 182, 182, 182, 182, 52};
    std::size_t day_off = random() % 14;
    for (std::size_t day = 0; day < year_days; ++day) {
      rules.week_of.push_back(static_cast<std::int32_t>(day / 7));
      rules.weekend_of.push_back(day % 7 >= 5 ? static_cast<std::int32_t>(day / 7) : -1);
      rules.day_slots.push_back(1'000);
      auto& all = moves.emplace_back();
      if (day == day_off) {
        day_off += 14 + random() % 14;
        continue;
      }
      for (std::int32_t kind = 0; kind < 6; ++kind) {
        Move move;
        move.units = units[static_cast<std::size_t>(kind)];
        move.start = kind;
        move.ready = kind >= 4 ? kind : 0;
        move.kind = static_cast<std::int8_t>(kind);
        all.push_back(move);
      }
    }
  }

  // Said the slow way.
  void check(const std::vector<std::int32_t>& line) const {
    std::int32_t total = 0, row = 0, off = 0;
    std::array<std::int32_t, 6> kinds{};
    std::vector<bool> weekends(52, false);
    const Move* before = nullptr;
    for (std::size_t day = 0; day < line.size(); ++day) {
      const Move* now = line[day] < 0 ? nullptr : &moves[day][static_cast<std::size_t>(line[day])];
      if (now) {
        total += now->units;
        ++kinds[static_cast<std::size_t>(now->kind)];
        if (day % 7 >= 5) weekends[day / 7] = true;
        if (before) CHECK(now->start >= before->ready);
        if (row == 0 && static_cast<std::int32_t>(day) > off) CHECK(off >= rules.off_min);
        CHECK(++row <= rules.row_max);
        off = 0;
      } else {
        // The first run may have begun before the first day.
        if (row > 0 && static_cast<std::int32_t>(day) > row) CHECK(row >= rules.row_min);
        row = 0;
        ++off;
      }
      before = now;
    }
    CHECK(total >= rules.total_min);
    CHECK(total <= rules.total_max);
    CHECK(std::count(weekends.begin(), weekends.end(), true) <= rules.weekends_max);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
      CHECK(kinds[kind] <= rules.kind_max[kind]);
  }
};

}  // namespace

TEST_CASE("a year's line is found within tight totals, whatever is wanted most") {
  std::mt19937 random(11);
  LineSearch::Workspace workspace;
  for (int round = 0; round < 4; ++round) {
    const YearOfWork year(random);
    const LineSearch search(year.rules, year.moves);
    REQUIRE(search.move_count() > 2'000);
    std::vector<double> costs;
    for (const auto& day : year.moves)
      for (const Move& move : day) {
        const double chance = static_cast<double>(random() % 20);
        // As many shifts as there can be; then nights above all, more than there may be; then hardly any
        // work.
        costs.push_back(round == 0   ? -100
                        : round == 1 ? (move.kind == 5 ? -300 : -50) - chance
                        : round == 2 ? 50 + chance
                                     : -100 + 10 * chance);
      }
    INFO("round " << round);
    const LineFound found = search.best(costs, workspace, 10'000);
    REQUIRE(found.is_found);
    CHECK(found.at_least <= found.cost + 1e-6);
    year.check(found.move);
  }
}
