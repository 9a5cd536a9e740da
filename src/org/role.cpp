#include "org/role.h"

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

using api::Permission;
using api::Permissions;

// A permission that a newer program has written is dropped, not an error.
std::vector<Permission> permissions_from(const std::string& json) {
  std::vector<Permission> list;
  const auto names = contract::decode<std::vector<std::string>>(json);
  if (!names) return list;
  for (const Permission permission : Permissions::all().list()) {
    const auto name = contract::encode(permission);
    for (const std::string& given : *names)
      if (name == contract::encode(given)) list.push_back(permission);
  }
  return list;
}

void write(Change& change, RoleId id, const RoleFields& fields, bool is_built_in) {
  database::execute(change.sql,
                    "insert into role (org, id, name, permissions, is_built_in)"
                    " values (:org, :id, :name, :permissions, :built_in)",
                    change.org(), id, fields.name, contract::encode(fields.permissions), is_built_in);
}

}  // namespace

contract::Notes contract_notes(contract::Tag<RoleFields>) {
  return {
      .fields = {
          {.name = "name", .min_length = 1, .max_length = name_length_max, .format = contract::Format::line},
          {.name = "permissions", .max_items = api::permission_count}}};
}

const std::vector<BuiltInRole>& built_in_roles() {
  static const std::vector<BuiltInRole> list = {
      {"admin", Permissions::all()},
      {"supervisor",
       {Permission::take_interactions, Permission::see_board, Permission::supervise, Permission::see_history,
        Permission::analyse, Permission::listen_recordings, Permission::write_knowledge,
        Permission::publish_knowledge}},
      {"agent", {Permission::take_interactions}},
      {"planner", {Permission::see_board, Permission::see_history, Permission::plan, Permission::analyse}},
      {"analyst", {Permission::see_board, Permission::see_history, Permission::analyse}},
  };
  return list;
}

std::optional<Role> Roles::find(database::Session& sql, OrgId org, RoleId id) const {
  auto found = list(sql, org, RoleId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Role> Roles::list(database::Session& sql, OrgId org, RoleId after, std::int64_t limit) const {
  std::vector<Role> all;
  database::each<RoleId, std::string, std::string, bool>(
      sql,
      "select id, name, permissions, is_built_in from role where org = :org and id > :after order by id"
      " limit :limit",
      [&](RoleId id, std::string name, const std::string& permissions, bool is_built_in) {
        Role role;
        role.id = id;
        role.name = std::move(name);
        role.permissions = permissions_from(permissions);
        role.is_built_in = is_built_in;
        all.push_back(std::move(role));
      },
      org, after, limit);
  return all;
}

std::int64_t Roles::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from role where org = :org", org);
}

Result<void> Roles::check(Change& change, RoleId, const Role* before, const RoleFields& fields) const {
  if (before != nullptr && before->is_built_in)
    return fail(ErrorCode::conflict, "role_built_in",
                "built-in roles stay as they are; make one of your own");
  // Nobody hands out, or takes away, what they do not have themselves.
  const auto beyond = [&](const std::vector<Permission>& permissions) {
    const Permissions wanted = Permissions::of(permissions);
    return !((wanted & change.by.permissions) == wanted);
  };
  if (beyond(fields.permissions) || (before != nullptr && beyond(before->permissions)))
    return fail(ErrorCode::forbidden, "beyond_your_own",
                "a role with permissions that you do not have yourself is not yours to make or change");
  return {};
}

void Roles::insert(Change& change, RoleId id, const RoleFields& fields) const {
  write(change, id, fields, false);
}

void Roles::update(Change& change, RoleId id, const RoleFields& fields) const {
  database::execute(change.sql,
                    "update role set name = :name, permissions = :permissions where org = :org and id = :id",
                    fields.name, contract::encode(fields.permissions), change.org(), id);
}

Result<void> Roles::remove(Change& change, const Role& role) const {
  if (role.is_built_in) return fail(ErrorCode::conflict, "role_built_in", "built-in roles stay");
  std::vector<Issue> uses;
  database::each<UserId, std::string>(
      change.sql,
      "select u.id, u.name from user_role r join users u on u.org = r.org and u.id = r.user_id"
      " where r.org = :org and r.role = :role order by u.id limit 50",
      [&](UserId id, const std::string& name) {
        uses.push_back({fmt::format("/users/{}", id.value), fmt::format("{} has it", name)});
      },
      change.org(), role.id);
  if (!uses.empty()) return in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from role where org = :org and id = :id", change.org(), role.id);
  return {};
}

void insert_built_in_roles(Change& change) {
  for (const BuiltInRole& role : built_in_roles())
    write(change, change.new_id<RoleId>(), {role.name, role.permissions.list()}, true);
}

std::optional<RoleId> role_named(database::Session& sql, OrgId org, const std::string& name) {
  return database::first<RoleId>(sql, "select id from role where org = :org and name = :name", org, name);
}

Permissions permissions_of(database::Session& sql, OrgId org, UserId user) {
  Permissions all;
  database::each<std::string>(
      sql,
      "select r.permissions from user_role u join role r on r.org = u.org and r.id = u.role"
      " where u.org = :org and u.user_id = :user",
      [&](const std::string& json) {
        for (const Permission permission : permissions_from(json))
          all.add(permission);
      },
      org, user);
  return all;
}

}  // namespace rapport::org
