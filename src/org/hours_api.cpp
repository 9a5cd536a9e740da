#include "org/entity_api.h"
#include "org/hours_store.h"
#include "org/operations.h"

namespace rapport::org {

void register_hours(const Operations& to) {
  const api::Permissions routing{api::Permission::manage_routing};
  register_all(to.api, to.changes, {"/api/v1/hours", "Hours", "AllHours", "routing", {}, routing},
               hours_plans);
}

}  // namespace rapport::org
