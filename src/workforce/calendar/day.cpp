#include "workforce/calendar/day.h"

#include <date/date.h>
#include <fmt/format.h>

#include <charconv>

namespace rapport::workforce {

Day day_of(const CivilDate& date) {
  const auto made = date::year(date.year) / date.month / date.day;
  return {static_cast<std::int32_t>(date::sys_days(made).time_since_epoch().count())};
}

CivilDate civil(Day day) {
  const date::year_month_day found{date::sys_days(date::days(day.number))};
  return {static_cast<int>(found.year()), static_cast<int>(static_cast<unsigned>(found.month())),
          static_cast<int>(static_cast<unsigned>(found.day()))};
}

int weekday(Day day) {
  // 1970-01-01 was a Thursday.
  const int since_monday = (day.number % 7 + 7 + 3) % 7;
  return since_monday + 1;
}

std::string text(Day day) {
  const CivilDate date = civil(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0, month = 0, day = 0;
  const auto number = [&](std::size_t at, std::size_t length, int& into) {
    const char* end = text.data() + at + length;
    return text[at] != '-' && std::from_chars(text.data() + at, end, into).ptr == end;
  };
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return std::nullopt;
  if (!(date::year(year) / month / day).ok()) return std::nullopt;
  return day_of({year, month, day});
}

}  // namespace rapport::workforce
