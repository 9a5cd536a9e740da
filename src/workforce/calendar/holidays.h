// Days on which fewer or more people call than the weekday says: public holidays by country, those that move
// with the moon or Easter included, and an organisation's own days. Pure; any thread. It does not know the
// make-up working days that China's State Council sets each year: an organisation gives them as its own.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

// Each day of a longer holiday has a name of its own: "Spring Festival, day 3". The same name is the same
// holiday in another year.
struct NamedDay {
  Day day;
  std::string name;
  friend bool operator==(const NamedDay&, const NamedDay&) = default;
};

inline constexpr int holiday_year_min = 1970;
inline constexpr int holiday_year_max = 2099;

// "CN", "US", "GB" (England and Wales), "DE" (all of its states).
const std::vector<std::string>& holiday_sets();
// In order of days. Years outside the limits have none. invalid, "unknown_holidays".
Result<std::vector<NamedDay>> holidays(const std::string& set, Day from, Day to);

Day easter_sunday(int year);                    // Gregorian
Day chinese_new_year(int year);                 // first day of the first month
Day chinese_day(int year, int month, int day);  // of the Chinese year that begins in `year`; no leap month
Day qingming(int year);

}  // namespace rapport::workforce
