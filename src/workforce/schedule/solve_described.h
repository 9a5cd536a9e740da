// What the solver answers, described for the contract.
#pragma once

#include "workforce/schedule/described.h"
#include "workforce/schedule/solve.h"

namespace rapport::workforce::schedule {

BOOST_DESCRIBE_STRUCT(Costs, (), (pay, under, over, wishes, fairness, total))
BOOST_DESCRIBE_STRUCT(Covered, (), (start, needed, planned))
BOOST_DESCRIBE_STRUCT(RequirementCover, (), (requirement, short_hours, over_hours, points))
BOOST_DESCRIBE_STRUCT(Conflict, (), (agent, rules, what))
BOOST_DESCRIBE_STRUCT(Solved, (),
                      (is_feasible, conflicts, plan, costs, bound, gap, seconds, is_stopped, stopped_by,
                       cover, violations))

}  // namespace rapport::workforce::schedule
