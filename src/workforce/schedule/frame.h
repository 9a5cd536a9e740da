// Frame: what the rules count by (weeks, weekends, nights, when somebody is there), worked out once for a
// problem. Both the judge and the solver read it. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workforce/schedule/local_days.h"
#include "workforce/schedule/problem.h"

namespace rapport::workforce::schedule {

struct Span {
  Instant from;
  Instant to;
};

struct Frame {
  explicit Frame(const Problem& problem);

  LocalDays days;
  std::vector<std::int32_t> week_of;     // per day, from 0
  std::vector<std::int32_t> weekend_of;  // per day, from 0; -1: no weekend
  std::vector<bool> is_whole_week;       // per week
  std::vector<std::int32_t> week_first;  // its first day
  std::int32_t weekends = 0;
  std::vector<Span> nights;

  bool is_night(Instant from, Instant to, std::int64_t overlap_min_s) const;
};

// When the agent is there at all, merged where spans touch. Time off is not taken out.
std::vector<Span> available_spans(const Frame& frame, const Agent& agent);
std::vector<Span> time_off_spans(const Frame& frame, const Agent& agent);
bool is_inside(const std::vector<Span>& spans, Instant from, Instant to);
bool overlaps_any(const std::vector<Span>& spans, Instant from, Instant to);
// Paid time off of each day, in seconds.
std::vector<std::int64_t> paid_time_off(const Frame& frame, const Agent& agent);

bool holds_weekday(const std::vector<std::int32_t>& weekdays, std::int32_t weekday);  // empty: every

// The lengths and starts (minutes of the day) that a template has.
std::vector<std::int64_t> lengths_of(const Template& shift, std::int64_t grid_s);
std::vector<std::int32_t> starts_of(const Template& shift, std::int64_t grid_s);

}  // namespace rapport::workforce::schedule
