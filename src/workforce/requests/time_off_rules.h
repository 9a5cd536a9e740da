// Whether nobody has to decide about time off, and what it costs. Pure; any thread.
#pragma once

#include <map>
#include <set>

#include "base/result.h"
#include "workforce/calendar/day.h"
#include "workforce/requests/time_off.h"
#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"

namespace rapport::workforce {

// invalid with places: days that are none or the wrong way round, too many, times off the quarter.
Result<void> check_ask(const AskTimeOff& ask);
Result<void> check_limits(const TimeOffRules& rules);  // the days only

// In days or hours, by year; of a request that passed check_ask.
std::map<std::int32_t, double> amount_by_year(const TimeOffRequest& request, TimeOffUnit unit);

// What planning has of it. Days that cost nothing are not paid, so that a week of seven days has five; but
// for public holidays, on which a contract asks for no hours.
std::vector<schedule::TimeOff> entries_of(const TimeOffRequest& request);

struct Groups {
  std::set<TeamId> teams;
  std::set<SkillId> skills;
};

struct TimeOffQuestion {
  TimeOffRequest request;
  TimeOffType type;
  Day today;  // where the organisation is
  TimeOffRules rules;
  std::map<AgentId, Groups> groups;
  std::vector<TimeOffRequest> others;    // that are approved, and waiting ones that were asked for earlier
  std::vector<TimeOffBalance> balances;  // of the type, without the request
};

// Without coverage and hard rules: those are the schedules'. One finding per obstacle and day.
std::vector<Finding> judge_time_off(const TimeOffQuestion& question);

// Whether two requests share a moment of a day.
bool overlap(const TimeOffRequest& a, const TimeOffRequest& b);

}  // namespace rapport::workforce
