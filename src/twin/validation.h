// Validation: a recorded day played from its inputs alone (who came, who worked), against what really
// happened: how far off the twin is, per queue.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "twin/estimate.h"
#include "twin/recorded_day.h"
#include "twin/replications.h"

namespace rapport::twin {

struct TwinError {
  double actual = 0;
  Estimate simulated;
  double error = 0;  // simulated - actual
  // Between which 95 % of days with these inputs and fitted laws would lie, and whether the real one did. The
  // laws are the real day's own, so their uncertainty is no part of it: it would only hide what is off.
  double low = 0;
  double high = 0;
  bool is_within = false;
};
using TwinErrors =
    std::map<std::string, TwinError>;  // service_level, abandonment, asa_s; of agents occupancy

struct QueueErrors {
  std::string queue;
  std::int64_t offered = 0;
  TwinErrors figures;
};
struct ValidatedDay {
  Instant start;
  Instant end;
  std::int32_t replications = 0;
  std::int64_t offered = 0;
  TwinErrors total;
  TwinErrors agents;
  std::vector<QueueErrors> queues;
  std::vector<QueueFit> fits;
  std::vector<std::string> notes;
};

BOOST_DESCRIBE_STRUCT(TwinError, (), (actual, simulated, error, low, high, is_within))
BOOST_DESCRIBE_STRUCT(QueueErrors, (), (queue, offered, figures))
BOOST_DESCRIBE_STRUCT(ValidatedDay, (),
                      (start, end, replications, offered, total, agents, queues, fits, notes))

// A figure that the day does not have (nobody came) is left out. REQUIRES: what replicate() does.
Result<ValidatedDay> validate(const RecordedDay& day, const ReplicateOptions& options);

std::string to_json(const ValidatedDay& validated);
std::string to_table(const ValidatedDay& validated);

}  // namespace rapport::twin
