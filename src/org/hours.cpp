#include "org/hours.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "base/check.h"

namespace rapport::org {
namespace {

using date::days;
using std::chrono::microseconds;
using LocalTime = date::local_time<microseconds>;
using SystemTime = date::sys_time<microseconds>;

constexpr int days_ahead = 366;

SystemTime system_time(Instant at) {
  return SystemTime(microseconds(at.us));
}
Instant instant(SystemTime at) {
  return {at.time_since_epoch().count()};
}

const date::time_zone* zone_named(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}
const date::time_zone& zone_of(const std::string& name) {
  const date::time_zone* zone = zone_named(name);
  RAPPORT_CHECK(zone != nullptr);
  return *zone;
}

// "09:30" in minutes, up to "24:00".
std::optional<int> minutes_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto two = [&](std::size_t at) {
    int value = -1;
    const char* end = text.data() + at + 2;
    return std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
  };
  const int hour = two(0), minute = two(3);
  if (hour < 0 || minute < 0 || minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<date::year_month_day> day_of(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0, day = 0;
  const char* t = text.data();
  if (std::from_chars(t, t + 4, year).ptr != t + 4 || std::from_chars(t + 5, t + 7, month).ptr != t + 7 ||
      std::from_chars(t + 8, t + 10, day).ptr != t + 10)
    return std::nullopt;
  const date::year_month_day made = date::year(year) / date::month(month) / date::day(day);
  if (!made.ok()) return std::nullopt;
  return made;
}

struct Span {
  int from = 0;  // minutes of the day
  int to = 0;
};

// When it is open on one day, by the wall clock.
std::vector<Span> spans_on(const Hours& hours, date::local_days day) {
  const std::string date = date::format("%F", day);
  for (const Holiday& holiday : hours.holidays) {
    if (holiday.date != date) continue;
    if (holiday.from.empty()) return {};
    return {{*minutes_of(holiday.from), *minutes_of(holiday.to)}};
  }
  const auto weekday = static_cast<int>(date::weekday(day).iso_encoding());
  std::vector<Span> spans;
  for (const WeeklyInterval& interval : hours.weekly)
    if (interval.day == weekday) spans.push_back({*minutes_of(interval.from), *minutes_of(interval.to)});
  return spans;
}

bool is_open_locally(const Hours& hours, LocalTime local) {
  const date::local_days day = date::floor<days>(local);
  const auto since_midnight = local - day;
  for (const Span& span : spans_on(hours, day))
    if (since_midnight >= std::chrono::minutes(span.from) && since_midnight < std::chrono::minutes(span.to))
      return true;
  return false;
}

// Every instant at which a wall clock shows this: none is skipped (then it is the clock change itself), two
// when the hour is there twice.
void add_instants(const date::time_zone& zone, LocalTime local, std::set<SystemTime>& into) {
  const date::local_info info = zone.get_info(local);
  if (info.result == date::local_info::nonexistent) {
    into.insert(info.first.end);
    return;
  }
  into.insert(SystemTime(local.time_since_epoch()) - info.first.offset);
  if (info.result == date::local_info::ambiguous)
    into.insert(SystemTime(local.time_since_epoch()) - info.second.offset);
}

SystemTime first_instant(const date::time_zone& zone, LocalTime local) {
  std::set<SystemTime> instants;
  add_instants(zone, local, instants);
  return *instants.begin();
}

// Where it could open or close on a day, its neighbours included: at a clock change over midnight their hours
// reach into it.
std::set<SystemTime> candidates_around(const Hours& hours, const date::time_zone& zone,
                                       date::local_days day) {
  std::set<SystemTime> candidates;
  for (int offset = -1; offset <= 1; ++offset) {
    const date::local_days near = day + days(offset);
    for (const Span& span : spans_on(hours, near)) {
      add_instants(zone, LocalTime(near) + std::chrono::minutes(span.from), candidates);
      add_instants(zone, LocalTime(near) + std::chrono::minutes(span.to), candidates);
    }
  }
  // A clock change can open or close by itself.
  candidates.insert(zone.get_info(first_instant(zone, LocalTime(day))).end);
  return candidates;
}

Result<void> refuse(std::vector<Issue> issues) {
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_value", "these hours cannot be", std::move(issues));
}

void check_span(const std::string& from, const std::string& to, const std::string& where,
                std::vector<Issue>& issues) {
  const auto start = minutes_of(from), end = minutes_of(to);
  if (!start) issues.push_back({where + "/from", "expected a time such as 09:30"});
  if (!end) issues.push_back({where + "/to", "expected a time such as 18:00, at most 24:00"});
  if (start && end && *start >= *end)
    issues.push_back({where + "/to", "must be after `from`; hours over midnight are two intervals"});
}

void check_overlaps(const Hours& hours, std::vector<Issue>& issues) {
  for (std::size_t i = 0; i < hours.weekly.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const WeeklyInterval &a = hours.weekly[i], &b = hours.weekly[k];
      // Times of one width compare as text.
      if (a.day == b.day && a.from < b.to && b.from < a.to)
        issues.push_back({fmt::format("/weekly/{}", i), fmt::format("overlaps with /weekly/{}", k)});
    }
}

}  // namespace

Result<void> check(const Hours& hours) {
  std::vector<Issue> issues;
  if (zone_named(hours.time_zone) == nullptr)
    issues.push_back({"/time_zone", "expected an IANA time zone such as Asia/Shanghai"});
  for (std::size_t i = 0; i < hours.weekly.size(); ++i) {
    const WeeklyInterval& interval = hours.weekly[i];
    const std::string where = fmt::format("/weekly/{}", i);
    if (interval.day < 1 || interval.day > 7)
      issues.push_back({where + "/day", "expected 1 (Monday) to 7 (Sunday)"});
    check_span(interval.from, interval.to, where, issues);
  }
  if (issues.empty()) check_overlaps(hours, issues);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < hours.holidays.size(); ++i) {
    const Holiday& holiday = hours.holidays[i];
    const std::string where = fmt::format("/holidays/{}", i);
    if (!day_of(holiday.date))
      issues.push_back({where + "/date", "expected a day that exists, such as 2026-12-25"});
    else if (!seen.insert(holiday.date).second)
      issues.push_back({where + "/date", "this day is there twice"});
    if (!holiday.from.empty() || !holiday.to.empty()) check_span(holiday.from, holiday.to, where, issues);
  }
  return refuse(std::move(issues));
}

bool is_open(const Hours& hours, Instant at) {
  return is_open_locally(hours, zone_of(hours.time_zone).to_local(system_time(at)));
}

std::optional<Instant> next_change(const Hours& hours, Instant at) {
  const date::time_zone& zone = zone_of(hours.time_zone);
  const SystemTime now = system_time(at);
  const bool is_open_now = is_open(hours, at);
  const date::local_days today = date::floor<days>(zone.to_local(now));
  SystemTime from = now;
  for (int i = 0; i <= days_ahead; ++i) {
    const date::local_days day = today + days(i);
    const SystemTime to = first_instant(zone, LocalTime(day + days(1)));
    for (const SystemTime candidate : candidates_around(hours, zone, day))
      if (candidate > from && candidate <= to && is_open(hours, instant(candidate)) != is_open_now)
        return instant(candidate);
    from = std::max(from, to);
  }
  return std::nullopt;
}

Instant next_midnight(const std::string& time_zone, Instant at) {
  const date::time_zone& zone = zone_of(time_zone);
  const SystemTime now = system_time(at);
  date::local_days day = date::floor<days>(zone.to_local(now));
  while (true) {
    day += days(1);
    const SystemTime midnight = first_instant(zone, LocalTime(day));
    if (midnight > now) return instant(midnight);
  }
}

bool is_time_zone(const std::string& name) {
  return zone_named(name) != nullptr;
}

std::string local_date(const std::string& time_zone, Instant at) {
  return date::format("%F", date::floor<days>(zone_of(time_zone).to_local(system_time(at))));
}

}  // namespace rapport::org
