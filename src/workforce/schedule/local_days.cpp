#include "workforce/schedule/local_days.h"

#include <algorithm>

#include "base/check.h"

namespace rapport::workforce::schedule {
namespace {

Zone zone_or_stop(const std::string& name) {
  auto zone = Zone::named(name);
  RAPPORT_CHECK(zone.has_value());
  return *std::move(zone);
}

Day day_or_stop(const std::string& text) {
  const auto day = parse_day(text);
  RAPPORT_CHECK(day.has_value());
  return *day;
}

}  // namespace

bool is_time_zone(const std::string& name) {
  return Zone::named(name).has_value();
}

std::optional<std::int32_t> minutes_of_day(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U})
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  const std::int32_t hour = (text[0] - '0') * 10 + (text[1] - '0');
  const std::int32_t minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

LocalDays::LocalDays(const std::string& zone, const std::string& first_day, std::int32_t days)
    : zone_(zone_or_stop(zone)), first_(day_or_stop(first_day)), first_weekday_(workforce::weekday(first_)) {
  RAPPORT_CHECK(days > 0);
  for (std::int32_t day = 0; day < days; ++day)
    dates_.push_back(text(first_ + day));
  for (std::int32_t day = 0; day <= days; ++day)
    begins_.push_back(near(day, 0));
}

std::optional<std::int32_t> LocalDays::index_of(const std::string& date) const {
  const auto found = std::lower_bound(dates_.begin(), dates_.end(), date);
  if (found == dates_.end() || *found != date) return std::nullopt;
  return static_cast<std::int32_t>(found - dates_.begin());
}

std::optional<std::int32_t> LocalDays::day_of(Instant at) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), at);
  if (after == begins_.begin() || after == begins_.end()) return std::nullopt;
  return static_cast<std::int32_t>(after - begins_.begin()) - 1;
}

std::optional<Instant> LocalDays::at(std::int32_t day, std::int32_t minutes) const {
  const Instant found = near(day, minutes);
  if (minutes < 1'440 && clock(found) != minutes) return std::nullopt;
  return found;
}

Instant LocalDays::near(std::int32_t day, std::int32_t minutes) const {
  return minutes >= 1'440 ? zone_.start_of(first_ + day + 1) : zone_.at(first_ + day, minutes * 60);
}

std::int32_t LocalDays::clock(Instant at) const {
  return zone_.local(at).second / 60;
}

}  // namespace rapport::workforce::schedule
