// Day problem: who is needed for the customers that a forecast expects, on the rules, with the kinds of
// agents and with the handle times and patience of a day that was. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workforce/staffing/problem.h"

namespace rapport::workforce::staffing {

// Of one queue, by the problem's intervals.
struct ExpectedContacts {
  std::string queue;
  std::vector<double> contacts;
  std::vector<double> low_80, high_80;
  double handle_factor = 1;              // how much longer a contact takes than it did on that day
  std::vector<twin::ScenarioSpan> open;  // empty: always
};

struct QueuePromise {
  Target target;
  std::optional<std::int64_t> within_s;  // absent: as the queue's rules say
};

struct DayProblemWanted {
  std::string name;
  std::string time_zone;
  Instant start;
  std::int32_t interval_minutes = 30;
  std::int32_t window_minutes = 60;
  std::int32_t replications = 30;
  double confidence = 0.9;
  QueuePromise promise;                          // to customers of all queues, but of these:
  std::map<std::string, QueuePromise> promises;  // by queue
  double shrinkage = 0;
  std::optional<double> max_occupancy;
};

struct DayProblem {
  Problem problem;
  std::vector<std::string> notes;  // what of the forecast or the rules is not in it, English
};

// Agents who may do the same are one group; whoever can do more is a little dearer, so that they are not
// asked for where others do. invalid, "bad_value": no queue is left; or what check() says of the problem.
// The day's own agents, whoever worked, are the kinds that there are; add to them who did not.
Result<DayProblem> problem_of_day(const twin::Scenario& day, const std::vector<ExpectedContacts>& expected,
                                  const DayProblemWanted& wanted);

}  // namespace rapport::workforce::staffing
