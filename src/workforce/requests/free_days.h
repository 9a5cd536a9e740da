// Which days of time off cost nothing, and why: those that the type leaves out, public holidays, and days on
// which the agent never works. Pure; any thread.
#pragma once

#include <map>
#include <set>

#include "org/hours.h"
#include "workforce/calendar/day.h"
#include "workforce/requests/time_off.h"
#include "workforce/shifts/facts.h"

namespace rapport::workforce {

using HolidayNames = std::map<Day, std::string>;

// The days on which one of the calendars in the organisation's time zone is closed all day by a holiday; of a
// day with several names the first. Calendars elsewhere are those of other countries.
HolidayNames public_holidays(const std::vector<org::Hours>& calendars, const std::string& time_zone);

// The weekdays, 1 (Monday) to 7, on which no shift can be given to the agent: they are not available, or no
// template of their contract begins then. Empty where that is not known: without a contract, without
// templates.
std::set<std::int32_t> weekdays_never_worked(const AgentPlanning& agent, const Facts& facts);

struct CostRules {
  std::vector<std::int32_t> weekdays;  // of the type; empty: every day costs
  HolidayNames holidays;
  std::set<std::int32_t> never_worked;
};

// In order. REQUIRES: first <= last. A day has one reason: the type's before a holiday's before the
// contract's.
std::vector<FreeDay> free_days(Day first, Day last, const CostRules& rules);

}  // namespace rapport::workforce
