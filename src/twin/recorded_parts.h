// Recorded parts: what the parts of recorded_day share. Times of a scenario are seconds of its day.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "twin/day_recorder.h"

namespace rapport::twin {

// Of the seen day's legs, or of those who began with a flow, by the queue where they came in.
using ByQueue = std::map<QueueId, std::vector<std::size_t>>;

inline double seconds_in(Duration d) {
  return static_cast<double>(d.us) * 1e-6;
}

// Whether its customer came before the day ended: the others are only followed.
inline bool is_played(const SeenDay& seen, const SeenLeg& leg, Instant day_end) {
  return (leg.entry ? seen.flows.entries[*leg.entry].at : leg.queued_at) < day_end;
}

}  // namespace rapport::twin
