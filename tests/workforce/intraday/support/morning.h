// A day that an engine has played, read from its journal until some time of it.
#pragma once

#include <cstdint>
#include <vector>

#include "twin/recorded_day.h"
#include "twin/report.h"
#include "workforce/intraday/day_ahead.h"

namespace rapport::workforce::intraday {

struct PlayedDay {
  twin::Scenario scenario;
  twin::Report report;
  std::vector<twin::RecordedStep> steps;
};
PlayedDay played_day(const twin::Scenario& scenario, std::uint64_t seed = 1);

// Everybody is expected; queues by their names, agents by "agent N".
twin::RecordedDay morning_of(const PlayedDay& day, std::int64_t now_s);

// Calls from 8 to 18 o'clock, `per_hour` of them, answered by `agents` who are there from 8 to 18.
twin::Scenario office_day(double per_hour, int agents);
// What a planner knows of it: the rates as forecast, the shifts as published.
DayAheadFacts facts_of(const twin::Scenario& scenario, const twin::RecordedDay& recorded, std::int64_t now_s);

}  // namespace rapport::workforce::intraday
