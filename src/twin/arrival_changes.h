// Arrival changes: more, fewer or other customers of one queue. Those who stay keep their random numbers, so
// that the difference is the change and not luck. Rates are changed by the minute; recorded customers one by
// one: who is doubled comes again within a quarter of an hour, and what was seen of them is drawn anew.
#pragma once

#include <cstdint>

#include "twin/scenario.h"

namespace rapport::twin {

// REQUIRES (all): span.to_s > span.from_s.
void scale_arrivals(ScenarioQueue& queue, double factor, ScenarioSpan span, std::int64_t duration_s);
// What would be moved out of the day comes at its edge.
void move_arrivals(ScenarioQueue& queue, ScenarioSpan span, std::int64_t by_s, std::int64_t duration_s);
void add_arrivals(ScenarioQueue& queue, std::int32_t contacts, ScenarioSpan span, std::int64_t duration_s);

// The same shape, `factor` times as long.
Law scaled(const Law& law, double factor);

}  // namespace rapport::twin
