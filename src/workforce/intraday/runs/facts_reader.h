// Facts reader: all that an outlook is made of, out of the journal and the tables: the day until now, its
// forecast, its published shifts. On a thread that may block.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/progress.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/history.h"
#include "workforce/intraday/day_ahead.h"
#include "workforce/shifts/schedules.h"

namespace rapport::workforce::intraday {

struct IntradayParts {  // borrowed
  const org::Directories& directories;
  const History& history;
  Schedules& schedules;
  std::function<Instant()> clock;
  database::Database& database() const { return history.database(); }
};

// A published shift of today, and of which schedule.
struct TodaysShift {
  ShiftPlanId schedule_id;
  Shift shift;
};

struct IntradayFacts {
  Day day;
  Instant day_start, as_of, day_end;
  std::string time_zone;
  twin::RecordedDay recorded;
  DayAheadFacts ahead;
  std::map<AgentId, std::vector<TodaysShift>> shifts;  // in order of time
};

// not_found: no such organisation; "empty_day": nobody has come, worked or is planned today.
Result<IntradayFacts> read_facts(const IntradayParts& parts, OrgId org, const Progress& progress);

}  // namespace rapport::workforce::intraday
