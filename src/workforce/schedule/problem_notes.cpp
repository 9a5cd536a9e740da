#include "platform/contract/json.h"
#include "workforce/schedule/described.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double day_s = 86'400;
constexpr double year_s = 366 * day_s;
constexpr double cost_max = 1e9;

contract::FieldNotes name_note(std::string_view name = "name") {
  return {.name = name, .min_length = 1, .max_length = 100, .format = contract::Format::line};
}
contract::FieldNotes between(std::string_view name, double min, double max, bool has_default = true) {
  return {.name = name, .min = min, .max = max, .has_default = has_default};
}
contract::FieldNotes time_note(std::string_view name, bool has_default = true) {
  return {.name = name, .format = contract::Format::time_of_day, .has_default = has_default};
}
contract::FieldNotes date_note(std::string_view name) {
  return {.name = name, .format = contract::Format::date};
}
contract::FieldNotes weekdays_note(std::string_view name) {
  return {.name = name, .min = 1, .max = 7, .max_items = 7, .has_default = true};
}

}  // namespace

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Break>) {
  return {.fields = {name_note(),
                     between("length_s", 60, day_s, false),
                     {.name = "is_paid", .has_default = true},
                     between("from_s", 0, day_s, false),
                     between("to_s", 0, day_s, false),
                     between("shift_min_s", 0, day_s)}};
}
Notes contract_notes(Tag<Template>) {
  return {.name = "ShiftTemplate",
          .fields = {name_note(),
                     time_note("from", false),
                     time_note("to", false),
                     between("every_s", 0, day_s),
                     between("length_s", 900, day_s, false),
                     between("length_max_s", 0, day_s),
                     between("length_step_s", 0, day_s),
                     weekdays_note("weekdays"),
                     {.name = "breaks", .max_items = 10, .has_default = true},
                     {.name = "is_unpopular", .has_default = true}}};
}
Notes contract_notes(Tag<Contract>) {
  return {.name = "WorkContract",
          .all_optional = true,
          .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
                     {.name = "shifts", .max_items = 200},
                     between("paid_day_max_s", 0, day_s),
                     between("paid_week_min_s", 0, 7 * day_s),
                     between("paid_week_max_s", 0, 7 * day_s),
                     between("days_week_max", 0, 7),
                     between("paid_total_min_s", 0, year_s),
                     between("paid_total_max_s", 0, year_s),
                     between("rest_min_s", 0, 2 * day_s),
                     between("days_in_row_max", 1, 28),
                     between("days_in_row_min", 1, 14),
                     between("days_off_in_row_min", 1, 14),
                     between("weekends_max", 0, 60),
                     between("weekends_in_row_max", 0, 60),
                     between("nights_max", 0, days_max),
                     between("nights_in_row_max", 0, 28),
                     between("rest_after_nights_s", 0, 4 * day_s)}};
}
Notes contract_notes(Tag<Available>) {
  return {.all_optional = true, .fields = {weekdays_note("weekdays"), time_note("from"), time_note("to")}};
}
Notes contract_notes(Tag<TimeOff>) {
  return {.fields = {date_note("first_day"), date_note("last_day"), time_note("from"), time_note("to"),
                     between("paid_day_s", 0, day_s)}};
}
Notes contract_notes(Tag<Wish>) {
  return {.fields = {
              {.name = "days", .max_items = days_max, .format = contract::Format::date, .has_default = true},
              weekdays_note("weekdays"),
              time_note("at"),
              {.name = "shift", .has_default = true},
              between("cost", 0, cost_max, false)}};
}
Notes contract_notes(Tag<Before>) {
  return {.all_optional = true,
          .fields = {between("days_in_row", 0, 28), between("days_off_in_row", 0, days_max),
                     between("weekends_in_row", 0, 60), between("nights_in_row", 0, 28),
                     between("paid_week_s", 0, 7 * day_s), between("days_week", 0, 7)}};
}
Notes contract_notes(Tag<Agent>) {
  return {.name = "PlannedAgent",
          .fields = {name_note(),
                     name_note("contract"),
                     {.name = "skills", .max_items = 200, .has_default = true},
                     between("cost_per_hour", 0, cost_max),
                     between("cost_per_shift", 0, cost_max),
                     {.name = "available", .max_items = 50, .has_default = true},
                     {.name = "time_off", .max_items = 200, .has_default = true},
                     {.name = "wishes", .max_items = 200, .has_default = true}}};
}
Notes contract_notes(Tag<Point>) {
  return {.name = "RequiredPoint", .fields = {between("agents", 0, 100'000, false)}};
}
Notes contract_notes(Tag<Rule>) {
  return {.name = "ScheduleRule"};
}
Notes contract_notes(Tag<Requirement>) {
  return {.name = "ScheduleRequirement",
          .fields = {name_note(),
                     {.name = "skills", .min_items = 1, .max_items = 50},
                     between("under_cost", 0, cost_max, false),
                     between("over_cost", 0, cost_max, false),
                     between("shrinkage", 0, 0.95),
                     {.name = "points", .max_items = 40'000}}};
}
Notes contract_notes(Tag<Fairness>) {
  return {.all_optional = true,
          .fields = {between("weekend_cost", 0, cost_max), between("unpopular_cost", 0, cost_max)}};
}
Notes contract_notes(Tag<Night>) {
  return {.all_optional = true,
          .fields = {time_note("from"), time_note("to"), between("overlap_min_s", 60, day_s)}};
}
Notes contract_notes(Tag<Problem>) {
  return {
      .name = "ScheduleProblem",
      .fields = {{.name = "name", .max_length = 100, .format = contract::Format::line, .has_default = true},
                 {.name = "time_zone", .min_length = 1, .max_length = 100},
                 date_note("first_day"),
                 between("days", 1, days_max, false),
                 between("grid_s", 300, 3'600),
                 between("interval_s", 900, 3'600),
                 between("week_starts", 1, 7),
                 {.name = "weekend", .min = 1, .max = 7, .max_items = 7, .has_default = true},
                 {.name = "night", .has_default = true},
                 {.name = "fairness", .has_default = true},
                 {.name = "skills", .min_items = 1, .max_items = 1'000},
                 {.name = "requirements", .min_items = 1, .max_items = 100},
                 {.name = "shifts", .min_items = 1, .max_items = 200},
                 {.name = "contracts", .min_items = 1, .max_items = 200},
                 {.name = "agents", .min_items = 1, .max_items = 5'000}}};
}
Notes contract_notes(Tag<PlannedBreak>) {
  return {.fields = {{.name = "is_paid", .has_default = true}}};
}
Notes contract_notes(Tag<PlannedShift>) {
  return {.fields = {date_note("day"),
                     between("paid_s", 0, day_s, false),
                     {.name = "breaks", .max_items = 20, .has_default = true}}};
}

Result<Problem> read_problem(std::string_view json) {
  contract::DecodeOptions options;
  options.bytes_max = 64 << 20;
  options.items_max = 2'000'000;
  auto problem = contract::decode<Problem>(json, options);
  if (!problem) return problem;
  if (const auto sound = check_problem(*problem); !sound) return tl::unexpected<Error>(sound.error());
  return problem;
}

Result<Plan> read_plan(std::string_view json) {
  contract::DecodeOptions options;
  options.bytes_max = 64 << 20;
  options.items_max = 2'000'000;
  return contract::decode<Plan>(json, options);
}

}  // namespace rapport::workforce::schedule
