// Shortage: which of the intervals to come miss the service level in a queue, and which have plenty. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "workforce/intraday/outlook.h"

namespace rapport::workforce::intraday {

enum class SlotState : std::uint8_t { passed, quiet, missed, met, plenty };

// By slot, against the queue's own target. quiet: hardly anybody comes. plenty: nine of ten runs meet the
// target by far, and agents have time.
std::vector<SlotState> states_of(const QueueOutlook& queue, std::int64_t now_s);

struct Shortage {
  std::size_t queue = 0;
  double missed = 0;          // customers who are answered too late because of it
  twin::ScenarioSpan worst;   // the worst interval
  twin::ScenarioSpan around;  // it, and those next to it that miss too
};
// Those that miss most first; queues without one are left out.
std::vector<Shortage> shortages_of(const DayOutlook& outlook, std::int64_t now_s);

}  // namespace rapport::workforce::intraday
