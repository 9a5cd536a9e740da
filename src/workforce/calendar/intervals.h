// Zone: the wall clock of a place, and the intervals of its days. A day has 23, 24 or 25 hours (Lord Howe:
// 23.5, 24.5). Immutable after it was made: any thread. The database of zones is read once, when it is made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

struct LocalTime {
  Day day;
  std::int32_t second = 0;  // since midnight by the wall clock, 0 to 86'399
  friend constexpr bool operator==(const LocalTime&, const LocalTime&) = default;
};

struct Interval {
  Instant start;
  std::int32_t slot = 0;  // wall clock at the start / length: 0 to 24 h / length - 1
};

class Zone {
 public:
  // An IANA name such as "Asia/Shanghai"; invalid, "unknown_time_zone".
  static Result<Zone> named(const std::string& name);

  const std::string& name() const { return name_; }
  LocalTime local(Instant at) const;
  // The first moment of the day: midnight, or where the clock skips midnight, what comes after it.
  Instant start_of(Day day) const;
  // When the wall clock first shows this; a skipped time is the moment of the change.
  Instant at(Day day, std::int32_t second) const;
  // All of a day in order, from its first moment on. Where the clock goes back two have one slot, where it
  // goes forward slots are missing. REQUIRES: `minutes` divides an hour.
  std::vector<Interval> intervals_of(Day day, std::int32_t minutes) const;

 private:
  struct Period {
    std::int64_t begin_us = 0;
    std::int64_t offset_us = 0;
  };
  explicit Zone(std::string name) : name_(std::move(name)) {}
  const Period& period_at(Instant at) const;

  std::string name_;
  std::vector<Period> periods_;  // in order; the first begins before all that is asked for
};

}  // namespace rapport::workforce
