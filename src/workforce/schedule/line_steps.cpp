#include "workforce/schedule/line_steps.h"

namespace rapport::workforce::schedule {

LineSteps::LineSteps(const LineShape& shape, const LineMoves& moves)
    : shape_(shape), moves_(moves), counts_kind_(shape.field_max.size(), false) {}

LineLabel LineSteps::first() const {
  const LineRules& rules = shape_.rules;
  LineLabel first;
  first.exact = exact_of(0, shape_.first_streak, false, 0, 0);
  first.less[0] = with_wide(with_wide(0, ready_field, rules.ready), other_field, rules.ready_other);
  first.less[1] = with_narrow(with_narrow(0, weekend_row_field, rules.weekends_in_row), night_row_field,
                              rules.nights_in_row);
  return first;
}

void LineSteps::extend(std::size_t day, const LineLabel& old, std::int32_t parent,
                       std::vector<LineLabel>& out) {
  out.clear();
  const std::int32_t ready = wide(old.less[0], ready_field), other = wide(old.less[0], other_field);
  const LineShape::Streak& next = shape_.streak(streak_of(old.exact));
  if (next.after_off >= 0) {
    LineLabel label = old;
    label.move = -1;
    label.exact = with_order(label.exact, -1);
    const std::int32_t slots = shape_.rules.day_slots[day];
    label.less[0] =
        with_wide(with_wide(label.less[0], ready_field, ready - slots), other_field, other - slots);
    label.less[1] = with_narrow(label.less[1], night_row_field, 0);
    finish_day(day, label, next.after_off, took_of(old.exact), week_units_of(old), units_of(old), out);
  }
  if (next.after_work >= 0) {
    const std::vector<std::int32_t>* may = &moves_.front(day);
    if (ready != 0 || other != 0) {
      allowed_.clear();
      moves_.undominated(day, ready, other, allowed_);
      may = &allowed_;
    }
    for (const std::int32_t index : *may)
      work(day, old, index, next.after_work, out);
  }
  for (LineLabel& label : out)
    label.parent = parent;
}

void LineSteps::work(std::size_t day, const LineLabel& old, std::int32_t index, std::int32_t streak,
                     std::vector<LineLabel>& out) const {
  const LineRules& rules = shape_.rules;
  const Move& move = shape_.move(day, index);
  const std::int32_t before = order_of(old.exact);
  if (before >= 0 && move.order >= 0 &&
      rules.may_not_follow[static_cast<std::size_t>(before)][static_cast<std::size_t>(move.order)])
    return;
  const auto week = static_cast<std::size_t>(rules.week_of[day]);
  const std::int32_t in_week = week_units_of(old) + move.units, in_total = units_of(old) + move.units;
  if (shape_.has_week && in_week > rules.week_max[week]) return;
  if (shape_.has_total && in_total > rules.total_max) return;
  LineLabel label = old;
  label.move = index;
  label.cost += moves_.cost_of(day, index);
  std::uint64_t counts = label.less[1];
  if (rules.week_days_max[week] < 7) {
    const std::int32_t days = narrow(counts, week_days_field) + 1;
    if (days > rules.week_days_max[week]) return;
    counts = with_narrow(counts, week_days_field, days);
  }
  bool took = took_of(old.exact);
  if (rules.weekend_of[day] >= 0 && !took) {
    took = true;
    if (!count_weekend(label, counts)) return;
  }
  if (!count_night(move, counts)) return;
  if (move.is_unpopular && rules.unpopular_cost > 0) {
    const std::int32_t had = narrow(counts, unpopular_field);
    label.cost += rules.unpopular_cost * (2 * had + 1);
    counts = with_narrow(counts, unpopular_field, had + 1);
  }
  if (!count_kind(move, label)) return;
  label.exact = with_order(label.exact, move.order);
  label.less[1] = counts;
  label.less[0] = with_wide(with_wide(label.less[0], ready_field, move.ready), other_field, move.ready_other);
  finish_day(day, label, streak, took, in_week, in_total, out);
}

// Closes the day: weeks and weekends that end with it.
void LineSteps::finish_day(std::size_t day, LineLabel& label, std::int32_t streak, bool took,
                           std::int32_t week, std::int32_t total, std::vector<LineLabel>& out) const {
  if (shape_.ends_week(day)) {
    const auto number = static_cast<std::size_t>(shape_.rules.week_of[day]);
    if (shape_.has_week_min && week < shape_.rules.week_min[number]) return;
    week = 0;
    label.less[1] = with_narrow(label.less[1], week_days_field, 0);
  }
  if (shape_.ends_weekend(day)) {
    if (!took) label.less[1] = with_narrow(label.less[1], weekend_row_field, 0);
    took = false;
  }
  if (!shape_.has_week) week = 0;
  if (!shape_.has_total) total = 0;
  const std::int32_t order = order_of(label.exact);
  label.exact = exact_of(static_cast<std::int32_t>(day) + 1, streak, took, shape_.has_week_min ? week : 0,
                         shape_.has_total_min ? total : 0);
  label.exact = with_order(label.exact, order);
  label.less[0] = with_wide(label.less[0], week_field, shape_.has_week_min ? 0 : week);
  label.less[0] = with_wide(label.less[0], total_field, shape_.has_total_min ? 0 : total);
  out.push_back(label);
}

bool LineSteps::count_weekend(LineLabel& label, std::uint64_t& counts) const {
  const LineRules& rules = shape_.rules;
  if (rules.weekends_max != no_limit || rules.weekend_cost > 0) {
    const std::int32_t had = narrow(counts, weekends_field);
    if (had + 1 > rules.weekends_max) return false;
    label.cost += rules.weekend_cost * (2 * had + 1);
    counts = with_narrow(counts, weekends_field, had + 1);
  }
  if (rules.weekends_in_row_max != no_limit) {
    const std::int32_t row = narrow(counts, weekend_row_field) + 1;
    if (row > rules.weekends_in_row_max) return false;
    counts = with_narrow(counts, weekend_row_field, row);
  }
  return true;
}

bool LineSteps::count_night(const Move& move, std::uint64_t& counts) const {
  const LineRules& rules = shape_.rules;
  if (rules.nights_in_row_max != no_limit) {
    const std::int32_t row = move.is_night ? narrow(counts, night_row_field) + 1 : 0;
    if (row > rules.nights_in_row_max) return false;
    counts = with_narrow(counts, night_row_field, row);
  }
  if (move.is_night && rules.nights_max != no_limit) {
    const std::int32_t nights = narrow(counts, nights_field) + 1;
    if (nights > rules.nights_max) return false;
    counts = with_narrow(counts, nights_field, nights);
  }
  return true;
}

bool LineSteps::count_kind(const Move& move, LineLabel& label) const {
  const std::int32_t field = shape_.field_of(move);
  if (field < 0 || !counts_kind_[static_cast<std::size_t>(field)]) return true;
  auto& word = label.kinds[static_cast<std::size_t>(field / 4)];
  const std::int32_t now = wide(word, field % 4) + 1;
  if (now > shape_.field_max[static_cast<std::size_t>(field)]) return false;
  word = with_wide(word, field % 4, now);
  return true;
}

bool LineSteps::count_broken(const std::vector<std::int32_t>& line) {
  std::vector<std::int32_t> counts(counts_kind_.size(), 0);
  for (std::size_t day = 0; day < line.size(); ++day)
    if (line[day] >= 0)
      if (const std::int32_t field = shape_.field_of(shape_.move(day, line[day])); field >= 0)
        ++counts[static_cast<std::size_t>(field)];
  bool is_broken = false;
  for (std::size_t field = 0; field < counts.size(); ++field)
    if (counts[field] > shape_.field_max[field]) {
      counts_kind_[field] = true;
      is_broken = true;
    }
  return is_broken;
}

}  // namespace rapport::workforce::schedule
