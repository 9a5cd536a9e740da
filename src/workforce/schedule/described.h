// The structs of problems and plans described for the contract: only who reads or writes them includes this.
#pragma once

#include "platform/contract/describe.h"
#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"
#include "workforce/schedule/rules.h"

namespace rapport::workforce::schedule {

BOOST_DESCRIBE_STRUCT(Break, (), (name, length_s, is_paid, from_s, to_s, shift_min_s))
BOOST_DESCRIBE_STRUCT(Template, (),
                      (name, from, to, every_s, length_s, length_max_s, length_step_s, weekdays, breaks,
                       is_unpopular))
BOOST_DESCRIBE_STRUCT(Contract, (),
                      (name, shifts, paid_day_max_s, paid_week_min_s, paid_week_max_s, days_week_max,
                       paid_total_min_s, paid_total_max_s, rest_min_s, days_in_row_max, days_in_row_min,
                       days_off_in_row_min, weekends_max, weekends_in_row_max, nights_max, nights_in_row_max,
                       rest_after_nights_s))
BOOST_DESCRIBE_STRUCT(Available, (), (weekdays, from, to))
BOOST_DESCRIBE_STRUCT(TimeOff, (), (first_day, last_day, from, to, paid_day_s))
BOOST_DESCRIBE_ENUM(WishKind, off, work, starts_from, ends_by, not_shift)
BOOST_DESCRIBE_STRUCT(Wish, (), (kind, days, weekdays, at, shift, cost))
BOOST_DESCRIBE_STRUCT(Before, (),
                      (last_end, days_in_row, days_off_in_row, weekends_in_row, nights_in_row, paid_week_s,
                       days_week))
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (name, contract, skills, cost_per_hour, cost_per_shift, available, time_off, wishes,
                       before))
BOOST_DESCRIBE_STRUCT(Point, (), (start, agents))
BOOST_DESCRIBE_STRUCT(Requirement, (), (name, skills, under_cost, over_cost, shrinkage, points))
BOOST_DESCRIBE_STRUCT(Fairness, (), (weekend_cost, unpopular_cost))
BOOST_DESCRIBE_STRUCT(Night, (), (from, to, overlap_min_s))
BOOST_DESCRIBE_STRUCT(Problem, (),
                      (name, time_zone, first_day, days, grid_s, interval_s, week_starts, weekend, night,
                       fairness, skills, requirements, shifts, contracts, agents))
BOOST_DESCRIBE_STRUCT(PlannedBreak, (), (name, start, end, is_paid))
BOOST_DESCRIBE_STRUCT(PlannedShift, (), (agent, shift, day, start, end, paid_s, breaks))
BOOST_DESCRIBE_STRUCT(Plan, (), (shifts))
BOOST_DESCRIBE_ENUM(Rule, known, template_fits, breaks_fit, one_shift_a_day, contract_shifts, available,
                    time_off, paid_day_max, paid_week_min, paid_week_max, days_week_max, paid_total_min,
                    paid_total_max, rest_min, days_in_row_max, days_in_row_min, days_off_in_row_min,
                    weekends_max, weekends_in_row_max, nights_max, nights_in_row_max, rest_after_nights)
BOOST_DESCRIBE_STRUCT(Violation, (), (rule, agent, day, limit, found, what))

// Limits and defaults; defined in problem_notes.cpp.
contract::Notes contract_notes(contract::Tag<Break>);
contract::Notes contract_notes(contract::Tag<Template>);
contract::Notes contract_notes(contract::Tag<Contract>);
contract::Notes contract_notes(contract::Tag<Available>);
contract::Notes contract_notes(contract::Tag<TimeOff>);
contract::Notes contract_notes(contract::Tag<Wish>);
contract::Notes contract_notes(contract::Tag<Before>);
contract::Notes contract_notes(contract::Tag<Agent>);
contract::Notes contract_notes(contract::Tag<Point>);
contract::Notes contract_notes(contract::Tag<Requirement>);
contract::Notes contract_notes(contract::Tag<Fairness>);
contract::Notes contract_notes(contract::Tag<Night>);
contract::Notes contract_notes(contract::Tag<Rule>);
contract::Notes contract_notes(contract::Tag<Problem>);
contract::Notes contract_notes(contract::Tag<PlannedBreak>);
contract::Notes contract_notes(contract::Tag<PlannedShift>);

}  // namespace rapport::workforce::schedule
