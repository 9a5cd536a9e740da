#include "org/hours.h"

#include <doctest/doctest.h>

#include "platform/contract/instant_text.h"

namespace rapport::org {
namespace {

Instant at(const char* text) {
  return contract::parse_instant(text).value();
}
std::string text(std::optional<Instant> instant) {
  return instant ? contract::format_instant(*instant).substr(0, 16) : "never";
}

Hours weekdays(const char* zone, const char* from = "09:00", const char* to = "18:00") {
  Hours hours{{}, "weekdays", zone, {}, {}};
  for (int day = 1; day <= 5; ++day)
    hours.weekly.push_back({day, from, to});
  return hours;
}

Hours daily(const char* zone, std::vector<std::pair<const char*, const char*>> spans) {
  Hours hours{{}, "daily", zone, {}, {}};
  for (int day = 1; day <= 7; ++day)
    for (const auto& [from, to] : spans)
      hours.weekly.push_back({day, from, to});
  return hours;
}

std::string where_wrong(const Hours& hours) {
  const auto result = check(hours);
  if (result) return "";
  std::string all;
  for (const Issue& issue : result.error().issues)
    all += issue.where + " ";
  return all;
}

TEST_CASE("office hours open at the first minute and close at the last") {
  const Hours hours = weekdays("Asia/Shanghai");  // UTC+8 all year
  REQUIRE(check(hours));
  CHECK_FALSE(is_open(hours, at("2026-03-02T00:59:59.999999Z")));  // a Monday, 08:59
  CHECK(is_open(hours, at("2026-03-02T01:00:00Z")));
  CHECK(is_open(hours, at("2026-03-02T09:59:59.999999Z")));
  CHECK_FALSE(is_open(hours, at("2026-03-02T10:00:00Z")));
  CHECK_FALSE(is_open(hours, at("2026-03-01T03:00:00Z")));  // Sunday
}

TEST_CASE("the day of the week is the zone's, not UTC's") {
  const Hours hours = weekdays("America/New_York", "00:00", "24:00");
  CHECK(is_open(hours, at("2026-01-10T04:59:00Z")));        // still Friday there
  CHECK_FALSE(is_open(hours, at("2026-01-10T05:00:00Z")));  // Saturday
  CHECK_FALSE(is_open(hours, at("2026-01-12T04:59:00Z")));  // still Sunday there
  CHECK(is_open(hours, at("2026-01-12T05:00:00Z")));
}

TEST_CASE("the next change is the next opening or closing") {
  const Hours hours = weekdays("Asia/Shanghai");
  CHECK(text(next_change(hours, at("2026-03-02T00:00:00Z"))) == "2026-03-02T01:00");
  CHECK(text(next_change(hours, at("2026-03-02T01:00:00Z"))) == "2026-03-02T10:00");
  CHECK(text(next_change(hours, at("2026-03-06T10:00:00Z"))) == "2026-03-09T01:00");  // over the weekend
}

TEST_CASE("hours over midnight are one stretch") {
  const Hours hours = daily("Europe/Berlin", {{"00:00", "06:00"}, {"22:00", "24:00"}});
  REQUIRE(check(hours));
  CHECK(is_open(hours, at("2026-01-15T22:59:59Z")));  // 23:59:59
  CHECK(is_open(hours, at("2026-01-15T23:00:00Z")));  // midnight
  CHECK(text(next_change(hours, at("2026-01-15T21:30:00Z"))) == "2026-01-16T05:00");
}

TEST_CASE("always open and never open never change") {
  CHECK(text(next_change(daily("Europe/Berlin", {{"00:00", "24:00"}}), at("2026-03-01T00:00:00Z"))) ==
        "never");
  Hours never{{}, "never", "Europe/Berlin", {}, {}};
  REQUIRE(check(never));
  CHECK_FALSE(is_open(never, at("2026-03-01T12:00:00Z")));
  CHECK(text(next_change(never, at("2026-03-01T00:00:00Z"))) == "never");
}

TEST_CASE("a holiday without times is closed, one with times is open in between, on any weekday") {
  Hours hours = weekdays("Europe/Berlin");
  hours.holidays = {{"2026-12-25", "Christmas", "", ""}, {"2026-12-26", "Sale", "10:00", "14:00"}};
  REQUIRE(check(hours));
  CHECK_FALSE(is_open(hours, at("2026-12-25T10:00:00Z")));  // a Friday
  CHECK_FALSE(is_open(hours, at("2026-12-26T08:59:00Z")));  // a Saturday, 09:59
  CHECK(is_open(hours, at("2026-12-26T09:00:00Z")));
  CHECK_FALSE(is_open(hours, at("2026-12-26T13:00:00Z")));
  CHECK(text(next_change(hours, at("2026-12-24T17:00:00Z"))) == "2026-12-26T09:00");
}

TEST_CASE("hours keep to the wall clock when it is put forward") {
  const Hours hours = daily("Europe/Berlin", {{"09:00", "18:00"}});
  CHECK(text(next_change(hours, at("2026-03-28T12:00:00Z"))) == "2026-03-28T17:00");  // +1
  CHECK(text(next_change(hours, at("2026-03-28T17:00:00Z"))) == "2026-03-29T07:00");  // +2 from here on
  CHECK(text(next_change(hours, at("2026-03-29T07:00:00Z"))) == "2026-03-29T16:00");
}

TEST_CASE("hours keep to the wall clock when it is put back") {
  const Hours hours = daily("America/New_York", {{"09:00", "18:00"}});
  CHECK(text(next_change(hours, at("2026-10-31T21:00:00Z"))) == "2026-10-31T22:00");  // -4
  CHECK(text(next_change(hours, at("2026-10-31T22:00:00Z"))) == "2026-11-01T14:00");  // -5
}

TEST_CASE("an opening time that the clock skips is when the clock jumps over it") {
  const Hours hours = daily("Europe/Berlin", {{"02:30", "05:00"}});  // 02:00 becomes 03:00
  CHECK_FALSE(is_open(hours, at("2026-03-29T00:59:59Z")));           // 01:59:59
  CHECK(is_open(hours, at("2026-03-29T01:00:00Z")));                 // 03:00:00
  CHECK(text(next_change(hours, at("2026-03-28T23:00:00Z"))) == "2026-03-29T01:00");
  CHECK(text(next_change(hours, at("2026-03-29T01:00:00Z"))) == "2026-03-29T03:00");
}

TEST_CASE("a stretch that lies wholly in the skipped hour does not happen") {
  const Hours hours = daily("America/New_York", {{"02:15", "02:45"}});
  for (int minute = 0; minute < 24 * 60; ++minute)
    CHECK_FALSE(is_open(hours, at("2026-03-08T05:00:00Z") + minutes(minute)));
  CHECK(text(next_change(hours, at("2026-03-08T05:00:00Z"))) == "2026-03-09T06:15");
}

TEST_CASE("a stretch in the doubled hour happens twice") {
  const Hours hours = daily("Europe/Berlin", {{"02:15", "02:45"}});  // 03:00 becomes 02:00 at 01:00Z
  CHECK(text(next_change(hours, at("2026-10-24T23:00:00Z"))) == "2026-10-25T00:15");
  CHECK(text(next_change(hours, at("2026-10-25T00:15:00Z"))) == "2026-10-25T00:45");
  CHECK(text(next_change(hours, at("2026-10-25T00:45:00Z"))) == "2026-10-25T01:15");
  CHECK(text(next_change(hours, at("2026-10-25T01:15:00Z"))) == "2026-10-25T01:45");
  CHECK(text(next_change(hours, at("2026-10-25T01:45:00Z"))) == "2026-10-26T01:15");
}

TEST_CASE("a clock put back can open again by itself") {
  const Hours hours = daily("Europe/Berlin", {{"01:00", "02:30"}});
  CHECK(text(next_change(hours, at("2026-10-24T23:30:00Z"))) == "2026-10-25T00:30");  // 02:30 the first time
  CHECK(text(next_change(hours, at("2026-10-25T00:30:00Z"))) == "2026-10-25T01:00");  // 02:00 again
  CHECK(text(next_change(hours, at("2026-10-25T01:00:00Z"))) == "2026-10-25T01:30");
}

TEST_CASE("next_change agrees with looking at every minute, over both clock changes") {
  for (const char* zone : {"Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"}) {
    Hours hours =
        daily(zone, {{"00:00", "00:30"}, {"01:45", "02:20"}, {"02:40", "09:00"}, {"23:30", "24:00"}});
    hours.holidays = {{"2026-03-08", "", "01:00", "04:00"}, {"2026-10-25", "", "", ""}};
    REQUIRE(check(hours));
    for (const char* day : {"2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z", "2026-04-04T00:00:00Z",
                            "2026-10-03T00:00:00Z", "2026-10-24T12:00:00Z", "2026-10-31T12:00:00Z"}) {
      Instant now = at(day);
      for (int steps = 0; steps < 3 * 24 * 60; ++steps) {
        Instant next = now + minutes(1);
        while (is_open(hours, next) == is_open(hours, now))
          next = next + minutes(1);
        CAPTURE(zone);
        CAPTURE(text(now));
        CHECK(text(next_change(hours, now)) == text(next));
        steps += static_cast<int>((next - now).us / 60'000'000);
        now = next;
      }
    }
  }
}

TEST_CASE("the next midnight is the zone's") {
  CHECK(text(next_midnight("Asia/Shanghai", at("2026-03-01T15:59:00Z"))) == "2026-03-01T16:00");
  CHECK(text(next_midnight("Asia/Shanghai", at("2026-03-01T16:00:00Z"))) == "2026-03-02T16:00");
  CHECK(text(next_midnight("Europe/Berlin", at("2026-03-28T23:00:00Z"))) == "2026-03-29T22:00");  // 23 h day
  CHECK(text(next_midnight("America/New_York", at("2026-11-01T04:00:00Z"))) == "2026-11-02T05:00");  // 25 h
  // Chile puts its clock forward at midnight: the day begins at 01:00.
  CHECK(text(next_midnight("America/Santiago", at("2026-09-05T12:00:00Z"))) == "2026-09-06T04:00");
}

TEST_CASE("the local date is the zone's") {
  CHECK(local_date("Asia/Shanghai", at("2026-03-01T16:00:00Z")) == "2026-03-02");
  CHECK(local_date("America/New_York", at("2026-03-01T04:59:59Z")) == "2026-02-28");
}

TEST_CASE("what hours cannot be is said with its place") {
  CHECK(where_wrong({{}, "x", "Mars/Olympus", {}, {}}) == "/time_zone ");
  CHECK(where_wrong({{}, "x", "", {}, {}}) == "/time_zone ");
  const char* zone = "Europe/Berlin";
  CHECK(where_wrong({{}, "x", zone, {{0, "09:00", "18:00"}}, {}}) == "/weekly/0/day ");
  CHECK(where_wrong({{}, "x", zone, {{8, "09:00", "18:00"}}, {}}) == "/weekly/0/day ");
  CHECK(where_wrong({{}, "x", zone, {{1, "9:00", "18:00"}}, {}}) == "/weekly/0/from ");
  CHECK(where_wrong({{}, "x", zone, {{1, "09:00", "24:01"}}, {}}) == "/weekly/0/to ");
  CHECK(where_wrong({{}, "x", zone, {{1, "-9:00", "18:00"}}, {}}) == "/weekly/0/from ");
  CHECK(where_wrong({{}, "x", zone, {{1, "18:00", "18:00"}}, {}}) == "/weekly/0/to ");
  CHECK(where_wrong({{}, "x", zone, {{1, "22:00", "06:00"}}, {}}) == "/weekly/0/to ");
  CHECK(where_wrong({{}, "x", zone, {{1, "09:00", "12:00"}, {1, "11:59", "18:00"}}, {}}) == "/weekly/1 ");
  CHECK(where_wrong({{}, "x", zone, {{1, "09:00", "12:00"}, {1, "12:00", "18:00"}}, {}}) == "");
  CHECK(where_wrong({{}, "x", zone, {}, {{"2026-02-29", "", "", ""}}}) == "/holidays/0/date ");
  CHECK(where_wrong({{}, "x", zone, {}, {{"2026-2-1", "", "", ""}}}) == "/holidays/0/date ");
  CHECK(where_wrong({{}, "x", zone, {}, {{"2026-02-01", "", "", ""}, {"2026-02-01", "", "", ""}}}) ==
        "/holidays/1/date ");
  CHECK(where_wrong({{}, "x", zone, {}, {{"2026-02-01", "", "10:00", ""}}}) == "/holidays/0/to ");
}

}  // namespace
}  // namespace rapport::org
