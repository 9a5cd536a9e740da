// Business hours: a weekly plan in a time zone, with holidays. Pure rules; date/tz knows the zones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"

namespace rapport::org {

using rapport::HoursId;

struct WeeklyInterval {
  int day = 1;       // 1 Monday to 7 Sunday
  std::string from;  // "09:00"
  std::string to;    // "18:00"; "24:00" is the end of the day; not before `from`
};
struct Holiday {
  std::string date;  // "2026-12-25"
  std::string name;
  std::string from, to;  // open in between; both "": closed all day
};
struct Hours {
  HoursId id;
  std::string name;
  std::string time_zone;  // IANA, "Asia/Shanghai"
  std::vector<WeeklyInterval> weekly;
  std::vector<Holiday> holidays;
};

// Checks zone, times, overlaps and dates; says what and where.
Result<void> check(const Hours& hours);

// REQUIRES: check(hours) passed. Local times that a clock change skips or doubles count by wall clock, the
// earlier first.
bool is_open(const Hours& hours, Instant at);
// When is_open() next changes after `at`, looking at most a year ahead.
std::optional<Instant> next_change(const Hours& hours, Instant at);
// The next local midnight after `at` in the zone.
Instant next_midnight(const std::string& time_zone, Instant at);
// "2026-12-25" there at that moment.
std::string local_date(const std::string& time_zone, Instant at);
bool is_time_zone(const std::string& name);

}  // namespace rapport::org
