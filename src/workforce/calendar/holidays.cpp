#include "workforce/calendar/holidays.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>

#include "base/check.h"
#include "workforce/calendar/moon.h"

namespace rapport::workforce {
namespace {

using Days = std::vector<NamedDay>;

// The n-th of a weekday in a month; n = -1 the last.
Day nth(int year, int month, int of_week, int n) {
  if (n > 0) {
    const Day first = day_of({year, month, 1});
    return first + ((of_week - weekday(first) + 7) % 7 + 7 * (n - 1));
  }
  const Day last = (month == 12 ? day_of({year + 1, 1, 1}) : day_of({year, month + 1, 1})) - 1;
  return last - (weekday(last) - of_week + 7) % 7;
}

void add_run(Days& days, Day first, int count, const char* name) {
  days.push_back({first, name});
  for (int i = 2; i <= count; ++i)
    days.push_back({first + (i - 1), fmt::format("{}, day {}", name, i)});
}

void add_china(Days& days, int year) {
  days.push_back({day_of({year, 1, 1}), "New Year's Day"});
  const Day spring = chinese_new_year(year);
  days.push_back({spring - 1, "Spring Festival, eve"});
  add_run(days, spring, 7, "Spring Festival");
  days.push_back({qingming(year), "Qingming Festival"});
  add_run(days, day_of({year, 5, 1}), 5, "Labour Day");
  days.push_back({chinese_day(year, 5, 5), "Dragon Boat Festival"});
  days.push_back({chinese_day(year, 8, 15), "Mid-Autumn Festival"});
  add_run(days, day_of({year, 10, 1}), 7, "National Day");
}

// A fixed day, and the working day that is free instead when it falls on a weekend.
void add_observed(Days& days, Day day, const std::string& name) {
  days.push_back({day, name});
  if (weekday(day) == 6) days.push_back({day - 1, name + " (observed)"});
  if (weekday(day) == 7) days.push_back({day + 1, name + " (observed)"});
}

void add_united_states(Days& days, int year) {
  add_observed(days, day_of({year, 1, 1}), "New Year's Day");
  // Next year's New Year on a Saturday is observed on this year's last day.
  if (weekday(day_of({year, 12, 31})) == 5)
    days.push_back({day_of({year, 12, 31}), "New Year's Day (observed)"});
  days.push_back({nth(year, 1, 1, 3), "Martin Luther King Day"});
  days.push_back({nth(year, 2, 1, 3), "Presidents' Day"});
  days.push_back({nth(year, 5, 1, -1), "Memorial Day"});
  if (year >= 2021) add_observed(days, day_of({year, 6, 19}), "Juneteenth");
  add_observed(days, day_of({year, 7, 4}), "Independence Day");
  days.push_back({nth(year, 9, 1, 1), "Labor Day"});
  days.push_back({nth(year, 10, 1, 2), "Columbus Day"});
  add_observed(days, day_of({year, 11, 11}), "Veterans Day");
  const Day thanksgiving = nth(year, 11, 4, 4);
  days.push_back({thanksgiving, "Thanksgiving"});
  days.push_back({thanksgiving + 1, "Day after Thanksgiving"});
  days.push_back({day_of({year, 12, 24}), "Christmas Eve"});
  add_observed(days, day_of({year, 12, 25}), "Christmas Day");
}

void add_united_kingdom(Days& days, int year) {
  const Day new_year = day_of({year, 1, 1});
  days.push_back({new_year, "New Year's Day"});
  if (weekday(new_year) >= 6)
    days.push_back({new_year + (8 - weekday(new_year)), "New Year's Day (substitute)"});
  const Day easter = easter_sunday(year);
  days.push_back({easter - 2, "Good Friday"});
  days.push_back({easter + 1, "Easter Monday"});
  // Moved, or there only once, by proclamation.
  days.push_back({year == 2020 ? day_of({2020, 5, 8}) : nth(year, 5, 1, 1), "Early May bank holiday"});
  days.push_back({year == 2022 ? day_of({2022, 6, 2}) : nth(year, 5, 1, -1), "Spring bank holiday"});
  if (year == 2022) {
    days.push_back({day_of({2022, 6, 3}), "Bank holiday by proclamation"});
    days.push_back({day_of({2022, 9, 19}), "Bank holiday by proclamation"});
  }
  if (year == 2023) days.push_back({day_of({2023, 5, 8}), "Bank holiday by proclamation"});
  days.push_back({nth(year, 8, 1, -1), "Summer bank holiday"});
  const Day christmas = day_of({year, 12, 25});
  days.push_back({christmas - 1, "Christmas Eve"});
  days.push_back({christmas, "Christmas Day"});
  days.push_back({christmas + 1, "Boxing Day"});
  const int of_week = weekday(christmas);
  if (of_week >= 6) days.push_back({day_of({year, 12, 27}), "Christmas Day (substitute)"});
  if (of_week == 5 || of_week == 6) days.push_back({day_of({year, 12, 28}), "Boxing Day (substitute)"});
}

void add_germany(Days& days, int year) {
  days.push_back({day_of({year, 1, 1}), "New Year's Day"});
  const Day easter = easter_sunday(year);
  days.push_back({easter - 2, "Good Friday"});
  days.push_back({easter + 1, "Easter Monday"});
  days.push_back({day_of({year, 5, 1}), "Labour Day"});
  days.push_back({easter + 39, "Ascension Day"});
  days.push_back({easter + 50, "Whit Monday"});
  if (year >= 1990) days.push_back({day_of({year, 10, 3}), "German Unity Day"});
  days.push_back({day_of({year, 12, 24}), "Christmas Eve"});
  days.push_back({day_of({year, 12, 25}), "Christmas Day"});
  days.push_back({day_of({year, 12, 26}), "Second Christmas Day"});
  days.push_back({day_of({year, 12, 31}), "New Year's Eve"});
}

struct Set {
  const char* name;
  void (*add)(Days&, int);
};
constexpr Set sets[] = {
    {"CN", add_china}, {"US", add_united_states}, {"GB", add_united_kingdom}, {"DE", add_germany}};

}  // namespace

const std::vector<std::string>& holiday_sets() {
  static const std::vector<std::string> names = {"CN", "US", "GB", "DE"};
  return names;
}

Result<std::vector<NamedDay>> holidays(const std::string& set, Day from, Day to) {
  const auto found =
      std::find_if(std::begin(sets), std::end(sets), [&](const Set& s) { return set == s.name; });
  if (found == std::end(sets))
    return fail(ErrorCode::invalid, "unknown_holidays",
                fmt::format("expected one of {}", fmt::join(holiday_sets(), ", ")));
  Days days;
  const int last = std::min(civil(to).year, holiday_year_max);
  for (int year = std::max(civil(from).year, holiday_year_min); year <= last; ++year)
    found->add(days, year);
  std::erase_if(days, [&](const NamedDay& day) { return day.day < from || day.day > to; });
  std::stable_sort(days.begin(), days.end(),
                   [](const NamedDay& a, const NamedDay& b) { return a.day < b.day; });
  return days;
}

// Meeus, Jones and Butcher: Astronomical Algorithms, 2nd ed., chapter 8.
Day easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return day_of({year, n / 31, n % 31 + 1});
}

Day chinese_day(int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::createTimeZone("GMT"), icu::Locale("zh@calendar=chinese"), status));
  RAPPORT_CHECK(U_SUCCESS(status) != 0 && calendar != nullptr);
  // The first month begins between 21 January and 20 February; the others 29 or 30 days each after it, one
  // more when a leap month is in between.
  for (Day at = day_of({year, 1, 20}) + 29 * (month - 1);; at = at + 1) {
    calendar->setTime(at.number * 86'400'000.0 + 43'200'000.0, status);
    const bool is_first = calendar->get(UCAL_MONTH, status) == month - 1 &&
                          calendar->get(UCAL_DATE, status) == 1 &&
                          calendar->get(UCAL_IS_LEAP_MONTH, status) == 0;
    RAPPORT_CHECK(U_SUCCESS(status) != 0 && at < day_of({year + 1, 3, 1}));
    // ICU knows which month it is, leap months included, but its moon is up to half an hour off (in 2027 and
    // 2030 it has New Year on the wrong day).
    if (is_first) return day_of_new_moon(at) + (day - 1);
  }
}

Day chinese_new_year(int year) {
  return chinese_day(year, 1, 1);
}

// The Sun at 15 degrees of longitude by China's clock: the rule of thumb of the almanacs, right for every
// year from 1901 to 2099.
Day qingming(int year) {
  const int of_century = year % 100;
  const double century = year < 2000 ? 5.59 : 4.81;
  const int leap_days = year < 2000 ? (of_century - 1) / 4 : of_century / 4;
  return day_of({year, 4, static_cast<int>(of_century * 0.2422 + century) - leap_days});
}

}  // namespace rapport::workforce
