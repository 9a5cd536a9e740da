// How the customers of the demo's past days came to its queues: straight, or through the flow of the number
// or chat they used; and who needed no queue, because the flow had answered them. Pure: the chance of each
// hangs on the queue and on which of its customers they are.
#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"
#include "twin/world.h"

namespace rapport::program {

struct DemoVisit {
  Duration at;                            // since the day's start
  std::optional<twin::KnownEntry> entry;  // absent: straight to the queue
};

// Of one queue, in order of time. `flows`: the world's, made by demo_flows.h. `arrivals`: when the queue's
// customers come to it, ascending; who goes through a flow begins early enough to be there just then.
// Nobody who is answered by a flow begins after `until`.
std::vector<DemoVisit> demo_visits(const std::vector<twin::WorldFlow>& flows, const twin::WorldQueue& queue,
                                   const std::vector<Duration>& arrivals, Duration until);

}  // namespace rapport::program
