#include "platform/contract/json.h"
#include "workforce/staffing/described.h"

namespace rapport::workforce::staffing {
namespace {

contract::FieldNotes part_note(std::string_view name, double max) {
  return {.name = name, .min = 0, .max = max, .has_default = true};
}

}  // namespace

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Target>) {
  return {.name = "StaffingTarget",
          .all_optional = true,
          .fields = {{.name = "service_level", .doc = "At least.", .min = 0.01, .max = 0.9999},
                     {.name = "abandonment", .doc = "At most.", .min = 0.0001, .max = 1},
                     {.name = "asa_s", .doc = "At most.", .min = 0.01, .max = 604'800}}};
}
Notes contract_notes(Tag<Queue>) {
  return {.name = "StaffingQueue",
          .fields = {{.name = "low_80", .min = 0, .max = 1e7, .max_items = 700, .has_default = true},
                     {.name = "high_80", .min = 0, .max = 1e7, .max_items = 700, .has_default = true},
                     {.name = "target", .has_default = true}}};
}
Notes contract_notes(Tag<Group>) {
  return {.name = "StaffingGroup",
          .fields = {{.name = "name", .min_length = 1, .max_length = 90, .format = contract::Format::line},
                     {.name = "skills", .max_items = 200, .has_default = true},
                     {.name = "teams", .max_items = 20, .has_default = true},
                     {.name = "queues", .min_items = 1, .max_items = 1'000},
                     {.name = "capacity", .has_default = true},
                     {.name = "answer_delay", .has_default = true},
                     part_note("no_answer_share", 1),
                     {.name = "back_after", .has_default = true},
                     {.name = "agents_min", .min = 0, .max = 10'000, .has_default = true},
                     {.name = "agents_max", .min = 1, .max = 10'000, .has_default = true},
                     part_note("shrinkage", 0.95),
                     {.name = "max_occupancy", .min = 0.05, .max = 1},
                     {.name = "cost", .min = 0.001, .max = 1e6, .has_default = true}}};
}
Notes contract_notes(Tag<Judged>) {
  return {.name = "StaffingJudged"};
}
Notes contract_notes(Tag<Problem>) {
  return {
      .name = "StaffingProblem",
      .fields = {{.name = "name", .max_length = 100, .format = contract::Format::line, .has_default = true},
                 {.name = "seed", .min = 0, .has_default = true},
                 {.name = "time_zone", .doc = "IANA name.", .has_default = true},
                 {.name = "interval_minutes", .min = 5, .max = 60, .has_default = true},
                 {.name = "window_minutes", .min = 0, .max = 10'080, .has_default = true},
                 {.name = "confidence", .min = 0.5, .max = 0.99, .has_default = true},
                 {.name = "confidence_per", .has_default = true},
                 {.name = "replications", .min = 5, .max = staffing_replications_max, .has_default = true},
                 {.name = "silent_after_s", .min = 1, .max = 86'400, .has_default = true},
                 {.name = "drain_s", .min = 0, .max = 604'800, .has_default = true},
                 {.name = "skills", .max_items = 10'000, .has_default = true},
                 {.name = "queues", .min_items = 1, .max_items = 200},
                 {.name = "groups", .min_items = 1, .max_items = 200}}};
}
Notes contract_notes(Tag<RequirementPoint>) {
  return {.name = "StaffingPoint"};
}
Notes contract_notes(Tag<Spread>) {
  return {.name = "StaffingSpread"};
}
Notes contract_notes(Tag<WindowFigures>) {
  return {.name = "StaffingWindow"};
}
Notes contract_notes(Tag<QueueFound>) {
  return {.name = "StaffingQueueFound"};
}
Notes contract_notes(Tag<GroupFound>) {
  return {.name = "StaffingGroupFound"};
}
Notes contract_notes(Tag<Requirements>) {
  return {.name = "StaffingRequirements"};
}

Result<Problem> read_problem(std::string_view json) {
  contract::DecodeOptions options;
  options.bytes_max = 16 << 20;
  options.items_max = 500'000;
  auto problem = contract::decode<Problem>(json, options);
  if (!problem) return problem;
  if (auto checked = check(*problem); !checked) return tl::unexpected<Error>(checked.error());
  return problem;
}

std::string to_json(const Requirements& requirements) {
  return contract::encode(requirements);
}

}  // namespace rapport::workforce::staffing
