#include "workforce/forecast/calendar_columns.h"

#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "workforce/forecast/position.h"

namespace rapport::workforce {
CalendarColumns::CalendarColumns(const RepairedHistory& history, const SpecialDays& special,
                                 std::int32_t ahead) {
  const std::size_t days = at(history.days() + ahead);
  rows_.resize(days);
  offsets_.assign(days, 0);
  closed_.assign(days, 0);
  holiday_.assign(days, 0);
  for (std::size_t d = 0; d < days; ++d) {
    const auto found = special.by_day.find(history.day(static_cast<std::int32_t>(d)));
    if (found != special.by_day.end() && !found->second.holidays.empty()) holiday_[d] = 1;
  }
  find_closed(history, special);
  add_season(history);
  add_month(history);
  add_holidays(history, special);
  add_around(history, special);
  add_events(history, special);
}

std::int32_t CalendarColumns::column(const std::string& name, double prior, bool is_special) {
  const auto [found, is_new] = names_.try_emplace(name, static_cast<std::int32_t>(priors_.size()));
  if (is_new) {
    priors_.push_back(prior);
    special_.push_back(is_special ? 1 : 0);
  }
  return found->second;
}
void CalendarColumns::add(std::int32_t day_index, const std::string& name, double prior, bool is_special,
                          double value) {
  rows_[at(day_index)].push_back({column(name, prior, is_special), value});
}

// A holiday is closed when every time it fell on a usual day nothing came; one never seen, when that holds
// for all others, at least two.
void CalendarColumns::find_closed(const RepairedHistory& history, const SpecialDays& special) {
  struct Seen {
    int open = 0, closed = 0;
  };
  std::map<std::string, Seen> seen;
  Seen any;
  for (const NamedDay& holiday : special.holidays) {
    const std::int32_t d = holiday.day - history.first;
    if (d < 0 || d >= history.days() || !history.is_open(holiday.day)) continue;
    const bool is_closed = history.known[at(d)] == 0;
    Seen& own = seen[holiday.name];
    ++(is_closed ? own.closed : own.open);
    ++(is_closed ? any.closed : any.open);
  }
  for (const NamedDay& holiday : special.holidays) {
    const std::int32_t d = holiday.day - history.first;
    if (d < 0 || d >= days()) continue;
    const auto own = seen.find(holiday.name);
    const Seen of = own != seen.end() ? own->second : Seen{any.open, any.closed >= 2 ? any.closed : 0};
    if (of.closed > 0 && of.open == 0) closed_[at(d)] = 1;
  }
}

bool CalendarColumns::is_working(const RepairedHistory& history, std::int32_t d) const {
  if (!history.is_open(history.day(d)) || closed_[at(d)] != 0 || holiday_[at(d)] != 0) return false;
  return d >= history.days() || history.known[at(d)] != 0;
}

void CalendarColumns::add_season(const RepairedHistory& history) {
  const double years = history.days() / 365.25;
  const int pairs = years < 0.8 ? 0 : years < 1.8 ? 3 : 6;
  for (std::int32_t d = 0; d < days(); ++d) {
    const Day day = history.day(d);
    add(d, "weekday " + std::to_string(weekday(day)), 2, false);
    const CivilDate date = civil(day);
    const double of_year = (day - day_of({date.year, 1, 1})) / 365.25;
    for (int k = 1; k <= pairs; ++k) {
      const double angle = 2 * std::numbers::pi * k * of_year;
      add(d, "sine " + std::to_string(k), 0.25 / k, false, std::sin(angle));
      add(d, "cosine " + std::to_string(k), 0.25 / k, false, std::cos(angle));
    }
  }
}

// Bills, wages and pensions come by the month: days of it, and working days from its ends.
void CalendarColumns::add_month(const RepairedHistory& history) {
  if (history.days() < 45) return;
  std::int32_t d = 0;
  while (d < days()) {
    const CivilDate begin = civil(history.day(d));
    std::vector<std::int32_t> working;
    std::int32_t end = d;
    for (; end < days() && civil(history.day(end)).month == begin.month; ++end) {
      add(end, "day of month " + std::to_string(civil(history.day(end)).day), 0.04, false);
      if (is_working(history, end)) working.push_back(end);
    }
    const auto n = static_cast<int>(working.size());
    const bool is_from_first = begin.day == 1,
               is_to_last = end < days() || civil(history.day(end - 1) + 1).day == 1;
    for (int i = 0; i < n; ++i) {
      if (is_from_first && i < 5) add(working[at(i)], "working day " + std::to_string(i + 1), 0.06, false);
      if (is_to_last && n - i <= 4)
        add(working[at(i)], "last working day " + std::to_string(n - i), 0.06, false);
    }
    d = end;
  }
}

void CalendarColumns::add_holidays(const RepairedHistory& history, const SpecialDays& special) {
  for (const NamedDay& holiday : special.holidays) {
    const std::int32_t d = holiday.day - history.first;
    if (d >= 0 && d < days()) {
      add(d, "holiday", 0.7, true);
      add(d, "holiday " + holiday.name, 0.6, true);
    }
    // The weeks around the year's great migration are like no others.
    if (holiday.name != "Spring Festival") continue;
    for (std::int32_t off = -14; off <= 21; ++off) {
      if ((off >= -1 && off <= 6) || d + off < 0 || d + off >= days()) continue;
      const int block = off < -10  ? 1
                        : off < -5 ? 2
                        : off < -3 ? 3
                        : off < 0  ? 4
                        : off < 9  ? 5
                        : off < 13 ? 6
                                   : 7;
      add(d + off, "around Spring Festival " + std::to_string(block), 0.25, true);
    }
  }
}

// The open days next to days that were closed or holidays: who could not call then calls before or after.
void CalendarColumns::add_around(const RepairedHistory& history, const SpecialDays& special) {
  const auto is_usual = [&](std::int32_t d) { return history.is_open(history.day(d)); };
  for (std::int32_t d = 0; d < days(); ++d) {
    if (!is_working(history, d)) continue;
    bool after = false, before = false;
    for (std::int32_t back = d - 1; back >= std::max(0, d - 5); --back) {
      if (is_working(history, back)) break;
      if (is_usual(back) || holiday_[at(back)] != 0) after = true;
    }
    for (std::int32_t on = d + 1; on < std::min(days(), d + 6); ++on) {
      if (is_working(history, on)) break;
      if (is_usual(on) && (holiday_[at(on)] != 0 || closed_[at(on)] != 0)) before = true;
    }
    if (after) add(d, "after a holiday", 0.2, true);
    if (before) add(d, "before a holiday", 0.15, true);
    // By name, where the open day is right beside it.
    for (const std::int32_t side : {-1, 1}) {
      const auto found = special.by_day.find(history.day(d) + side);
      if (found == special.by_day.end()) continue;
      for (const std::size_t i : found->second.holidays)
        add(d, (side < 0 ? "day after " : "day before ") + special.holidays[i].name, 0.12, true);
    }
  }
}

void CalendarColumns::add_events(const RepairedHistory& history, const SpecialDays& special) {
  std::set<std::string> seen;
  for (const SpecialEvent& event : special.events) {
    const std::int32_t d = event.day - history.first;
    if (d >= 0 && d < history.days() && history.known[at(d)] != 0) seen.insert(event.name);
  }
  for (const SpecialEvent& event : special.events) {
    const std::int32_t d = event.day - history.first;
    if (d < 0 || d >= days()) continue;
    // Its past days tell more than anybody's guess.
    if (event.factor && *event.factor > 0 && seen.count(event.name) == 0)
      offsets_[at(d)] += std::log(*event.factor);
    else
      add(d, "event " + event.name, 1.5, true);
  }
}

}  // namespace rapport::workforce
