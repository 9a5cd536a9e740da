// What a change of shifts that somebody asks for would do: what planners look at before they decide.
#pragma once

#include <functional>
#include <set>

#include "workforce/requests/time_off.h"
#include "workforce/shifts/schedules.h"

namespace rapport::workforce {

// Whose requests are other ones now; nobody: everybody may look. On the changing thread, after the commit.
using RequestsTold = std::function<void(OrgId, const std::set<AgentId>&)>;

struct ShiftEffect {
  std::vector<Finding> findings;       // why a planner has to decide
  std::vector<Shift> before, after;    // of the agents and days concerned
  std::vector<ShiftViolation> breaks;  // hard rules; need a reason
  double under_hours_before = 0, under_hours_after = 0;
  std::int64_t ahead = 0;  // earlier requests that wait for the same days
};
BOOST_DESCRIBE_STRUCT(ShiftEffect, (),
                      (findings, before, after, breaks, under_hours_before, under_hours_after, ahead))

// Adds what the edits do, with a finding per rule and one when it is shorter of people than before.
void add_edits(const std::vector<PreparedEdit>& edits, bool asks_coverage, ShiftEffect& effect);
// Says on each that breaks a rule why it is done.
void force(std::vector<PreparedEdit>& edits, const std::string& reason);
// Inside a transaction.
Result<void> write_all(org::Change& change, const std::vector<PreparedEdit>& edits);
void tell_all(const Schedules& schedules, OrgId org, const std::vector<PreparedEdit>& edits);

}  // namespace rapport::workforce
