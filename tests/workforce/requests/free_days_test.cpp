#include "workforce/requests/free_days.h"

#include <doctest/doctest.h>

namespace rapport::workforce {
namespace {

Day on(const std::string& day) {
  return *parse_day(day);
}

org::Hours calendar_of(const std::string& time_zone, std::vector<org::Holiday> holidays) {
  org::Hours made;
  made.time_zone = time_zone;
  made.holidays = std::move(holidays);
  return made;
}

AgentPlanning planned_by(const std::string& contract) {
  AgentPlanning made;
  made.contract = contract;
  return made;
}

schedule::Template template_on(const std::string& name, std::vector<std::int32_t> weekdays) {
  schedule::Template made;
  made.name = name;
  made.weekdays = std::move(weekdays);
  return made;
}

schedule::Contract contract_with(const std::string& name, std::vector<std::string> shifts) {
  schedule::Contract made;
  made.name = name;
  made.shifts = std::move(shifts);
  return made;
}

}  // namespace

TEST_CASE("a public holiday closes a calendar of the organisation's time zone all day") {
  const HolidayNames names = public_holidays(
      {calendar_of("Europe/Berlin", {{"2026-04-06", "Easter Monday", "", ""},
                                     {"2026-12-24", "Christmas Eve", "09:00", "12:00"}}),
       calendar_of("Europe/Berlin", {{"2026-04-06", "Closed", "", ""}, {"2026-05-01", "May Day", "", ""}}),
       calendar_of("Asia/Shanghai", {{"2026-10-01", "National Day", "", ""}})},
      "Europe/Berlin");
  CHECK(names == HolidayNames{{on("2026-04-06"), "Easter Monday"}, {on("2026-05-01"), "May Day"}});
}

TEST_CASE(
    "a weekday on which nobody of the contract begins, or the agent is not available, is never worked") {
  Facts facts;
  facts.contracts = {contract_with("Week", {"Day"}), contract_with("Any", {}),
                     contract_with("Odd", {"Gone"})};
  facts.templates = {template_on("Day", {1, 2, 3, 4, 5}), template_on("Weekend", {6})};
  CHECK(weekdays_never_worked(planned_by("Week"), facts) == std::set<std::int32_t>{6, 7});
  CHECK(weekdays_never_worked(planned_by("Any"), facts) == std::set<std::int32_t>{7});
  // Nothing says when they work.
  CHECK(weekdays_never_worked(planned_by(""), facts).empty());
  CHECK(weekdays_never_worked(planned_by("Odd"), facts).empty());
  AgentPlanning part_timer = planned_by("Week");
  part_timer.available = {{{1, 2}, "08:00", "12:00"}, {{6}, "08:00", "12:00"}};
  CHECK(weekdays_never_worked(part_timer, facts) == std::set<std::int32_t>{3, 4, 5, 6, 7});
  part_timer.contract = "";
  CHECK(weekdays_never_worked(part_timer, facts) == std::set<std::int32_t>{3, 4, 5, 7});
}

TEST_CASE("each free day has one reason: the type's, then the holiday's, then the contract's") {
  // Friday to Tuesday; Saturday is a holiday too.
  const CostRules rules{
      {1, 2, 3, 4, 5}, {{on("2026-04-03"), "Good Friday"}, {on("2026-04-04"), "Saturday of Easter"}}, {1, 5}};
  const auto free = free_days(on("2026-04-03"), on("2026-04-07"), rules);
  REQUIRE(free.size() == 4);
  CHECK(free[0].why == FreeReason::holiday);
  CHECK(free[0].name == "Good Friday");
  CHECK(free[1].why == FreeReason::weekday);
  CHECK(free[2].day == "2026-04-05");
  CHECK(free[3].day == "2026-04-06");
  CHECK(free[3].why == FreeReason::contract);
  CHECK(free_days(on("2026-04-04"), on("2026-04-05"), {{}, {}, {}}).empty());
}

}  // namespace rapport::workforce
