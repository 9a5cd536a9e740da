#include "workforce/schedule/line_table.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "workforce/schedule/line_shape.h"

namespace rapport::workforce::schedule {
namespace {

// States in all; beyond, the units altogether are left out.
constexpr std::int64_t states_max = 6'000'000;
// Of many days: there prices do instead.
constexpr std::int64_t long_states_max = 500'000;
constexpr std::int32_t long_days = 60;
// Of a day: rests and weekends are left out beyond.
constexpr std::int64_t day_states_max = 8'000;
// Of all days of a long line: beyond, prices could not be found in the time there is
// (line_estimate_prices.cpp).
constexpr std::int64_t long_all_states_max = 900'000;
constexpr std::int32_t ranks_max = 12;
constexpr std::int32_t weekends_known_max = 30;

// How far from what is due a line of a corridor may be: the longest shifts, and weekends. The widest that
// fits.
struct Width {
  double shifts;
  std::int32_t weekends;
};
constexpr std::array<Width, 4> widths = {{{4, 6}, {3, 5}, {2, 4}, {1.5, 3}}};
constexpr std::int64_t corridor_states_max = 6'000'000;

double part_of(std::int32_t whole, double part) {
  return static_cast<double>(whole) * part;
}

class Corridor {
 public:
  Corridor(const LineShape& shape, const Width& width) : shape_(shape), width_(width) {
    table_.week_dim = shape.table.week_dim;
    table_.total_from.assign(shape.moves.size() + 1, 0);
    table_.weekends_from.assign(shape.moves.size() + 1, 0);
    if (shape.has_total) hold_totals();
    if (shape.rules.weekends_max != no_limit) hold_weekends();
  }

  // Nothing when it holds nothing, or too much.
  std::optional<LineTable> table() && {
    if (table_.total_dim == 1 && table_.weekend_dim == 1) return std::nullopt;
    const auto states =
        static_cast<std::int64_t>(table_.block_size() * shape_.streaks.size() * (shape_.moves.size() + 1));
    if (states > corridor_states_max) return std::nullopt;
    return std::move(table_);
  }

 private:
  std::int32_t had_max(std::size_t day) const {
    std::int32_t most = 0;
    for (std::int32_t streak = 0; streak < static_cast<std::int32_t>(shape_.streaks.size()); ++streak)
      most = std::max(most, shape_.units_had_max(day, streak));
    return most;
  }

  // What is due by a day grows as what could be worked by then does, so days off count for nothing.
  void hold_totals() {
    const std::size_t days = shape_.moves.size();
    const std::int32_t all = had_max(days);
    const std::int32_t most = std::min(shape_.rules.total_max, all);
    const double slack = width_.shifts * shape_.units_day_max;
    for (std::size_t day = 0; day <= days; ++day) {
      const double part = static_cast<double>(had_max(day)) / std::max(1, all);
      const auto low = static_cast<std::int32_t>(part_of(shape_.rules.total_min, part) - slack);
      const auto high = std::min(most, static_cast<std::int32_t>(part_of(most, part) + slack));
      table_.total_from[day] = std::max(0, low);
      table_.total_dim = std::max(table_.total_dim, high - table_.total_from[day] + 1);
    }
  }

  // The most that is due by the end of the next weekend, and somewhat fewer: having fewer is no harm.
  void hold_weekends() {
    const std::size_t days = shape_.moves.size();
    std::int32_t weekends = 0, ended = 0;
    for (std::size_t day = 0; day < days; ++day)
      weekends += shape_.ends_weekend(day) ? 1 : 0;
    const std::int32_t most = shape_.rules.weekends_max;
    if (most >= weekends) return;
    for (std::size_t day = 0; day <= days; ++day) {
      const double part = static_cast<double>(ended + 1) / weekends;
      const std::int32_t high = std::min(most, static_cast<std::int32_t>(std::ceil(part_of(most, part))) + 1);
      table_.weekends_from[day] = std::max(0, high - width_.weekends + 1);
      if (day < days && shape_.ends_weekend(day)) ++ended;
    }
    table_.weekend_dim = 2 * std::min(most + 1, width_.weekends);
  }

  const LineShape& shape_;
  const Width& width_;
  LineTable table_;
};

}  // namespace

LineTable whole_table(const LineShape& shape, std::int32_t week_limit, std::int32_t total_limit) {
  const LineRules& rules = shape.rules;
  const auto streaks = static_cast<std::int64_t>(shape.streaks.size());
  LineTable table;
  table.total_from.assign(shape.moves.size() + 1, 0);
  table.weekends_from.assign(shape.moves.size() + 1, 0);
  if (shape.has_week) table.week_dim = week_limit + 1;
  if (shape.has_total) table.total_dim = std::max(total_limit, 0) + 1;
  std::int64_t states = static_cast<std::int64_t>(table.week_dim) * table.total_dim * streaks;
  if (states * rules.days > (rules.days > long_days ? long_states_max : states_max)) {
    states /= table.total_dim;
    table.total_dim = 1;
  }
  const std::int64_t day_states =
      rules.days > long_days ? std::min(day_states_max, long_all_states_max / rules.days) : day_states_max;
  std::int32_t rank_max = 0;
  for (const auto& day : shape.moves)
    for (const Move& move : day)
      rank_max = std::max({rank_max, move.ready, move.ready_other > 0 ? ranks_max : 0});
  const std::int32_t day_slots_min = *std::min_element(rules.day_slots.begin(), rules.day_slots.end());
  if (rank_max < ranks_max && rank_max <= day_slots_min && rules.ready == 0 && rules.ready_other == 0 &&
      states * (rank_max + 1) <= day_states)
    table.ready_dim = rank_max + 1;
  states *= table.ready_dim;
  const bool is_few = rules.weekends_max < weekends_known_max;
  if (is_few && states * 2 * (rules.weekends_max + 1) <= day_states)
    table.weekend_dim = 2 * (rules.weekends_max + 1);
  return table;
}

std::optional<LineTable> corridor_table(const LineShape& shape) {
  const bool leaves_out = (shape.has_total && shape.table.total_dim == 1) ||
                          (shape.rules.weekends_max != no_limit && shape.table.weekend_dim == 1);
  if (shape.rules.days <= long_days || !leaves_out) return std::nullopt;
  for (const Width& width : widths)
    if (auto table = Corridor(shape, width).table()) return table;
  return std::nullopt;
}

}  // namespace rapport::workforce::schedule
