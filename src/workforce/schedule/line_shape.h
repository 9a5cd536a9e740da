// LineShape: what every search for one person's line reads, worked out once from rules and moves: which runs
// of days may follow each other, which limits can bind at all, and which states the estimate's table holds.
// Immutable after it was made, shared by all threads that search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "workforce/schedule/line_rules.h"
#include "workforce/schedule/line_table.h"

namespace rapport::workforce::schedule {

struct LineShape {
  LineShape(LineRules rules, std::vector<std::vector<Move>> moves);

  // Days in a row and days off in a row, as one small number. The next one after work and after a day off;
  // -1: not allowed.
  struct Streak {
    std::int16_t after_work = -1;
    std::int16_t after_off = -1;
  };

  const Move& move(std::size_t day, std::int32_t index) const {
    return moves[day][static_cast<std::size_t>(index)];
  }
  const Streak& streak(std::int32_t number) const { return streaks[static_cast<std::size_t>(number)]; }
  // The counted kind of a move; -1: not counted.
  std::int32_t field_of(const Move& move) const {
    return move.kind < 0 ? -1 : kind_field[static_cast<std::size_t>(move.kind)];
  }
  bool ends_week(std::size_t day) const {
    return day + 1 == moves.size() || rules.week_of[day + 1] != rules.week_of[day];
  }
  bool ends_weekend(std::size_t day) const {
    return rules.weekend_of[day] >= 0 &&
           (day + 1 == moves.size() || rules.weekend_of[day + 1] != rules.weekend_of[day]);
  }

  LineRules rules;
  std::vector<std::vector<Move>> moves;
  std::size_t move_count = 0;

  std::vector<Streak> streaks;
  std::int16_t first_streak = 0;
  std::int32_t off_from = 0;  // streaks above it: off

  bool has_week = false, has_week_min = false;    // a limit on a week's units can bind
  bool has_total = false, has_total_min = false;  // likewise on all of them
  bool has_whole_weekends = true;                 // each is a day or two that follow each other
  std::vector<std::int16_t> kind_field;           // per kind, its number among the counted; -1: cannot bind
  std::vector<std::int32_t> field_max;            // of the counted kinds
  std::vector<std::vector<std::int32_t>> group;   // per day and move: alike but for start, rest and cost
  std::int32_t groups = 0;

  // Of the estimate (line_estimate.h): all states, and of long lines those that matter.
  LineTable table;
  std::optional<LineTable> corridor;

  std::int32_t units_day_max = 0;  // of the longest shift
  // At most so many units from that day on; far below 0: the line cannot be brought to an end.
  std::int32_t units_left_max(std::size_t day, std::int32_t streak) const {
    return units_left_[day * streaks.size() + static_cast<std::size_t>(streak)];
  }
  // At most so many units before that day; below 0: nobody comes to the day with that streak.
  std::int32_t units_had_max(std::size_t day, std::int32_t streak) const {
    return units_had_[day * streaks.size() + static_cast<std::size_t>(streak)];
  }
  // At most so many units of its week before that day.
  std::int32_t week_units_had_max(std::size_t day) const { return week_units_had_[day]; }

 private:
  void make_streaks();
  void find_limits();
  void count_kinds();
  void make_groups();
  void make_units_had();
  void make_units_left();

  std::vector<std::int32_t> units_left_;  // per day and streak
  std::vector<std::int32_t> units_had_;   // likewise
  std::vector<std::int32_t> week_units_had_;
};

}  // namespace rapport::workforce::schedule
