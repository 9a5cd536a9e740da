#include "phrases/times.h"

namespace rapport::phrases {
namespace {

constexpr const char* month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

int days_of(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  return month == 2 && is_leap ? 29 : days[month - 1];
}

std::string minute_words(int minute) {
  if (minute == 0) return {};
  return (minute < 10 ? " oh " : " ") + cardinal(minute, Tongue::en);
}

const char* part_of_day(int hour) {
  if (hour < 6) return "凌晨";
  if (hour < 12) return "上午";
  if (hour == 12) return "中午";
  return hour < 18 ? "下午" : "晚上";
}

std::string chinese_time(int hour, int minute, Dial dial) {
  const bool is_twelve = dial == Dial::twelve;
  const int shown = is_twelve && hour > 12 ? hour - 12 : hour;
  std::string said = is_twelve ? part_of_day(hour % 24) : "";
  said += counted(shown, Tongue::zh) + "点";
  if (minute == 0) return said;
  if (minute < 10) said += "零";
  return said + cardinal(minute, Tongue::zh) + "分";
}

std::string english_time(int hour, int minute, Dial dial) {
  if (dial == Dial::twenty_four) {
    const std::string said = cardinal(hour, Tongue::en);
    return minute == 0 ? said + " hundred hours" : said + minute_words(minute);
  }
  if (hour == 12 && minute == 0) return "twelve noon";
  if (hour % 24 == 0 && minute == 0) return "midnight";
  const int shown = hour % 12 == 0 ? 12 : hour % 12;
  return cardinal(shown, Tongue::en) + minute_words(minute) + (hour % 24 < 12 ? " a.m." : " p.m.");
}

}  // namespace

std::string time_of_day(int hour, int minute, Tongue tongue, Dial dial) {
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || (hour == 24 && minute > 0)) return {};
  return tongue == Tongue::zh ? chinese_time(hour, minute, dial) : english_time(hour, minute, dial);
}

std::string year(int year, Tongue tongue) {
  if (tongue == Tongue::zh) return digits(std::to_string(year), tongue);
  const int rest = year % 100;
  if (year < 1'000 || year > 9'999 || (year / 100 % 10 == 0 && rest < 10)) return cardinal(year, tongue);
  const std::string century = cardinal(year / 100, tongue);
  if (rest == 0) return century + " hundred";
  return century + (rest < 10 ? " oh " : " ") + cardinal(rest, tongue);
}

std::string date(int the_year, int month, int day, Tongue tongue) {
  if (the_year < 0 || the_year > 9'999 || month < 1 || month > 12 || day < 1 ||
      day > days_of(the_year, month))
    return {};
  if (tongue == Tongue::zh)
    return (the_year == 0 ? "" : year(the_year, tongue) + "年") + cardinal(month, tongue) + "月" +
           cardinal(day, tongue) + "日";
  std::string said = std::string(month_names[month - 1]) + " " + ordinal(day, tongue);
  if (the_year != 0) said += ", " + year(the_year, tongue);
  return said;
}

}  // namespace rapport::phrases
