#include "workforce/shifts/days_before.h"

#include "workforce/calendar/day.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t days_back = 70;
constexpr std::int32_t days_in_row_known = 28;

schedule::Frame frame_before(const schedule::Problem& problem) {
  schedule::Problem past;
  past.time_zone = problem.time_zone;
  past.first_day = text(*parse_day(problem.first_day) - days_back);
  past.days = days_back;
  past.week_starts = problem.week_starts;
  past.weekend = problem.weekend;
  past.night = problem.night;
  return schedule::Frame(past);
}

}  // namespace

DaysBefore::DaysBefore(const schedule::Problem& problem)
    : past_(frame_before(problem)), night_overlap_min_s_(problem.night.overlap_min_s) {
  const Day first = *parse_day(problem.first_day);
  week_from_ = days_back - (weekday(first) - problem.week_starts + 7) % 7;
  cuts_a_weekend_ = past_.weekend_of.back() >= 0 && !problem.weekend.empty() &&
                    schedule::holds_weekday(problem.weekend, weekday(first));
}

schedule::Before DaysBefore::of(const std::vector<shift_store::Published>& published) const {
  schedule::Before before;
  std::vector<const Shift*> shift(static_cast<std::size_t>(days_back), nullptr);
  std::vector<bool> is_worked(shift.size(), false);
  std::int32_t last = -1;
  for (const auto& one : published) {
    const auto day = past_.days.index_of(one.shift.day);
    if (!day || *day < 0 || *day >= days_back) continue;
    shift[static_cast<std::size_t>(*day)] = &one.shift;
    is_worked[static_cast<std::size_t>(*day)] = true;
    last = std::max(last, *day);
  }
  if (last < 0) return before;
  before.last_end = shift[static_cast<std::size_t>(last)]->end;
  for (std::size_t day = shift.size();
       day > 0 && is_worked[day - 1] && before.days_in_row < days_in_row_known; --day)
    ++before.days_in_row;
  if (before.days_in_row == 0) before.days_off_in_row = days_back - 1 - last;
  for (std::size_t day = shift.size();
       day > 0 && is_worked[day - 1] && before.nights_in_row < before.days_in_row; --day) {
    if (!past_.is_night(shift[day - 1]->start, shift[day - 1]->end, night_overlap_min_s_)) break;
    ++before.nights_in_row;
  }
  before.weekends_in_row = weekends_in_row(is_worked);
  for (auto day = static_cast<std::size_t>(week_from_); day < shift.size(); ++day)
    if (shift[day]) {
      before.paid_week_s += shift[day]->paid_s;
      ++before.days_week;
    }
  return before;
}

std::int32_t DaysBefore::weekends_in_row(const std::vector<bool>& is_worked) const {
  std::vector<bool> taken(static_cast<std::size_t>(past_.weekends), false);
  for (std::size_t day = 0; day < is_worked.size(); ++day)
    if (is_worked[day] && past_.weekend_of[day] >= 0)
      taken[static_cast<std::size_t>(past_.weekend_of[day])] = true;
  if (cuts_a_weekend_ && !taken.empty()) taken.pop_back();
  std::int32_t row = 0;
  for (auto weekend = taken.rbegin(); weekend != taken.rend() && *weekend; ++weekend)
    ++row;
  return row;
}

}  // namespace rapport::workforce
