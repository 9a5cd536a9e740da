// Roles: named sets of permissions. The built-in ones are the same everywhere and cannot be changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/permission.h"
#include "base/id.h"
#include "org/changes.h"
#include "org/limits.h"
#include "platform/contract/describe.h"

namespace rapport::org {

struct RoleFields {
  std::string name;
  std::vector<api::Permission> permissions;
};
BOOST_DESCRIBE_STRUCT(RoleFields, (), (name, permissions))
contract::Notes contract_notes(contract::Tag<RoleFields>);
struct Role : RoleFields {
  RoleId id;
  bool is_built_in = false;
};
BOOST_DESCRIBE_STRUCT(Role, (RoleFields), (id, is_built_in))

// admin, supervisor, agent, planner, analyst.
struct BuiltInRole {
  const char* name;
  api::Permissions permissions;
};
const std::vector<BuiltInRole>& built_in_roles();

struct Roles {
  using Key = RoleId;
  using Fields = RoleFields;
  using Whole = Role;
  static constexpr const char* kind = "role";
  static constexpr const char* what = "roles";
  static constexpr std::int64_t most = roles_max;

  std::optional<Role> find(database::Session& sql, OrgId org, RoleId id) const;
  std::vector<Role> list(database::Session& sql, OrgId org, RoleId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(Change& change, RoleId id, const Role* before, const RoleFields& fields) const;
  void insert(Change& change, RoleId id, const RoleFields& fields) const;
  void update(Change& change, RoleId id, const RoleFields& fields) const;
  Result<void> remove(Change& change, const Role& role) const;
};
inline constexpr Roles roles{};

void insert_built_in_roles(Change& change);
std::optional<RoleId> role_named(database::Session& sql, OrgId org, const std::string& name);
// Of a user, by their roles.
api::Permissions permissions_of(database::Session& sql, OrgId org, UserId user);

}  // namespace rapport::org
