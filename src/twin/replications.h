// Replications: the same scenario with several seeds, and how sure that makes its figures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "twin/scenario.h"

namespace rapport::twin {

// A figure over several runs that differ in their seed only: seed, seed + 1, …
struct Estimate {
  double mean = 0;
  double half_width = 0;  // of the 95 % confidence interval (Student's t)
  std::int32_t runs = 0;  // in which the figure was defined
};
using Estimates = std::map<std::string, Estimate>;  // by the summary's member names

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

BOOST_DESCRIBE_STRUCT(Estimate, (), (mean, half_width, runs))
BOOST_DESCRIBE_STRUCT(QueueEstimates, (), (queue, figures))
BOOST_DESCRIBE_STRUCT(GroupEstimates, (), (group, agents, figures))
BOOST_DESCRIBE_STRUCT(Replications, (), (scenario, seed, replications, total, agents, queues, groups))

inline constexpr std::int32_t replications_max = 10'000;

// REQUIRES: 2 <= count <= replications_max.
Result<Replications> replicate(const Scenario& scenario, std::int32_t count);

std::string to_json(const Replications& replications);
std::string to_table(const Replications& replications);

}  // namespace rapport::twin
