#include "workforce/shifts/shift_plan.h"

#include <fmt/format.h>

#include "platform/contract/parameters.h"

namespace rapport::workforce {

using contract::Format;
using contract::Notes;
using contract::Tag;

namespace {

constexpr std::string_view reason_doc = "why it is done although rules are broken; empty: it is not";

}  // namespace

Notes contract_notes(Tag<NewShiftPlan>) {
  return {.name = "NewSchedule",
          .doc = "A draft without shifts, for everybody who has a contract.",
          .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
                     {.name = "first_day", .format = Format::date},
                     {.name = "days", .min = 1, .max = plan_days_max},
                     {.name = "interval_s", .min = 900, .max = 3'600, .has_default = true},
                     {.name = "requirements", .min_items = 1, .max_items = 100}}};
}
Notes contract_notes(Tag<ShiftPut>) {
  return {.fields = {{.name = "shift", .min_length = 1, .max_length = 100, .format = Format::line},
                     {.name = "breaks",
                      .doc = "absent: those of the template, in the middle of their windows",
                      .max_items = 20}}};
}
Notes contract_notes(Tag<ShiftEdit>) {
  return {.fields = {{.name = "day", .format = Format::date},
                     {.name = "put", .doc = "what the agent has on the day; absent: nothing"}}};
}
Notes contract_notes(Tag<EditShifts>) {
  return {
      .fields = {{.name = "is_trial", .doc = "says what it would do and keeps nothing", .has_default = true},
                 {.name = "edits", .min_items = 1, .max_items = edits_at_once_max},
                 {.name = "force_reason", .doc = reason_doc, .max_length = 500, .has_default = true},
                 {.name = "version", .doc = "refused if the schedule is at another", .min = 0},
                 {.name = "with_coverage",
                  .doc = "answers with who is needed and there on the days edited",
                  .has_default = true}}};
}
Notes contract_notes(Tag<EditOutcome>) {
  return {.doc = "caused: rules that hold before it and not after it, or are broken further by it.",
          .fields = {{.name = "coverage",
                      .doc = "where it was asked for: of the days edited, as it is or would be"}}};
}
Notes contract_notes(Tag<Forced>) {
  return {.fields = {{.name = "force_reason", .doc = reason_doc, .max_length = 500, .has_default = true}}};
}

Notes contract_notes(Tag<FillOptions>) {
  return {.fields = {{.name = "seconds_max",
                      .doc = "then the best that was found is taken",
                      .min = 1,
                      .max = 3'600,
                      .has_default = true}}};
}

schedule::PlannedShift planned(const Shift& shift) {
  return {fmt::format("{}", shift.agent_id.value),
          shift.shift,
          shift.day,
          shift.start,
          shift.end,
          shift.paid_s,
          shift.breaks};
}

Shift kept(const schedule::PlannedShift& shift) {
  Shift made;
  contract::parse_id(shift.agent, made.agent_id.value);
  made.day = shift.day;
  made.shift = shift.shift;
  made.start = shift.start;
  made.end = shift.end;
  made.paid_s = shift.paid_s;
  made.breaks = shift.breaks;
  return made;
}

ShiftViolation shown(const schedule::Violation& violation) {
  ShiftViolation made;
  made.rule = violation.rule;
  contract::parse_id(violation.agent, made.agent_id.value);
  made.day = violation.day;
  made.limit = violation.limit;
  made.found = violation.found;
  made.what = violation.what;
  return made;
}

tl::unexpected<Error> breaks_rules(const std::vector<ShiftViolation>& violations) {
  std::vector<Issue> issues;
  for (const ShiftViolation& one : violations)
    issues.push_back({fmt::format("/agents/{}/{}", one.agent_id.value, one.day),
                      fmt::format("{}: {}", schedule::name_of_rule(one.rule), one.what)});
  return fail(ErrorCode::conflict, "breaks_rules",
              fmt::format("{} hard rule(s) would be broken; say why in force_reason to do it all the same",
                          violations.size()),
              std::move(issues));
}

std::vector<ShiftViolation> all_shown(const std::vector<schedule::Violation>& violations) {
  std::vector<ShiftViolation> all;
  for (const schedule::Violation& one : violations)
    all.push_back(shown(one));
  return all;
}

std::vector<Shift> all_kept(const std::vector<schedule::PlannedShift>& shifts) {
  std::vector<Shift> all;
  for (const schedule::PlannedShift& one : shifts)
    all.push_back(kept(one));
  return all;
}

}  // namespace rapport::workforce
