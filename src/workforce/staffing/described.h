// The structs of problems and requirements described for the contract: only who reads or writes them includes
// this.
#pragma once

#include "platform/contract/describe.h"
#include "twin/scenario_described.h"
#include "workforce/staffing/problem.h"
#include "workforce/staffing/requirements.h"

namespace rapport::workforce::staffing {

BOOST_DESCRIBE_STRUCT(Target, (), (service_level, abandonment, asa_s))
BOOST_DESCRIBE_STRUCT(Queue, (twin::ScenarioQueue), (low_80, high_80, target))
BOOST_DESCRIBE_STRUCT(Group, (),
                      (name, skills, teams, queues, capacity, answer_delay, no_answer_share, back_after,
                       agents_min, agents_max, shrinkage, max_occupancy, cost))
BOOST_DESCRIBE_ENUM(Judged, day, window)
BOOST_DESCRIBE_STRUCT(Problem, (),
                      (name, seed, time_zone, start, interval_minutes, window_minutes, confidence,
                       confidence_per, replications, silent_after_s, drain_s, skills, queues, groups))
BOOST_DESCRIBE_STRUCT(RequirementPoint, (), (start, agents, positions, binds, first_guess))
BOOST_DESCRIBE_STRUCT(GroupRequirement, (), (group, skills, shrinkage, agent_hours, position_hours, points))
BOOST_DESCRIBE_STRUCT(Spread, (), (mean, at_confidence))
BOOST_DESCRIBE_STRUCT(WindowFigures, (),
                      (start, end, contacts, service_level, abandonment, asa_s, days_kept, is_kept))
BOOST_DESCRIBE_STRUCT(QueueFound, (), (queue, day, fresh_days_kept, windows))
BOOST_DESCRIBE_STRUCT(GroupWindow, (), (start, end, occupancy, is_kept))
BOOST_DESCRIBE_STRUCT(GroupFound, (), (group, day, windows))
BOOST_DESCRIBE_STRUCT(Requirements, (),
                      (name, start, time_zone, interval_minutes, window_minutes, confidence, replications,
                       days_played, groups, queues, occupancy, explanation))

// Limits and defaults; defined in problem_notes.cpp.
contract::Notes contract_notes(contract::Tag<Target>);
contract::Notes contract_notes(contract::Tag<Queue>);
contract::Notes contract_notes(contract::Tag<Group>);
contract::Notes contract_notes(contract::Tag<Judged>);
contract::Notes contract_notes(contract::Tag<Problem>);
contract::Notes contract_notes(contract::Tag<RequirementPoint>);
contract::Notes contract_notes(contract::Tag<Spread>);
contract::Notes contract_notes(contract::Tag<WindowFigures>);
contract::Notes contract_notes(contract::Tag<QueueFound>);
contract::Notes contract_notes(contract::Tag<GroupFound>);
contract::Notes contract_notes(contract::Tag<Requirements>);

}  // namespace rapport::workforce::staffing
