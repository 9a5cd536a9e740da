// Entrances: which entrance begins with which flow. Within a change, on the writer's thread. For whoever
// keeps entrances of its own (telephone numbers) and names a flow there.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "org/changes.h"

namespace rapport::flows {

// It is there, and customers may begin with it.
bool is_entrance_flow(database::Session& sql, OrgId org, FlowId flow);
// `flow` absent: none any more. A flow that an entrance begins with cannot be deleted.
void set_entrance(org::Change& change, const std::string& kind, const std::string& key,
                  std::optional<FlowId> flow);

}  // namespace rapport::flows
