#include <doctest/doctest.h>

#include "workforce/calendar/holidays.h"
#include "workforce/calendar/intervals.h"
#include "workforce/calendar/wall_clock.h"

namespace rapport::workforce {
namespace {

Day on(const char* date) {
  return parse_day(date).value();
}
Instant utc(const char* date, int hour, int minute = 0) {
  return Instant{on(date).number * 86'400'000'000} + hours(hour) + minutes(minute);
}
// The only day of that name in the year.
std::string when(const char* set, const char* name, int year) {
  std::string found;
  const auto days = holidays(set, day_of({year, 1, 1}), day_of({year, 12, 31})).value();
  for (const NamedDay& day : days)
    if (day.name == name) found += text(day.day);
  return found;
}

}  // namespace

TEST_CASE("days count from 1970, have weekdays, and are read only when they exist") {
  CHECK(on("1970-01-01").number == 0);
  CHECK(weekday(on("1970-01-01")) == 4);
  CHECK(weekday(on("1969-12-29")) == 1);
  CHECK(weekday(on("2026-03-01")) == 7);
  CHECK(text(on("2024-02-29") + 1) == "2024-03-01");
  for (const char* wrong :
       {"2026-02-29", "2026-13-01", "2026-1-01", "20260101", "", "2026-01-0x", "-026-01-01"})
    CHECK_FALSE(parse_day(wrong).has_value());
}

TEST_CASE("a day has 23, 24 or 25 hours where clocks change") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  CHECK(berlin.intervals_of(on("2026-03-29"), 30).size() == 46);
  CHECK(berlin.intervals_of(on("2026-03-30"), 30).size() == 48);
  CHECK(berlin.intervals_of(on("2026-10-25"), 15).size() == 100);
  const Zone new_york = Zone::named("America/New_York").value();
  CHECK(new_york.intervals_of(on("2026-03-08"), 60).size() == 23);
  CHECK(new_york.intervals_of(on("2026-11-01"), 30).size() == 50);
  const Zone lord_howe = Zone::named("Australia/Lord_Howe").value();
  CHECK(lord_howe.intervals_of(on("2026-04-05"), 30).size() == 49);
  CHECK(lord_howe.intervals_of(on("2026-10-04"), 15).size() == 94);
  const Zone shanghai = Zone::named("Asia/Shanghai").value();
  CHECK(shanghai.intervals_of(on("2026-10-04"), 15).size() == 96);
}

TEST_CASE("slots follow the wall clock over a change") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  const auto spring = berlin.intervals_of(on("2026-03-29"), 30);
  CHECK(spring[3].slot == 3);
  CHECK(spring[4].slot == 6);
  CHECK(spring[4].start == utc("2026-03-29", 1));
  CHECK(spring.back().slot == 47);
  const auto autumn = berlin.intervals_of(on("2026-10-25"), 30);
  CHECK(autumn[4].slot == 4);
  CHECK(autumn[5].slot == 5);
  CHECK(autumn[6].slot == 4);
  CHECK(autumn[7].slot == 5);
  CHECK(autumn[8].slot == 6);
  CHECK(autumn.front().start == utc("2026-10-24", 22));
}

TEST_CASE("wall clock and moment agree, and a skipped time is the moment of the change") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  CHECK(berlin.at(on("2026-03-29"), 2 * 3600 + 1800) == utc("2026-03-29", 1));
  CHECK(berlin.at(on("2026-10-25"), 2 * 3600) == utc("2026-10-25", 0));
  const LocalTime local = berlin.local(utc("2026-07-01", 22, 15));
  CHECK(text(local.day) == "2026-07-02");
  CHECK(local.second == 15 * 60);
  // Midnight itself is skipped.
  const Zone havana = Zone::named("America/Havana").value();
  CHECK(havana.start_of(on("2019-03-10")) == utc("2019-03-10", 5));
  CHECK(havana.intervals_of(on("2019-03-10"), 60).size() == 23);
  CHECK(havana.intervals_of(on("2019-03-10"), 60).front().slot == 1);
  CHECK(havana.intervals_of(on("2019-11-03"), 60).size() == 25);
  // Days follow each other without a gap.
  for (const char* name : {"Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata"}) {
    const Zone zone = Zone::named(name).value();
    for (int i = 0; i < 366; ++i) {
      const Day day = on("2026-01-01") + i;
      const auto intervals = zone.intervals_of(day, 15);
      CHECK(intervals.back().start + minutes(15) == zone.start_of(day + 1));
      CHECK(zone.local(intervals.front().start).day == day);
      CHECK(zone.local(intervals.back().start).day == day);
    }
  }
}

TEST_CASE("times of tables: as databases and spreadsheets write them, never half understood") {
  const LocalTime expected{on("2026-03-02"), 8 * 3600 + 15 * 60};
  for (const char* same : {"2026-03-02T08:15", "2026-03-02 08:15:00", "2026/3/2 8:15", "2026.3.2 8:15",
                           "2026-03-02 08:15:00.000"})
    CHECK_MESSAGE(parse_local(same) == expected, same);
  for (const char* wrong : {"", "2026-03-02", "2026-03-02 24:00", "2026-02-30 08:00", "2026-03-02 08:15:60",
                            "8:15", "2026-03-02 08:15:00.5", "2026-03-02 08:15Z", "2026-03-02 08.15"})
    CHECK_MESSAGE(!parse_local(wrong), wrong);
}

TEST_CASE("a time that the clock skips is no moment, one that it shows twice is two") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  CHECK(moment_of(berlin, {on("2026-03-29"), 3 * 3600}) == utc("2026-03-29", 1));
  CHECK_FALSE(moment_of(berlin, {on("2026-03-29"), 2 * 3600 + 1800}).has_value());
  const auto first = moment_of(berlin, {on("2026-10-25"), 2 * 3600 + 1800});
  REQUIRE(first.has_value());
  CHECK(*first == utc("2026-10-25", 0, 30));
  CHECK(again_at(berlin, *first) == utc("2026-10-25", 1, 30));
  CHECK_FALSE(again_at(berlin, utc("2026-10-25", 2)).has_value());
  const Zone lord_howe = Zone::named("Australia/Lord_Howe").value();  // half an hour
  const auto half = moment_of(lord_howe, {on("2026-04-05"), 3600 + 1800});
  REQUIRE(half.has_value());
  CHECK(again_at(lord_howe, *half) == *half + minutes(30));
}

TEST_CASE("an unknown zone is refused") {
  CHECK(Zone::named("Mars/Olympus").error().reason == "unknown_time_zone");
  CHECK(Zone::named("").error().reason == "unknown_time_zone");
}

TEST_CASE("Chinese New Year is when it was and will be") {
  const char* known[] = {"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
                         "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"};
  for (int year = 2020; year <= 2030; ++year)
    CHECK(text(chinese_new_year(year)) == known[year - 2020]);
}

TEST_CASE("China's other moving days, leap months in between") {
  const char* dragon[] = {"2020-06-25", "2021-06-14", "2022-06-03", "2023-06-22",
                          "2024-06-10", "2025-05-31", "2026-06-19"};
  const char* moon[] = {"2020-10-01", "2021-09-21", "2022-09-10", "2023-09-29",
                        "2024-09-17", "2025-10-06", "2026-09-25"};
  const char* qing[] = {"2020-04-04", "2021-04-04", "2022-04-05", "2023-04-05",
                        "2024-04-04", "2025-04-04", "2026-04-05"};
  for (int year = 2020; year <= 2026; ++year) {
    CHECK(when("CN", "Dragon Boat Festival", year) == dragon[year - 2020]);
    CHECK(when("CN", "Mid-Autumn Festival", year) == moon[year - 2020]);
    CHECK(when("CN", "Qingming Festival", year) == qing[year - 2020]);
  }
  CHECK(when("CN", "Spring Festival, eve", 2026) == "2026-02-16");
  CHECK(when("CN", "Spring Festival, day 7", 2026) == "2026-02-23");
  CHECK(when("CN", "National Day, day 7", 2026) == "2026-10-07");
  CHECK(text(qingming(1999)) == "1999-04-05");
  CHECK(text(qingming(2000)) == "2000-04-04");
}

TEST_CASE("Easter, and what hangs on it") {
  CHECK(text(easter_sunday(2008)) == "2008-03-23");
  CHECK(text(easter_sunday(2011)) == "2011-04-24");
  CHECK(text(easter_sunday(2024)) == "2024-03-31");
  CHECK(text(easter_sunday(2025)) == "2025-04-20");
  CHECK(text(easter_sunday(2026)) == "2026-04-05");
  CHECK(text(easter_sunday(2038)) == "2038-04-25");
  CHECK(when("DE", "Ascension Day", 2026) == "2026-05-14");
  CHECK(when("DE", "Whit Monday", 2026) == "2026-05-25");
  CHECK(when("GB", "Good Friday", 2026) == "2026-04-03");
}

TEST_CASE("American and British days, observed ones included") {
  CHECK(when("US", "Thanksgiving", 2026) == "2026-11-26");
  CHECK(when("US", "Memorial Day", 2026) == "2026-05-25");
  CHECK(when("US", "Labor Day", 2003) == "2003-09-01");
  CHECK(when("US", "Independence Day (observed)", 2026) == "2026-07-03");
  CHECK(when("US", "New Year's Day (observed)", 2021) == "2021-12-31");
  CHECK(when("US", "Juneteenth", 2019).empty());
  CHECK(when("GB", "Early May bank holiday", 2026) == "2026-05-04");
  CHECK(when("GB", "Boxing Day (substitute)", 2026) == "2026-12-28");
  CHECK(when("GB", "Christmas Day (substitute)", 2022) == "2022-12-27");
  CHECK(when("GB", "Boxing Day (substitute)", 2022).empty());
  CHECK(when("GB", "Boxing Day (substitute)", 2021) == "2021-12-28");
}

TEST_CASE("every set knows its days in every year, in order and once") {
  for (const std::string& set : holiday_sets()) {
    const auto days = holidays(set, on("1960-01-01"), on("2120-12-31")).value();
    CHECK(civil(days.front().day).year == 1970);
    CHECK(civil(days.back().day).year == 2099);
    for (std::size_t i = 1; i < days.size(); ++i)
      CHECK(days[i - 1].day <= days[i].day);
  }
  CHECK(holidays("XX", on("2026-01-01"), on("2026-12-31")).error().reason == "unknown_holidays");
  CHECK(holidays("CN", on("2026-12-31"), on("2026-01-01"))->empty());
}

}  // namespace rapport::workforce
