// Replications: the same scenario with several seeds, and how sure that makes its figures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "platform/contract/describe.h"
#include "twin/estimate.h"
#include "twin/scenario.h"

namespace rapport::twin {

struct QueueEstimates {
  std::string queue;
  Estimates figures;
};
struct GroupEstimates {
  std::string group;
  std::int32_t agents = 0;
  Estimates figures;
};
struct Replications {
  std::string scenario;
  std::int64_t seed = 0;  // of the first run
  std::int32_t replications = 0;
  Estimates total;   // of all queues
  Estimates agents;  // of all groups
  std::vector<QueueEstimates> queues;
  std::vector<GroupEstimates> groups;
};

BOOST_DESCRIBE_STRUCT(QueueEstimates, (), (queue, figures))
BOOST_DESCRIBE_STRUCT(GroupEstimates, (), (group, agents, figures))
BOOST_DESCRIBE_STRUCT(Replications, (), (scenario, seed, replications, total, agents, queues, groups))

inline constexpr std::int32_t replications_max = 10'000;

// How many runs are enough: at least `min` (at most `max`); then until every named figure is known within
// `relative` of its mean or within `absolute`, whichever is reached first, or there are `max`.
struct Precision {
  std::vector<std::string> figures = {"service_level", "abandonment", "asa_s", "occupancy"};
  double relative = 0;  // half of the interval / mean; 0: not asked for
  double absolute = 0;  // half of the interval, in the figure's unit; 0: not asked for
  std::int32_t min = 5;
  std::int32_t max = 100;
};

// Whether the estimates are as sure as was asked for.
bool is_reached(const Precision& precision, const Estimates& estimates);

struct ReplicateOptions {
  Precision precision;       // relative and absolute 0: exactly `max` runs
  std::int32_t threads = 0;  // 0: as many as the machine has cores; changes nothing but the time
  Progress progress = {};
};

// The seeds count up from the scenario's. REQUIRES: 2 <= min; 2 <= max <= replications_max.
Result<Replications> replicate(const Scenario& scenario, const ReplicateOptions& options);
// REQUIRES: 2 <= count <= replications_max.
Result<Replications> replicate(const Scenario& scenario, std::int32_t count);

std::string to_json(const Replications& replications);
std::string to_table(const Replications& replications);

}  // namespace rapport::twin
