// Day: a day of the calendar, without a zone. A value of four bytes; arithmetic only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::workforce {

struct Day {
  std::int32_t number = 0;  // days since 1970-01-01
  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr Day operator+(Day day, std::int32_t days) { return {day.number + days}; }
  friend constexpr Day operator-(Day day, std::int32_t days) { return {day.number - days}; }
  friend constexpr std::int32_t operator-(Day a, Day b) { return a.number - b.number; }
};

struct CivilDate {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

// REQUIRES: the day exists.
Day day_of(const CivilDate& date);
CivilDate civil(Day day);
int weekday(Day day);       // 1 Monday to 7 Sunday
std::string text(Day day);  // "2026-12-25"
std::optional<Day> parse_day(std::string_view text);

}  // namespace rapport::workforce
