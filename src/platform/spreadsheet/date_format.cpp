#include "platform/spreadsheet/date_format.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace rapport::spreadsheet {
namespace {

constexpr double serial_max = 2'958'466;  // 10000-01-01
constexpr std::int64_t days_to_1970 = 25'569, days_from_1904 = 1'462, seconds_a_day = 86'400;

}  // namespace

bool is_date_format(int built_in) {
  return (built_in >= 14 && built_in <= 22) || (built_in >= 27 && built_in <= 36) ||
         (built_in >= 45 && built_in <= 47) || (built_in >= 50 && built_in <= 58);
}

bool is_date_format(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      // [h], [mm], [ss] are lengths of time; others are colours, conditions and countries.
      if (i + 1 < code.size() && std::string_view("hHmMsS").find(code[i + 1]) != std::string_view::npos &&
          (i + 2 == code.size() || code[i + 2] == ']' || code[i + 2] == code[i + 1]))
        return true;
      i = std::min(code.find(']', i), code.size());
    } else if (std::string_view("yYdDhHsSmM").find(c) != std::string_view::npos) {
      return true;
    } else if (c == 'G' || c == 'g') {
      return code.size() > i + 1 && code[i + 1] == 'g';  // "General"; "ggge" is an era
    }
  }
  return false;
}

std::string date_text(double serial, bool is_from_1904) {
  if (!(serial >= 0) || serial >= serial_max) return "";
  const auto all = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(seconds_a_day)));
  std::int64_t day = all / seconds_a_day;
  const std::int64_t second = all % seconds_a_day;
  const std::string time = fmt::format("{:02}:{:02}:{:02}", second / 3'600, second / 60 % 60, second % 60);
  if (day == 0) return time;
  if (is_from_1904)
    day += days_from_1904;
  else if (day < 60)
    ++day;  // as the first of these programs did, day 60 is the 29th of February 1900, which was none
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day - days_to_1970}}};
  if (static_cast<int>(date.year()) > 9'999) return "";
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (second != 0) text += "T" + time;
  return text;
}

}  // namespace rapport::spreadsheet
