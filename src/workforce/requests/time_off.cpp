#include "workforce/requests/time_off.h"

namespace rapport::workforce {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<TimeOffTypeFields>) {
  return {
      .doc = "A kind of time off: what it costs and under which rules nobody has to decide.",
      .fields = {
          {.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
          {.name = "is_paid", .doc = "counts for the hours that a contract asks for", .has_default = true},
          {.name = "unit", .has_default = true},
          {.name = "allowance_year",
           .doc = "of everybody who has none of their own; absent: without limit",
           .min = 0,
           .max = 10'000},
          {.name = "notice_days", .min = 0, .max = 366, .has_default = true},
          {.name = "days_in_row_max", .min = 1, .max = time_off_days_max},
          {.name = "weekdays",
           .doc = "the days that cost something, 1 (Monday) to 7",
           .min = 1,
           .max = 7,
           .max_items = 7,
           .has_default = true},
          {.name = "day_s", .doc = "what a whole day counts", .min = 900, .max = 86'400, .has_default = true},
          {.name = "is_auto_approved",
           .doc = "nobody has to decide when no rule is against it",
           .has_default = true}}};
}
Notes contract_notes(Tag<AwayLimit>) {
  return {
      .doc = "How many of a team or of those with a skill may be away on a day; without both: of all.",
      .fields = {
          {.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
          {.name = "first_day", .doc = "2026-12-25; empty: from ever", .max_length = 10, .has_default = true},
          {.name = "last_day", .doc = "empty: for ever", .max_length = 10, .has_default = true},
          {.name = "weekdays",
           .doc = "empty: every day",
           .min = 1,
           .max = 7,
           .max_items = 7,
           .has_default = true},
          {.name = "away_max", .doc = "0: closed for time off", .min = 0, .max = 100'000}}};
}
Notes contract_notes(Tag<TimeOffRules>) {
  return {.fields = {{.name = "limits", .max_items = 200, .has_default = true},
                     {.name = "asks_coverage",
                      .doc = "what makes a schedule shorter of people waits for a planner",
                      .has_default = true}}};
}
Notes contract_notes(Tag<TimeOffAllowance>) {
  return {.fields = {{.name = "year", .min = 2'000, .max = 2'200},
                     {.name = "amount",
                      .doc = "days or hours, as the type has it, with what was carried over; absent: the "
                             "type's counts again",
                      .min = 0,
                      .max = 10'000}}};
}
Notes contract_notes(Tag<AskTimeOff>) {
  return {
      .fields = {
          {.name = "first_day", .format = Format::date},
          {.name = "last_day", .format = Format::date},
          {.name = "from", .doc = "on each of the days", .format = Format::time_of_day, .has_default = true},
          {.name = "to", .format = Format::time_of_day, .has_default = true},
          {.name = "note", .max_length = 500, .has_default = true},
          {.name = "is_trial",
           .doc = "says what would become of it and keeps nothing",
           .has_default = true}}};
}
// Requests of before there were any say only their weekdays.
Notes contract_notes(Tag<TimeOffRequest>) {
  return {.fields = {{.name = "free_days",
                      .doc = "that cost nothing, as it was when it was asked for",
                      .has_default = true}}};
}
Notes contract_notes(Tag<Decision>) {
  return {.fields = {{.name = "reason", .doc = "for the agent", .max_length = 500, .has_default = true},
                     {.name = "force_reason",
                      .doc = "why it is done although hard rules are broken; empty: it is not",
                      .max_length = 500,
                      .has_default = true}}};
}

}  // namespace rapport::workforce
