// What may be said about a user: references that exist, nobody beyond their own rights, one admin at least.
#include <algorithm>
#include <set>

#include "org/entity.h"
#include "org/named.h"
#include "org/queue.h"
#include "org/role.h"
#include "org/user.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

using api::Permissions;

bool has_all(Permissions holder, Permissions wanted) {
  return (holder & wanted) == wanted;
}

void check_references(Change& change, const UserBase& user, std::vector<Issue>& issues) {
  for (std::size_t i = 0; i < user.role_ids.size(); ++i)
    if (!roles.find(change.sql, change.org(), user.role_ids[i]))
      issues.push_back({fmt::format("/role_ids/{}", i), "no such role"});
  for (std::size_t i = 0; i < user.team_ids.size(); ++i)
    if (!is_there(change.sql, change.org(), NamedKind::team, user.team_ids[i].value))
      issues.push_back({fmt::format("/team_ids/{}", i), "no such team"});
  std::set<SkillId> seen;
  for (std::size_t i = 0; i < user.skills.size(); ++i) {
    const SkillId skill = user.skills[i].skill_id;
    if (!is_there(change.sql, change.org(), NamedKind::skill, skill.value))
      issues.push_back({fmt::format("/skills/{}/skill_id", i), "no such skill"});
    else if (!seen.insert(skill).second)
      issues.push_back({fmt::format("/skills/{}/skill_id", i), "this skill is there twice"});
  }
  for (std::size_t i = 0; i < user.queue_ids.size(); ++i)
    if (!queue_exists(change.sql, change.org(), user.queue_ids[i]))
      issues.push_back({fmt::format("/queue_ids/{}", i), "no such queue"});
}

Permissions permissions_of_roles(Change& change, const std::vector<RoleId>& ids) {
  Permissions all;
  for (const RoleId id : ids)
    if (const auto role = roles.find(change.sql, change.org(), id))
      for (const api::Permission permission : role->permissions)
        all.add(permission);
  return all;
}

bool is_admin(Change& change, const UserBase& user) {
  const auto admin = role_named(change.sql, change.org(), "admin");
  return admin && user.is_active &&
         std::find(user.role_ids.begin(), user.role_ids.end(), *admin) != user.role_ids.end();
}

std::int64_t other_admins(Change& change, UserId than) {
  return *database::first<std::int64_t>(
      change.sql,
      "select count(*) from users u join user_role l on l.org = u.org and l.user_id = u.id"
      " join role r on r.org = l.org and r.id = l.role"
      " where u.org = :org and u.id <> :than and u.is_active = 1 and r.is_built_in = 1 and r.name = 'admin'",
      change.org(), than);
}

tl::unexpected<Error> last_admin() {
  return fail(ErrorCode::conflict, "last_admin",
              "this is the last active user with the role admin; make another one first");
}

}  // namespace

Result<void> Users::check(Change& change, UserId id, const User* before, const UserFields& fields) const {
  std::vector<Issue> issues;
  check_references(change, fields, issues);
  const auto same_email = database::first<UserId>(
      change.sql, "select id from users where email = :email and id <> :id", lower_case(fields.email), id);
  if (same_email) issues.push_back({"/email", "somebody signs in with this address already"});
  if (!issues.empty()) return wrong(std::move(issues));

  if (!has_all(change.by.permissions, permissions_of_roles(change, fields.role_ids)) ||
      (before != nullptr && !has_all(change.by.permissions, permissions_of(change.sql, change.org(), id))))
    return fail(ErrorCode::forbidden, "beyond_your_own",
                "a user with permissions that you do not have yourself is not yours to make or change");
  if (before != nullptr && is_admin(change, *before) && !is_admin(change, fields) &&
      other_admins(change, id) == 0)
    return last_admin();
  return {};
}

Result<void> Users::remove(Change& change, const User& user) const {
  UserFields fields;
  static_cast<UserBase&>(fields) = user;
  fields.is_active = false;
  if (auto fits = check(change, user.id, &user, fields); !fits) return fits;
  update(change, user.id, fields);
  return {};
}

}  // namespace rapport::org
