#include "flows/contract.h"

namespace rapport::flows {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<NewFlow>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 120, .format = contract::Format::line}}};
}
Notes contract_notes(Tag<VersionSummary>) {
  return {.name = "FlowVersion"};
}
Notes contract_notes(Tag<FlowWhole>) {
  return {.name = "FlowWithDraft"};
}
Notes contract_notes(Tag<SaveDraft>) {
  return {.name = "SaveFlowDraft",
          .fields = {{.name = "name", .min_length = 1, .max_length = 120, .format = contract::Format::line}}};
}
Notes contract_notes(Tag<CheckFlow>) {
  return {.name = "CheckFlowDraft"};
}
Notes contract_notes(Tag<TestResult>) {
  return {.name = "FlowTestResult"};
}
Notes contract_notes(Tag<PublishFlow>) {
  return {.all_optional = true, .fields = {{.name = "note", .max_length = 500}}};
}
Notes contract_notes(Tag<DifferenceQuery>) {
  return {.all_optional = true, .fields = {{.name = "from", .doc = "0: the draft"}, {.name = "to"}}};
}
Notes contract_notes(Tag<FlowDifference>) {
  return {.name = "FlowDifference"};
}
Notes contract_notes(Tag<SetEntrance>) {
  return {.name = "SetFlowEntrance",
          .fields = {{.name = "kind", .doc = "webchat", .max_length = 20},
                     {.name = "key", .min_length = 1, .max_length = 64}}};
}

}  // namespace rapport::flows
