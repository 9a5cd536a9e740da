#include "workforce/shifts/days_before.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "workforce/calendar/day.h"
#include "workforce/calendar/intervals.h"
#include "workforce/schedule/rules.h"

namespace rapport::workforce {
namespace {

constexpr std::int64_t hour_long_s = 3'600;

// Of four weeks from Monday 2026-03-30, the day after Berlin's clocks go forward.
schedule::Problem next_month() {
  schedule::Problem problem;
  problem.time_zone = "Europe/Berlin";
  problem.first_day = "2026-03-30";
  problem.days = 28;
  schedule::Template night;
  night.name = "Night";
  night.from = night.to = "22:00";
  night.length_s = 8 * hour_long_s;
  schedule::Template day = night;
  day.name = "Day";
  day.from = day.to = "09:00";
  problem.shifts = {night, day};
  schedule::Contract contract;
  contract.name = "Full";
  problem.contracts = {contract};
  schedule::Agent agent;
  agent.name = "11";
  agent.contract = "Full";
  problem.agents = {agent};
  return problem;
}

Instant berlin_at(const std::string& day, int hour) {
  return Zone::named("Europe/Berlin")->at(*parse_day(day), hour * 3'600);
}

shift_store::Published kept_shift(const std::string& day, int hour) {
  Shift shift;
  shift.agent_id = {11};
  shift.day = day;
  shift.start = berlin_at(day, hour);
  shift.end = shift.start + hours(8);
  shift.paid_s = 8 * hour_long_s;
  return {ShiftPlanId{1}, shift};
}

schedule::PlannedShift planned(const std::string& name, const std::string& day, int hour) {
  schedule::PlannedShift shift;
  shift.agent = "11";
  shift.shift = name;
  shift.day = day;
  shift.start = berlin_at(day, hour);
  shift.end = shift.start + hours(8);
  shift.paid_s = 8 * hour_long_s;
  return shift;
}

bool is_broken_by(const schedule::Problem& problem, const std::vector<schedule::PlannedShift>& shifts,
                  schedule::Rule rule) {
  schedule::Plan plan;
  plan.shifts = shifts;
  const auto all = schedule::judge(problem, plan);
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.rule == rule; });
}

}  // namespace

TEST_CASE("nights in a row up to the first day bind the schedule that follows") {
  schedule::Problem problem = next_month();
  problem.contracts[0].nights_in_row_max = 3;
  const DaysBefore before(problem);
  // Thursday by day, then three nights, the last over the change of clocks.
  problem.agents[0].before = before.of({kept_shift("2026-03-26", 9), kept_shift("2026-03-27", 22),
                                        kept_shift("2026-03-28", 22), kept_shift("2026-03-29", 22)});
  CHECK(problem.agents[0].before->nights_in_row == 3);
  CHECK(problem.agents[0].before->days_in_row == 4);
  CHECK(problem.agents[0].before->last_end == berlin_at("2026-03-30", 6));
  CHECK(is_broken_by(problem, {planned("Night", "2026-03-30", 22)}, schedule::Rule::nights_in_row_max));
  CHECK_FALSE(is_broken_by(problem, {planned("Night", "2026-03-31", 22)}, schedule::Rule::nights_in_row_max));
  // A day off, or a shift by day, and the nights before it are none in a row.
  CHECK(before.of({kept_shift("2026-03-27", 22), kept_shift("2026-03-28", 22)}).nights_in_row == 0);
  CHECK(before.of({kept_shift("2026-03-28", 22), kept_shift("2026-03-29", 9)}).nights_in_row == 0);
}

TEST_CASE("weekends in a row up to the first day bind the schedule that follows") {
  schedule::Problem problem = next_month();
  problem.contracts[0].weekends_in_row_max = 3;
  const DaysBefore before(problem);
  // A Sunday, a whole weekend and a Saturday; before that a free weekend, and one worked.
  problem.agents[0].before =
      before.of({kept_shift("2026-02-28", 9), kept_shift("2026-03-15", 9), kept_shift("2026-03-21", 9),
                 kept_shift("2026-03-22", 9), kept_shift("2026-03-28", 9)});
  CHECK(problem.agents[0].before->weekends_in_row == 3);
  CHECK(problem.agents[0].before->days_off_in_row == 1);
  CHECK(problem.agents[0].before->days_in_row == 0);
  CHECK(is_broken_by(problem, {planned("Day", "2026-04-04", 9)}, schedule::Rule::weekends_in_row_max));
  CHECK_FALSE(is_broken_by(problem, {planned("Day", "2026-04-11", 9)}, schedule::Rule::weekends_in_row_max));
  CHECK(before.of({kept_shift("2026-03-21", 9), kept_shift("2026-03-27", 9)}).weekends_in_row == 0);
  CHECK(before.of({}).weekends_in_row == 0);
}

TEST_CASE("a weekend that the first day cuts is counted inside the schedule") {
  schedule::Problem problem = next_month();
  problem.first_day = "2026-03-29";  // a Sunday
  const DaysBefore before(problem);
  CHECK(before.of({kept_shift("2026-03-21", 9), kept_shift("2026-03-28", 9)}).weekends_in_row == 1);
  // What was worked of the week that the first day is in.
  CHECK(before.of({kept_shift("2026-03-22", 9), kept_shift("2026-03-24", 9), kept_shift("2026-03-28", 9)})
            .days_week == 2);
  CHECK(before.of({kept_shift("2026-03-24", 9), kept_shift("2026-03-28", 9)}).paid_week_s ==
        16 * hour_long_s);
}

}  // namespace rapport::workforce
