// Limits and defaults of flows in a scenario.
#include "twin/scenario_described.h"

namespace rapport::twin {
namespace {

constexpr double flow_year_s = 366.0 * 86'400;

contract::FieldNotes text_note(std::string_view name, std::string_view doc, bool has_default = false) {
  return {.name = name, .doc = doc, .max_length = 200, .has_default = has_default};
}

}  // namespace

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<ScenarioShare>) {
  return {.fields = {text_note("gives", "An exit of the step, timeout, invalid, leaves, or offered."),
                     {.name = "share", .min = 0, .max = 1}}};
}
Notes contract_notes(Tag<ScenarioOpen>) {
  return {.fields = {{.name = "from_s", .min = 0, .max = flow_year_s},
                     {.name = "to_s", .min = 0, .max = flow_year_s}}};
}
Notes contract_notes(Tag<ScenarioFlowStep>) {
  return {.fields = {text_note("step", "Its key in the flow."),
                     text_note("like", "The key of the step whose answers it shares."),
                     {.name = "gives", .max_items = 32, .has_default = true},
                     {.name = "open", .max_items = 1'000, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioFlow>) {
  return {.doc = "Exactly one of definition and program.",
          .fields = {{.name = "name", .min_length = 1, .max_length = 200, .format = contract::Format::line},
                     {.name = "definition", .doc = "As flows are written: docs/flows.md"},
                     {.name = "program", .doc = "As the journal keeps it."},
                     {.name = "steps", .max_items = 1'000, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioId>) {
  return {.fields = {text_note("name", "In this file.")}};
}
Notes contract_notes(Tag<ScenarioIds>) {
  return {.doc = "What the numbers in flows stand for; an empty list: places in the file.",
          .all_optional = true};
}
Notes contract_notes(Tag<ScenarioValue>) {
  return {.fields = {text_note("attribute", "Of the flow, or language.")}};
}
Notes contract_notes(Tag<ScenarioAnswer>) {
  return {.fields = {text_note("step", "Its key in the flow."),
                     text_note("gives", "As in shares."),
                     {.name = "after_s", .min = 0, .max = flow_year_s, .has_default = true},
                     {.name = "values", .max_items = 64, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioEntry>) {
  return {.fields = {text_note("language", "One of the flow's; empty: the first.", true),
                     {.name = "is_customer_known", .has_default = true},
                     {.name = "values", .max_items = 64, .has_default = true},
                     {.name = "answers", .max_items = 2'000, .has_default = true}}};
}

}  // namespace rapport::twin
