// Requirements: the agents of every group in every interval that keep the problem's promises, found by
// playing its days against the production switchboard. It begins with Erlang A for each queue on its own,
// raises the groups that serve a queue where its promise is broken, and then takes agents away, dearest
// first, one interval of each window at a time, as long as everything is kept; every day is played again with
// the same customers (common random numbers), so a difference is the staff's and not luck's. The least
// numbers of some days are also those that these days were kind to, so at the end they are held against
// others and raised by what those need. The same problem and seed give the same numbers, on any number of
// threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/progress.h"
#include "base/result.h"
#include "workforce/staffing/problem.h"

namespace rapport::workforce::staffing {

struct RequirementPoint {
  Instant start;
  std::int32_t agents = 0;
  std::int32_t positions = 0;  // with shrinkage
  std::string binds;           // what one agent less would break; "" nothing, they are there for others' sake
  std::int32_t first_guess = 0;  // by Erlang A, before any day was played
};
struct GroupRequirement {
  std::string group;
  std::vector<std::string> skills;  // what its agents can do, as schedules ask for it
  double shrinkage = 0;
  double agent_hours = 0;
  double position_hours = 0;
  std::vector<RequirementPoint> points;
};

// Of one figure over the days played.
struct Spread {
  double mean = 0;           // of all the days' customers together
  double at_confidence = 0;  // so good or better in the confidence's part of the days
};
struct WindowFigures {
  Instant start, end;
  double contacts = 0;                                      // on average
  std::optional<Spread> service_level, abandonment, asa_s;  // absent: nobody came
  double days_kept = 1;  // part of the days on which every promise was kept here
  bool is_kept = true;
};
struct QueueFound {
  std::string queue;
  WindowFigures day;
  double fresh_days_kept = 1;  // as day.days_kept, of as many days that the search has not seen
  std::vector<WindowFigures> windows;
};
struct GroupWindow {
  Instant start, end;
  std::optional<double> occupancy;
  bool is_kept = true;
};
struct GroupFound {
  std::string group;
  GroupWindow day;
  std::vector<GroupWindow> windows;
};

struct Requirements {
  std::string name;
  Instant start;
  std::string time_zone;
  std::int32_t interval_minutes = 30;
  std::int32_t window_minutes = 60;
  double confidence = 0.9;
  std::int32_t replications = 0;
  std::int64_t days_played = 0;
  std::vector<GroupRequirement> groups;
  std::vector<QueueFound> queues;
  std::vector<GroupFound> occupancy;
  std::vector<std::string> explanation;  // a sentence each
};

struct FindOptions {
  std::int32_t threads = 0;  // 0: as many as the machine has cores; changes nothing but the time
  Progress progress = {};
};

// invalid as check() says, or "impossible_target": not even with agents_max of every group that could help;
// the issue is at the target. cancelled().
Result<Requirements> find_requirements(const Problem& problem, const FindOptions& options = {});

std::string to_json(const Requirements& requirements);
std::string to_table(const Requirements& requirements);

}  // namespace rapport::workforce::staffing
