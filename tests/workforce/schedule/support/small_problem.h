// A problem of a few agents and days that tests change to their needs.
#pragma once

#include <fmt/format.h>

#include <string>

#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"

namespace rapport::workforce::schedule {

// 2026-03-02 is a Monday. One skill, shifts of eight paid hours with a lunch, two agents needed from 8 to 18.
inline Problem small_problem(std::int32_t agents = 3, std::int32_t days = 14) {
  Problem problem;
  problem.name = "small";
  problem.time_zone = "UTC";
  problem.first_day = "2026-03-02";
  problem.days = days;
  problem.grid_s = 1'800;
  problem.skills = {"billing"};
  Template day;
  day.name = "day";
  day.from = "07:00";
  day.to = "10:00";
  day.length_s = 9 * 3'600;
  day.breaks = {{"lunch", 3'600, false, 3 * 3'600, 5 * 3'600, 0}};
  problem.shifts = {day};
  Contract full;
  full.name = "full";
  full.paid_week_max_s = 40 * 3'600;
  full.days_in_row_max = 5;
  full.days_off_in_row_min = 2;
  full.weekends_max = 1;
  problem.contracts = {full};
  for (std::int32_t i = 0; i < agents; ++i) {
    Agent agent;
    agent.name = fmt::format("agent {}", i + 1);
    agent.contract = "full";
    agent.skills = {"billing"};
    agent.cost_per_hour = 20;
    problem.agents.push_back(agent);
  }
  Requirement billing;
  billing.name = "billing";
  billing.skills = {"billing"};
  billing.under_cost = 60;
  billing.over_cost = 10;
  constexpr std::int64_t monday = 1'772'409'600;  // 2026-03-02T00:00:00Z
  for (std::int32_t d = 0; d < days; ++d)
    for (std::int32_t half = 16; half < 36; ++half)
      billing.points.push_back({Instant{(monday + d * 86'400 + half * 1'800) * 1'000'000}, 2});
  problem.requirements = {billing};
  return problem;
}

// `agent` works the template "day" on that day of March 2026, from the hour on, with lunch after four hours.
inline PlannedShift day_shift(const std::string& agent, int day_of_march, int hour = 8) {
  const Instant start{(1'772'409'600 + (day_of_march - 2) * 86'400 + hour * 3'600) * std::int64_t{1'000'000}};
  PlannedShift shift;
  shift.agent = agent;
  shift.shift = "day";
  shift.day = fmt::format("2026-03-{:02}", day_of_march);
  shift.start = start;
  shift.end = start + hours(9);
  shift.paid_s = 8 * 3'600;
  shift.breaks = {{"lunch", start + hours(4), start + hours(5), false}};
  return shift;
}

}  // namespace rapport::workforce::schedule
