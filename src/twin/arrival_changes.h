// Arrival changes: more, fewer or other customers of one queue. Those who stay keep their random numbers, so
// that the difference is the change and not luck. Rates are changed by the minute; recorded customers one by
// one: who is doubled comes again within a quarter of an hour, and what was seen of them is drawn anew.
#pragma once

#include <cstdint>
#include <vector>

#include "twin/scenario.h"
#include "twin/transfers.h"

namespace rapport::twin {

inline constexpr std::int64_t contact_copy_offset = 100'000'000'000;  // of the number of who comes again

bool is_in(double at_s, const ScenarioSpan& span);
void sort_by_time(std::vector<ScenarioContact>& contacts);
// Another customer of the same kind, who comes at another time.
ScenarioContact another(const ScenarioContact& of, std::int64_t number, double at_s);

// REQUIRES (all): span.to_s > span.from_s. Who was transferred here follows somebody, and is left alone.
// Says who is copied.
std::vector<CopiedContact> scale_arrivals(ScenarioQueue& queue, double factor, ScenarioSpan span,
                                          std::int64_t duration_s);
// What would be moved out of the day comes at its edge.
void move_arrivals(ScenarioQueue& queue, ScenarioSpan span, std::int64_t by_s, std::int64_t duration_s);
void add_arrivals(ScenarioQueue& queue, std::int32_t contacts, ScenarioSpan span, std::int64_t duration_s);

// The same shape, `factor` times as long.
Law scaled(const Law& law, double factor);

}  // namespace rapport::twin
