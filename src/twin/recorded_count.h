// Recorded count: a day's own figures from what was seen of it, counted as the engine counts a played
// one. Part of recorded_day.
#pragma once

#include <cstdint>

#include "twin/ledger.h"
#include "twin/recorded_day.h"
#include "twin/recorded_parts.h"
#include "twin/world.h"

namespace rapport::twin {

struct DayCount {
  Ledger ledger;
  std::int64_t contacts = 0;  // that came in the day
};

// `world` is that of the day's scenario; `entries` who began with a flow. Both have the day's queues and
// agents in the order of their ids.
DayCount count_day(const SeenDay& seen, const RecordedDayOptions& options, const ByQueue& entries,
                   const World& world);

}  // namespace rapport::twin
