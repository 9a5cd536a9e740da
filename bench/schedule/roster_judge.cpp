#include <fmt/format.h>

#include <algorithm>

#include "schedule/roster.h"

namespace rapport::bench {
namespace {

void judge_person(const Roster& roster, const RosterPerson& person, const std::vector<std::int32_t>& days,
                  Judged& judged) {
  const auto broken = [&](const std::string& what, std::size_t day) {
    judged.broken.push_back(fmt::format("{} day {}: {}", person.name, day, what));
  };
  std::vector<std::int32_t> counts(roster.shifts.size(), 0);
  std::int32_t minutes = 0, weekends = 0;
  for (std::size_t day = 0; day < days.size(); ++day) {
    const std::int32_t shift = days[day];
    for (const auto& [wanted, weight] : person.wants_on[day])
      if (shift != wanted) judged.cost += weight;
    for (const auto& [unwanted, weight] : person.wants_off[day])
      if (shift == unwanted) judged.cost += weight;
    const bool is_sunday = day % 7 == 6;
    if (is_sunday && (shift >= 0 || days[day - 1] >= 0)) ++weekends;
    if (shift < 0) continue;
    const RosterShift& kind = roster.shifts[static_cast<std::size_t>(shift)];
    ++counts[static_cast<std::size_t>(shift)];
    minutes += kind.minutes;
    if (person.is_off[day]) broken("works on a day off", day);
    if (day + 1 < days.size() &&
        std::find(kind.not_before.begin(), kind.not_before.end(), days[day + 1]) != kind.not_before.end())
      broken("a shift that may not follow", day);
  }
  for (std::size_t shift = 0; shift < counts.size(); ++shift)
    if (counts[shift] > person.shifts_max[shift]) broken("too many of one shift", shift);
  if (minutes > person.minutes_max) broken("too many minutes", 0);
  if (minutes < person.minutes_min) broken("too few minutes", 0);
  if (weekends > person.weekends_max) broken("too many weekends", 0);
  for (std::size_t from = 0; from < days.size();) {
    std::size_t to = from;
    while (to < days.size() && (days[to] >= 0) == (days[from] >= 0))
      ++to;
    const auto length = static_cast<std::int32_t>(to - from);
    const bool is_inner = from > 0 && to < days.size();
    if (days[from] >= 0 && length > person.row_max) broken("too many days in a row", from);
    if (days[from] >= 0 && is_inner && length < person.row_min) broken("too few days in a row", from);
    if (days[from] < 0 && is_inner && length < person.off_min) broken("too few days off in a row", from);
    from = to;
  }
}

}  // namespace

Judged judge_roster(const Roster& roster, const Assignment& assignment) {
  Judged judged;
  if (assignment.size() != roster.people.size()) judged.broken.emplace_back("not everybody has a roster");
  for (std::size_t i = 0; i < assignment.size(); ++i)
    judge_person(roster, roster.people[i], assignment[i], judged);
  for (const RosterNeed& need : roster.needs) {
    std::int32_t there = 0;
    for (const auto& days : assignment)
      there += days[static_cast<std::size_t>(need.day)] == need.shift ? 1 : 0;
    judged.cost += there < need.need ? (need.need - there) * need.under : (there - need.need) * need.over;
  }
  return judged;
}

}  // namespace rapport::bench
