#include "org/entity_api.h"
#include "org/operations.h"
#include "org/role.h"

namespace rapport::org {

void register_roles(const Operations& to) {
  const api::Permissions people{api::Permission::manage_users};
  register_all(to.api, to.changes, {"/api/v1/roles", "Role", "Roles", "users", people, people}, roles);
}

}  // namespace rapport::org
