#include "workforce/requests/free_days.h"

#include <algorithm>

namespace rapport::workforce {
namespace {

bool is_among(const std::vector<std::int32_t>& weekdays, std::int32_t weekday) {
  return weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end();
}

bool is_there(const AgentPlanning& agent, std::int32_t weekday) {
  return agent.available.empty() ||
         std::any_of(agent.available.begin(), agent.available.end(),
                     [&](const schedule::Available& one) { return is_among(one.weekdays, weekday); });
}

// Nothing says that they cannot: the contract or its templates are not known.
bool may_begin(const AgentPlanning& agent, const Facts& facts, std::int32_t weekday) {
  const auto contract =
      std::find_if(facts.contracts.begin(), facts.contracts.end(),
                   [&](const schedule::Contract& one) { return one.name == agent.contract; });
  if (contract == facts.contracts.end()) return true;
  bool has_template = false;
  for (const schedule::Template& one : facts.templates) {
    const auto& wanted = contract->shifts;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), one.name) == wanted.end()) continue;
    if (is_among(one.weekdays, weekday)) return true;
    has_template = true;
  }
  return !has_template;
}

}  // namespace

HolidayNames public_holidays(const std::vector<org::Hours>& calendars, const std::string& time_zone) {
  HolidayNames names;
  for (const org::Hours& calendar : calendars) {
    if (calendar.time_zone != time_zone) continue;
    for (const org::Holiday& holiday : calendar.holidays)
      if (const auto day = parse_day(holiday.date); day && holiday.from.empty())
        names.emplace(*day, holiday.name);
  }
  return names;
}

std::set<std::int32_t> weekdays_never_worked(const AgentPlanning& agent, const Facts& facts) {
  std::set<std::int32_t> never;
  for (std::int32_t weekday = 1; weekday <= 7; ++weekday)
    if (!is_there(agent, weekday) || !may_begin(agent, facts, weekday)) never.insert(weekday);
  return never;
}

std::vector<FreeDay> free_days(Day first, Day last, const CostRules& rules) {
  std::vector<FreeDay> free;
  for (Day day = first; day <= last; day = day + 1) {
    const auto holiday = rules.holidays.find(day);
    if (!is_among(rules.weekdays, weekday(day)))
      free.push_back({text(day), FreeReason::weekday, ""});
    else if (holiday != rules.holidays.end())
      free.push_back({text(day), FreeReason::holiday, holiday->second});
    else if (rules.never_worked.count(weekday(day)) != 0)
      free.push_back({text(day), FreeReason::contract, ""});
  }
  return free;
}

}  // namespace rapport::workforce
