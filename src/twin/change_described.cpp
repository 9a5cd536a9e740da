// Limits and defaults of changes, and their file.
#include "platform/contract/json.h"
#include "twin/change.h"
#include "twin/scenario_described.h"

namespace rapport::twin {
namespace {

constexpr double span_max_s = 366.0 * 86'400;

contract::FieldNotes note_of_agents() {
  return {.name = "agents", .min_items = 1, .max_items = 1'000};
}
contract::FieldNotes note_of_count() {
  return {.name = "count", .min = 1, .max = 100'000};
}
contract::FieldNotes note_of_queues() {
  return {.name = "queues", .max_items = 1'000, .has_default = true};
}
contract::FieldNotes note_of_offset(std::string_view name) {
  return {.name = name, .min = -span_max_s, .max = span_max_s};
}
contract::FieldNotes note_of_moment(std::string_view name, bool has_default = false) {
  return {.name = name, .min = 0, .max = span_max_s, .has_default = has_default};
}
contract::FieldNotes note_of_factor() {
  return {.name = "factor", .min = 0.01, .max = 100};
}

}  // namespace

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<LearnSkill>) {
  return {.fields = {
              note_of_agents(), note_of_count(), {.name = "level", .min = 1, .max = 5, .has_default = true}}};
}
Notes contract_notes(Tag<LoseSkill>) {
  return {.fields = {note_of_agents(), note_of_count()}};
}
Notes contract_notes(Tag<JoinQueue>) {
  return {.fields = {note_of_agents(), note_of_count(), note_of_moment("from_s", true)}};
}
Notes contract_notes(Tag<LeaveQueue>) {
  return {.fields = {note_of_agents(), note_of_count(), note_of_moment("from_s", true)}};
}
Notes contract_notes(Tag<AddAgents>) {
  return {.fields = {{.name = "count", .min = 1, .max = 100'000, .has_default = true}}};
}
Notes contract_notes(Tag<RemoveAgents>) {
  return {.fields = {{.name = "count", .min = 1, .max = 100'000, .has_default = true}}};
}
Notes contract_notes(Tag<MoveShifts>) {
  return {.fields = {note_of_agents(), note_of_count(), note_of_offset("by_s")}};
}
Notes contract_notes(Tag<SetShifts>) {
  return {
      .fields = {note_of_agents(), note_of_count(), {.name = "shifts", .min_items = 1, .max_items = 1'000}}};
}
Notes contract_notes(Tag<MoveBreaks>) {
  return {.fields = {note_of_agents(), note_of_count(), note_of_moment("from_s", true),
                     note_of_moment("to_s"), note_of_offset("by_s")}};
}
Notes contract_notes(Tag<BeAbsent>) {
  return {.fields = {note_of_agents(), note_of_count(), note_of_moment("from_s"), note_of_moment("to_s")}};
}
Notes contract_notes(Tag<OfferCallbacks>) {
  return {.doc = "Without an offer callbacks are offered no more."};
}
Notes contract_notes(Tag<ChangeOpening>) {
  return {.fields = {{.name = "open", .max_items = 1'000}}};
}
Notes contract_notes(Tag<ScaleArrivals>) {
  return {.fields = {note_of_queues(),
                     {.name = "factor", .min = 0, .max = 100},
                     note_of_moment("from_s", true),
                     note_of_moment("to_s")}};
}
Notes contract_notes(Tag<MoveArrivals>) {
  return {
      .fields = {note_of_queues(), note_of_moment("from_s"), note_of_moment("to_s"), note_of_offset("by_s")}};
}
Notes contract_notes(Tag<AddArrivals>) {
  return {.fields = {
              {.name = "contacts", .min = 1, .max = 1e6}, note_of_moment("from_s"), note_of_moment("to_s")}};
}
Notes contract_notes(Tag<ScaleHandleTime>) {
  return {.fields = {note_of_queues(), note_of_factor()}};
}
Notes contract_notes(Tag<ScalePatience>) {
  return {.fields = {note_of_queues(), note_of_factor()}};
}
Notes contract_notes(Tag<FlowNamed>) {
  return {
      .doc = "By its name in the scenario, or by its id and version.",
      .fields = {
          {.name = "name", .max_length = 200},
          {.name = "version", .doc = "0: the draft; absent: of `from` all, of `to` the live one", .min = 0}}};
}
Notes contract_notes(Tag<SwapFlow>) {
  return {.doc = "Exactly one of to and flow.",
          .fields = {{.name = "flow", .doc = "a flow as a scenario has it: docs/simulate.md"}}};
}
Notes contract_notes(Tag<Variant>) {
  return {.name = "WhatIfVariant",
          .doc = "One thing to try: its changes are made one after the other. docs/whatif.md",
          .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
                     {.name = "changes", .min_items = 1, .max_items = 200}}};
}
Notes contract_notes(Tag<Variants>) {
  return {.fields = {{.name = "variants", .min_items = 1, .max_items = 20}}};
}

Result<Variants> read_variants(std::string_view json) {
  return contract::decode<Variants>(json);
}

}  // namespace rapport::twin
