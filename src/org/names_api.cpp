#include "org/entity_api.h"
#include "org/named.h"
#include "org/operations.h"

namespace rapport::org {

using api::Permission;

void register_names(const Operations& to) {
  const api::Permissions people{Permission::manage_users, Permission::manage_routing};
  const api::Permissions routing{Permission::manage_routing};
  register_all(to.api, to.changes, {"/api/v1/teams", "Team", "Teams", "users", {}, people}, teams);
  register_all(to.api, to.changes, {"/api/v1/skills", "Skill", "Skills", "routing", {}, routing}, skills);
  register_all(to.api, to.changes,
               {"/api/v1/presence-reasons", "PresenceReason", "PresenceReasons", "routing", {}, routing},
               presence_reasons);
  register_all(to.api, to.changes,
               {"/api/v1/dispositions", "Disposition", "Dispositions", "routing", {}, routing}, dispositions);
  register_all(to.api, to.changes,
               {"/api/v1/decline-reasons", "DeclineReason", "DeclineReasons", "routing", {}, routing},
               decline_reasons);
}

}  // namespace rapport::org
