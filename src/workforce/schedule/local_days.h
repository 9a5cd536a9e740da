// LocalDays: the days of a plan in its time zone, and the grid of slots that lies over them. A day has as
// many slots as it has real hours; slots count from the first local midnight. Pure but for the time zone
// database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "workforce/calendar/intervals.h"

namespace rapport::workforce::schedule {

bool is_time_zone(const std::string& name);
// "09:30" in minutes, up to "24:00".
std::optional<std::int32_t> minutes_of_day(const std::string& text);

class LocalDays {
 public:
  // REQUIRES: is_time_zone(zone), first_day is a date, days > 0.
  LocalDays(const std::string& zone, const std::string& first_day, std::int32_t days);

  std::int32_t count() const { return static_cast<std::int32_t>(dates_.size()); }
  const std::string& date(std::int32_t day) const { return dates_[static_cast<std::size_t>(day)]; }
  std::int32_t weekday(std::int32_t day) const { return 1 + (first_weekday_ + 6 + day) % 7; }
  // Of a date; nothing when it is outside.
  std::optional<std::int32_t> index_of(const std::string& date) const;
  // The local midnight that begins the day; day may be count(), the end of all.
  Instant begin(std::int32_t day) const { return begins_[static_cast<std::size_t>(day)]; }
  Instant end() const { return begins_.back(); }
  // The day that an instant is in; nothing outside.
  std::optional<std::int32_t> day_of(Instant at) const;
  // When the clock shows it on that day (may be -1 or count() and beyond); nothing in the hour that is left
  // out, the first time in the hour that comes twice. 24:00 is the next midnight.
  std::optional<Instant> at(std::int32_t day, std::int32_t minutes) const;
  // As `at`, but in the hour that is left out the moment when it is left out.
  Instant near(std::int32_t day, std::int32_t minutes) const;
  // Minutes past midnight that the clock shows.
  std::int32_t clock(Instant at) const;

 private:
  Zone zone_;
  Day first_;
  std::int32_t first_weekday_ = 1;
  std::vector<std::string> dates_;
  std::vector<Instant> begins_;
};

}  // namespace rapport::workforce::schedule
