#include "workforce/schedule/line_estimate.h"

#include <algorithm>

namespace rapport::workforce::schedule {

LineEstimate::LineEstimate(const LineShape& shape, const LineMoves& moves, LineWorkspace& space)
    : shape_(shape), moves_(moves), space_(space), table_(&shape.table) {
  prices_.kind.assign(shape.field_max.size(), 0);
}

std::size_t LineEstimate::index_of(std::size_t day, const State& state) const {
  const auto at = [](std::int32_t value) { return static_cast<std::size_t>(value); };
  std::size_t index = day * shape_.streaks.size() + at(state.streak);
  index = index * at(table_->week_dim) + at(state.week);
  index = index * at(table_->total_dim) + at(state.total);
  index = index * at(table_->ready_dim) + at(state.ready);
  return index * at(table_->weekend_dim) + at(state.weekend);
}

double* LineEstimate::block_of(std::size_t day, std::int32_t streak) const {
  return space_.left.data() + (day * shape_.streaks.size() + static_cast<std::size_t>(streak)) * block_size();
}

std::int32_t LineEstimate::week_max_of(std::size_t day) const {
  return std::min(table_->week_dim - 1,
                  shape_.rules.week_max[static_cast<std::size_t>(shape_.rules.week_of[day])]);
}

void LineEstimate::make() {
  table_ = &shape_.table;
  fill();
  at_least_ = std::max(at_least_, root());
}

void LineEstimate::make_in_corridor() {
  table_ = &*shape_.corridor;
  fill();
}

void LineEstimate::fill() {
  const std::size_t days = shape_.moves.size();
  space_.left.assign((days + 1) * shape_.streaks.size() * block_size(), never);
  make_end();
  for (std::size_t day = days; day-- > 0;)
    make_day(day);
}

void LineEstimate::make_end() {
  const std::size_t days = shape_.moves.size();
  const std::int32_t total_from = table_->total_from[days];
  State state;
  for (state.streak = 0; state.streak < static_cast<std::int32_t>(shape_.streaks.size()); ++state.streak)
    for (state.total = 0; state.total < table_->total_dim; ++state.total)
      if (table_->total_dim == 1 || (total_from + state.total >= shape_.rules.total_min &&
                                     total_from + state.total <= shape_.rules.total_max))
        for (state.ready = 0; state.ready < table_->ready_dim; ++state.ready)
          for (state.weekend = 0; state.weekend < table_->weekend_dim; ++state.weekend)
            space_.left[index_of(days, state)] = 0;
}

// Whole blocks at once: this is where a search spends its time. States that nobody comes to stay at `never`.
void LineEstimate::make_day(std::size_t day) {
  find_cheapest(day);
  const std::size_t size = block_size();
  const double* after = closed(day);
  const double* after_work = worked(day, after);
  const Choice off{0, table_->ready_dim, 0, -1, 0};  // whatever rest there was to be, it is over
  for (std::int32_t streak = 0; streak < static_cast<std::int32_t>(shape_.streaks.size()); ++streak) {
    if (shape_.units_had_max(day, streak) < 0) continue;
    const LineShape::Streak& next = shape_.streak(streak);
    if (next.after_off >= 0)
      step_on(day, streak, off, 0, after + static_cast<std::size_t>(next.after_off) * size);
    if (next.after_work < 0) continue;
    State state;
    state.streak = streak;
    const double extra = prices_weekends() && starts_weekend(day, state) ? prices_.weekend : 0;
    const double* from = after_work + static_cast<std::size_t>(next.after_work) * size;
    for (const Choice& choice : cheapest_)
      step_on(day, streak, choice, extra, from);
  }
}

// What follows the day as its end is, before weeks and weekends that end with it are closed.
const double* LineEstimate::closed(std::size_t day) const {
  const bool ends_week = table_->week_dim > 1 && shape_.ends_week(day);
  const bool ends_weekend = table_->weekend_dim > 1 && shape_.ends_weekend(day);
  const double* next = block_of(day + 1, 0);
  if (!ends_week && !ends_weekend) return next;
  const std::size_t size = block_size(), weeks = static_cast<std::size_t>(table_->week_dim);
  const auto run = static_cast<std::size_t>(table_->weekend_dim);
  const std::size_t in_week = size / weeks;
  const auto week_min = static_cast<std::size_t>(
      std::max(0, shape_.rules.week_min[static_cast<std::size_t>(shape_.rules.week_of[day])]));
  // Where the numbers of weekends are found after the day; fewer than the table holds count as its least.
  std::vector<std::size_t> weekend_at(run);
  const auto up = static_cast<std::size_t>(table_->weekends_from[day + 1] - table_->weekends_from[day]);
  for (std::size_t at = 0; at < run; ++at)
    weekend_at[at] = ends_weekend ? 2 * (at / 2 - std::min(at / 2, up)) : at;
  space_.closed.assign(size * shape_.streaks.size(), never);
  for (std::size_t streak = 0; streak < shape_.streaks.size(); ++streak)
    for (std::size_t week = 0; week < weeks; ++week) {
      if (ends_week && week < week_min) continue;
      const double* from = next + streak * size + (ends_week ? 0 : week * in_week);
      double* out = space_.closed.data() + streak * size + week * in_week;
      for (std::size_t first = 0; first < in_week; first += run)
        for (std::size_t at = 0; at < run; ++at)
          out[first + at] = from[first + weekend_at[at]];
    }
  return space_.closed.data();
}

// The same after work, which takes the weekend.
const double* LineEstimate::worked(std::size_t day, const double* after) const {
  if (table_->weekend_dim == 1 || shape_.rules.weekend_of[day] < 0) return after;
  const std::size_t all = block_size() * shape_.streaks.size();
  const auto run = static_cast<std::size_t>(table_->weekend_dim);
  const std::int32_t from = table_->weekends_from[day];
  space_.worked.resize(all);
  std::vector<double> extra;  // of one more, by how many there were
  for (std::int32_t had = from; 2 * (had - from) < table_->weekend_dim; ++had)
    extra.push_back(had < shape_.rules.weekends_max && 2 * (had - from) + 3 < table_->weekend_dim
                        ? shape_.rules.weekend_cost * (2 * had + 1)
                        : never);
  for (std::size_t first = 0; first < all; first += run)
    for (std::size_t had = 0; 2 * had < run; ++had) {
      const std::size_t at = first + 2 * had;
      space_.worked[at] = extra[had] < never ? after[at + 3] + extra[had] : never;
      space_.worked[at + 1] = after[at + 1];
    }
  return space_.worked.data();
}

// What the choice makes better in the day's block of a streak; `from`: the block that follows it.
void LineEstimate::step_on(std::size_t day, std::int32_t streak, const Choice& choice, double extra,
                           const double* from) const {
  const double cost = extra + choice.cost;
  const auto better = [cost](double* to, const double* of, std::int32_t count) {
    for (std::int32_t i = 0; i < count; ++i)
      to[i] = std::min(to[i], cost + of[i]);
  };
  const std::int32_t run = table_->weekend_dim, in_total = run * table_->ready_dim;
  const std::int32_t in_week = in_total * table_->total_dim;
  double* out = block_of(day, streak);
  const std::int32_t up_week = table_->week_dim > 1 ? choice.units : 0;
  const std::int32_t week_to =
      table_->week_dim > 1 ? std::min(week_max_of(day) - up_week, shape_.week_units_had_max(day)) : 0;
  if (table_->total_dim == 1 && table_->ready_dim == 1) {
    better(out, from + up_week * in_week, (week_to + 1) * in_week);
    return;
  }
  std::int32_t total_from = 0, total_to = 0, up_total = 0;
  if (table_->total_dim > 1) {
    const std::int32_t first = table_->total_from[day];
    up_total = choice.units + first - table_->total_from[day + 1];
    total_from =
        std::max({0, -up_total, shape_.rules.total_min - shape_.units_left_max(day, streak) - first});
    total_to = std::min(
        {table_->total_dim - 1, table_->total_dim - 1 - up_total, shape_.units_had_max(day, streak) - first});
  }
  for (std::int32_t week = 0; week <= week_to; ++week) {
    double* to = out + week * in_week;
    const double* of = from + (week + up_week) * in_week + up_total * in_total;
    if (table_->ready_dim == 1) {
      better(to + total_from * in_total, of + total_from * in_total, (total_to - total_from + 1) * in_total);
      continue;
    }
    for (std::int32_t total = total_from; total <= total_to; ++total)
      for (std::int32_t ready = 0; ready <= std::min(choice.start, table_->ready_dim - 1); ++ready)
        better(to + total * in_total + ready * run, of + total * in_total + choice.ready * run, run);
  }
}

// The next day's state: weeks and weekends that end are closed. False: not allowed.
bool LineEstimate::closes(std::size_t day, State& state) const {
  if (table_->week_dim > 1 && shape_.ends_week(day)) {
    if (state.week < shape_.rules.week_min[static_cast<std::size_t>(shape_.rules.week_of[day])]) return false;
    state.week = 0;
  }
  if (table_->weekend_dim > 1 && shape_.ends_weekend(day)) state.weekend &= ~1;
  return true;
}

// What is best to be done on the day by the whole table; REQUIRES: find_cheapest(day).
LineEstimate::Step LineEstimate::cheapest_step(std::size_t day, const State& state) const {
  const LineRules& rules = shape_.rules;
  const LineShape::Streak& next = shape_.streak(state.streak);
  double best = never;
  Step step{-1, state};
  const auto take = [&](std::int32_t move, double cost, State after) {
    if (!closes(day, after)) return;
    cost += space_.left[index_of(day + 1, after)];
    if (cost >= best) return;
    best = cost;
    step = {move, after};
  };
  if (next.after_off >= 0) {
    State after = state;
    after.streak = next.after_off;
    after.ready = 0;
    take(-1, 0, after);
  }
  if (next.after_work < 0) return step;
  State base = state;
  base.streak = next.after_work;
  double extra = prices_weekends() && starts_weekend(day, state) ? prices_.weekend : 0;
  if (table_->weekend_dim > 1 && rules.weekend_of[day] >= 0 && base.weekend % 2 == 0) {
    const std::int32_t had = base.weekend / 2;
    if (had + 1 > rules.weekends_max) return step;
    base.weekend = 2 * (had + 1) + 1;
    extra += rules.weekend_cost * (2 * had + 1);
  }
  for (const Choice& choice : cheapest_) {
    if (choice.start < state.ready) continue;
    State after = base;
    if (table_->week_dim > 1) after.week += choice.units;
    if (table_->total_dim > 1) after.total += choice.units;
    if (table_->week_dim > 1 && after.week > week_max_of(day)) continue;
    if (table_->total_dim > 1 && after.total >= table_->total_dim) continue;
    after.ready = choice.ready;
    take(choice.move, extra + choice.cost, after);
  }
  return step;
}

// Of each number of units (and rest, where it is known) the cheapest move.
void LineEstimate::find_cheapest(std::size_t day) {
  cheapest_.clear();
  const bool has_rest = table_->ready_dim > 1;
  priced_moves_.clear();
  for (const std::int32_t index : has_rest ? moves_.by_cost(day) : moves_.front(day))
    priced_moves_.emplace_back(moves_.cost_of(day, index) + price_of(shape_.move(day, index)), index);
  if (has_prices()) std::sort(priced_moves_.begin(), priced_moves_.end());
  for (const auto& [cost, index] : priced_moves_) {
    const Move& move = shape_.move(day, index);
    const Choice choice{move.units, has_rest ? move.start : 0, has_rest ? move.ready : 0, index, cost};
    if (std::none_of(cheapest_.begin(), cheapest_.end(), [&](const Choice& one) {
          return one.units == choice.units && one.start >= choice.start && one.ready <= choice.ready;
        }))
      cheapest_.push_back(choice);
  }
}

double LineEstimate::root() const {
  State state;
  state.streak = shape_.first_streak;
  const double left = space_.left[index_of(0, state)];
  return left >= never ? never : left + given_back(0, 0) + given_back_of_kinds(LineLabel{});
}

double LineEstimate::left(const LineLabel& label, std::size_t day) const {
  State state;
  state.streak = streak_of(label.exact);
  const std::int32_t total = units_of(label);
  if (shape_.has_total_min && total + shape_.units_left_max(day, state.streak) < shape_.rules.total_min)
    return never;
  if (table_->week_dim > 1) state.week = week_units_of(label);
  if (table_->total_dim > 1) {
    state.total = total - table_->total_from[day];
    if (state.total < 0 || state.total >= table_->total_dim) return never;
  }
  if (table_->ready_dim > 1) state.ready = std::min(wide(label.less[0], ready_field), table_->ready_dim - 1);
  const std::int32_t weekends = narrow(label.less[1], weekends_field);
  if (table_->weekend_dim > 1) {
    state.weekend = 2 * std::max(0, weekends - table_->weekends_from[day]) + (took_of(label.exact) ? 1 : 0);
    if (state.weekend >= table_->weekend_dim) return never;
  }
  const double left = space_.left[index_of(day, state)];
  if (left >= never) return never;
  return left + given_back(total, weekends) + given_back_of_kinds(label);
}

}  // namespace rapport::workforce::schedule
