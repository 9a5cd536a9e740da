// The operations of flows, registered at the API's door.
#pragma once

#include "api/api.h"
#include "flows/publishing.h"

namespace rapport::flows {

struct FlowServices {  // borrowed
  FlowStore& store;
  Publishing& publishing;
  org::Changes& changes;
  live::Loop& loop;
};
void add_operations(api::Api& api, const FlowServices& services);

}  // namespace rapport::flows
