#include "workforce/calendar/intervals.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <stdexcept>

#include "base/check.h"

namespace rapport::workforce {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t second_us = 1'000'000;

const date::time_zone* zone_called(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

Result<Zone> Zone::named(const std::string& name) {
  const date::time_zone* found = zone_called(name);
  if (found == nullptr)
    return fail(ErrorCode::invalid, "unknown_time_zone", "expected an IANA time zone such as Asia/Shanghai");
  Zone zone(name);
  // Rules are for ever in the database; what planners plan is not.
  const date::sys_seconds last = date::sys_days(date::year(2150) / 1 / 1);
  date::sys_seconds at = date::sys_days(date::year(1900) / 1 / 1);
  while (at < last) {
    const date::sys_info info = found->get_info(at);
    const std::int64_t offset = std::chrono::microseconds(info.offset).count();
    const std::int64_t begin = zone.periods_.empty()
                                   ? std::numeric_limits<std::int64_t>::min()
                                   : std::chrono::microseconds(at.time_since_epoch()).count();
    if (zone.periods_.empty() || zone.periods_.back().offset_us != offset)
      zone.periods_.push_back({begin, offset});
    at = info.end;
  }
  return zone;
}

const Zone::Period& Zone::period_at(Instant at) const {
  const auto after =
      std::upper_bound(periods_.begin(), periods_.end(), at.us,
                       [](std::int64_t us, const Period& period) { return us < period.begin_us; });
  return *std::prev(after);
}

LocalTime Zone::local(Instant at) const {
  const std::int64_t wall = at.us + period_at(at).offset_us;
  const std::int64_t day = floor_div(wall, day_us);
  return {{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>((wall - day * day_us) / second_us)};
}

Instant Zone::at(Day day, std::int32_t second) const {
  const std::int64_t wall = day.number * day_us + second * second_us;
  // Offsets are less than a day: the period is one of those around.
  auto period = std::upper_bound(periods_.begin(), periods_.end(), wall - day_us,
                                 [](std::int64_t us, const Period& p) { return us < p.begin_us; });
  for (period = std::prev(period); period != periods_.end(); ++period) {
    const auto next = std::next(period);
    const std::int64_t found = wall - period->offset_us;
    if (next == periods_.end() || found < next->begin_us) return {std::max(found, period->begin_us)};
  }
  RAPPORT_CHECK(false);
  return {};
}

Instant Zone::start_of(Day day) const {
  return at(day, 0);
}

std::vector<Interval> Zone::intervals_of(Day day, std::int32_t minutes_long) const {
  RAPPORT_CHECK(minutes_long > 0 && 60 % minutes_long == 0);
  std::vector<Interval> intervals;
  const Instant end = start_of(day + 1);
  for (Instant start = start_of(day); start < end; start = start + minutes(minutes_long))
    intervals.push_back({start, local(start).second / (minutes_long * 60)});
  return intervals;
}

}  // namespace rapport::workforce
