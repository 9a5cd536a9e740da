#include "workforce/schedule/line_shape.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace rapport::workforce::schedule {
namespace {

// -1: nothing may be done on the day.
std::int32_t most_units(const std::vector<Move>& day) {
  std::int32_t most = -1;
  for (const Move& move : day)
    most = std::max(most, move.units);
  return most;
}

}  // namespace

LineShape::LineShape(LineRules its_rules, std::vector<std::vector<Move>> its_moves)
    : rules(std::move(its_rules)), moves(std::move(its_moves)) {
  RAPPORT_CHECK(rules.days > 0 && static_cast<std::size_t>(rules.days) == moves.size());
  RAPPORT_CHECK(rules.kind_max.size() <= kinds_max && rules.may_not_follow.size() < 0x7f);
  for (const auto& day : moves)
    move_count += day.size();
  make_streaks();
  find_limits();
  count_kinds();
  make_groups();
  make_units_had();
  make_units_left();
  corridor = corridor_table(*this);
}

void LineShape::make_streaks() {
  const auto code = [](std::int32_t n) { return static_cast<std::int16_t>(n); };
  const std::int32_t works = rules.row_max == no_limit ? std::max(rules.row_min, 1) : rules.row_max;
  const std::int32_t offs = std::max(rules.off_min, 1);
  // 0: not known; 1..works: in a row; then in a row since before the first day; then off.
  const std::int32_t open_from = works;
  off_from = 2 * works;
  streaks.assign(static_cast<std::size_t>(1 + 2 * works + offs), {});
  streaks[0] = {code(open_from + 1), code(off_from + offs)};
  for (std::int32_t n = 1; n <= works; ++n) {
    const bool may_go_on = n < works || rules.row_max == no_limit;
    const std::int32_t next = std::min(n + 1, works);
    streaks[static_cast<std::size_t>(n)] = {may_go_on ? code(next) : code(-1),
                                            n >= rules.row_min ? code(off_from + 1) : code(-1)};
    streaks[static_cast<std::size_t>(open_from + n)] = {
        may_go_on ? code(next >= rules.row_min ? next : open_from + next) : code(-1), code(off_from + 1)};
  }
  for (std::int32_t n = 1; n <= offs; ++n)
    streaks[static_cast<std::size_t>(off_from + n)] = {n >= offs ? code(1) : code(-1),
                                                       code(off_from + std::min(n + 1, offs))};
  if (rules.days_in_row > 0)
    first_streak = code(std::min(rules.days_in_row, works));
  else if (rules.days_off_in_row > 0)
    first_streak = code(off_from + std::min(rules.days_off_in_row, offs));
}

void LineShape::find_limits() {
  std::int32_t week_units_max = 0, total_units_max = 0, in_week = 0;
  for (std::size_t day = 0; day < moves.size(); ++day) {
    if (day > 0 && rules.week_of[day] != rules.week_of[day - 1]) in_week = 0;
    const std::int32_t most = std::max(0, most_units(moves[day]));
    units_day_max = std::max(units_day_max, most);
    in_week += most;
    total_units_max += most;
    week_units_max = std::max(week_units_max, in_week);
  }
  for (std::size_t day = 2; day < rules.weekend_of.size(); ++day)
    if (rules.weekend_of[day] >= 0)
      for (std::size_t before = 0; before + 1 < day; ++before)
        if (rules.weekend_of[before] == rules.weekend_of[day]) has_whole_weekends = false;
  std::int32_t week_limit = 0;
  for (std::size_t week = 0; week < rules.week_max.size(); ++week) {
    has_week_min = has_week_min || rules.week_min[week] > 0;
    has_week = has_week || rules.week_min[week] > 0 || rules.week_max[week] < week_units_max;
    week_limit = std::max(week_limit, std::min(rules.week_max[week], week_units_max));
  }
  has_total_min = rules.total_min > 0;
  has_total = has_total_min || rules.total_max < total_units_max;
  RAPPORT_CHECK(week_limit < 0x7fff && total_units_max < 0x7fff);
  table = whole_table(*this, week_limit, std::min(rules.total_max, total_units_max));
}

// A kind whose limit is above what the days hold binds nobody.
void LineShape::count_kinds() {
  for (const std::int32_t limit : rules.kind_max) {
    const bool may_bind = limit < rules.days;
    kind_field.push_back(may_bind ? static_cast<std::int16_t>(field_max.size()) : std::int16_t{-1});
    if (may_bind) field_max.push_back(limit);
  }
}

void LineShape::make_groups() {
  std::vector<std::array<std::int32_t, 5>> known;
  for (const auto& day : moves) {
    auto& numbers = group.emplace_back();
    for (const Move& move : day) {
      const std::array<std::int32_t, 5> key{move.units, field_of(move), move.is_night ? 1 : 0,
                                            move.is_unpopular ? 1 : 0, move.order};
      const auto found = std::find(known.begin(), known.end(), key);
      numbers.push_back(static_cast<std::int32_t>(found - known.begin()));
      if (found == known.end()) known.push_back(key);
    }
  }
  groups = static_cast<std::int32_t>(known.size());
}

void LineShape::make_units_had() {
  const std::size_t width = streaks.size();
  units_had_.assign((moves.size() + 1) * width, -1);
  units_had_[static_cast<std::size_t>(first_streak)] = 0;
  week_units_had_.assign(moves.size() + 1, 0);
  for (std::size_t day = 0; day < moves.size(); ++day) {
    const std::int32_t most = most_units(moves[day]);
    if (!ends_week(day)) week_units_had_[day + 1] = week_units_had_[day] + std::max(most, 0);
    for (std::size_t from = 0; from < width; ++from) {
      const std::int32_t had = units_had_[day * width + from];
      if (had < 0) continue;
      const auto reach = [&](std::int16_t streak, std::int32_t units) {
        if (streak < 0) return;
        auto& most_there = units_had_[(day + 1) * width + static_cast<std::size_t>(streak)];
        most_there = std::max(most_there, units);
      };
      reach(streaks[from].after_off, had);
      if (most >= 0) reach(streaks[from].after_work, had + most);
    }
  }
}

void LineShape::make_units_left() {
  constexpr std::int32_t impossible = -1'000'000;
  const std::size_t width = streaks.size();
  units_left_.assign((moves.size() + 1) * width, 0);
  for (std::size_t day = moves.size(); day-- > 0;) {
    const std::int32_t most = most_units(moves[day]);
    for (std::size_t from = 0; from < width; ++from) {
      std::int32_t best = impossible;
      if (const auto next = streaks[from].after_off; next >= 0) best = units_left_max(day + 1, next);
      if (const auto next = streaks[from].after_work; next >= 0 && most >= 0)
        best = std::max(best, most + units_left_max(day + 1, next));
      units_left_[day * width + from] = best;
    }
  }
}

}  // namespace rapport::workforce::schedule
