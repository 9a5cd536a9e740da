#include "org/admin.h"

#include <map>

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::org {

Result<std::vector<Organisation>> Admin::organisations() {
  return changes_.database().read([](database::Session& sql) -> Result<std::vector<Organisation>> {
    std::vector<Organisation> all;
    for (const OrgId org : database::all<OrgId>(sql, "select id from organisation order by id"))
      if (auto found = find_organisation(sql, org)) all.push_back(std::move(*found));
    return all;
  });
}

Result<Organisation> Admin::organisation_by_slug(const std::string& slug) {
  auto all = organisations();
  if (!all) return tl::unexpected<Error>(std::move(all.error()));
  for (Organisation& organisation : *all)
    if (organisation.slug == slug) return std::move(organisation);
  return fail(ErrorCode::not_found, "unknown_organisation", fmt::format("no organisation {}", slug));
}

Result<RoleId> Admin::role(OrgId org, const std::string& name) {
  return changes_.database().read([&](database::Session& sql) -> Result<RoleId> {
    const auto found = role_named(sql, org, name);
    if (!found) return fail(ErrorCode::not_found, "unknown_role", fmt::format("no role {}", name));
    return *found;
  });
}

Result<Users> Admin::users_with(const std::optional<std::string>& password) {
  Users users;
  if (!password) return users;
  auto turn = gate_.enter();
  if (!turn) return tl::unexpected<Error>(std::move(turn.error()));
  auto hash = turn->hash(*password);
  if (!hash) return tl::unexpected<Error>(std::move(hash.error()));
  users.password_hash = std::move(*hash);
  return users;
}

Result<User> Admin::create_user(const By& who, const UserFields& fields) {
  auto users = users_with(fields.password);
  if (!users) return tl::unexpected<Error>(std::move(users.error()));
  return create(changes_, *users, who, fields);
}

Result<std::vector<User>> Admin::create_users(const By& who, const std::vector<UserFields>& all) {
  std::map<std::string, Users> by_password;
  for (const UserFields& fields : all) {
    const std::string password = fields.password.value_or("");
    if (by_password.contains(password)) continue;
    auto users = users_with(fields.password);
    if (!users) return tl::unexpected<Error>(std::move(users.error()));
    by_password.emplace(password, std::move(*users));
  }
  return changes_.make<std::vector<User>>(who, Users::what, [&](Change& change) -> Result<std::vector<User>> {
    std::vector<User> made;
    for (const UserFields& fields : all) {
      auto user = add(change, by_password.at(fields.password.value_or("")), fields);
      if (!user) return tl::unexpected<Error>(std::move(user.error()));
      made.push_back(std::move(*user));
    }
    return made;
  });
}

Result<User> Admin::change_user(const By& who, UserId id, const UserFields& fields) {
  auto users = users_with(fields.password);
  if (!users) return tl::unexpected<Error>(std::move(users.error()));
  return change(changes_, *users, who, id, fields);
}

Result<User> Admin::user_by_email(const std::string& email, OrgId& org) {
  return changes_.database().read([&](database::Session& sql) -> Result<User> {
    const auto row = database::first<OrgId, UserId>(sql, "select org, id from users where email = :email",
                                                    lower_case(email));
    if (!row) return fail(ErrorCode::not_found, "unknown_user", fmt::format("nobody has {}", email));
    org = std::get<0>(*row);
    return *Users{}.find(sql, org, std::get<1>(*row));
  });
}

Result<Team> Admin::create_team(const By& who, const std::string& name) {
  return create(changes_, teams, who, {name});
}
Result<Skill> Admin::create_skill(const By& who, const std::string& name) {
  return create(changes_, skills, who, {name});
}
Result<Disposition> Admin::create_disposition(const By& who, const WordingFields& fields) {
  return create(changes_, org::dispositions, who, fields);
}
Result<HoursPlan> Admin::create_hours(const By& who, const HoursFields& fields) {
  return create(changes_, hours_plans, who, fields);
}
Result<Queue> Admin::create_queue(const By& who, const QueueFields& fields) {
  return create(changes_, org::queues, who, fields);
}
Result<Queue> Admin::change_queue(const By& who, QueueId id, const QueueFields& fields) {
  return change(changes_, org::queues, who, id, fields);
}

Result<std::vector<Queue>> Admin::queues(OrgId org) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<Queue>> {
    return org::queues.list(sql, org, {}, queues_max);
  });
}
Result<std::vector<Disposition>> Admin::dispositions(OrgId org) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<Disposition>> {
    return org::dispositions.list(sql, org, {}, names_max);
  });
}

Result<Channel> Admin::create_channel(const By& who, const ChannelFields& fields, const std::string& key) {
  return create(changes_, Channels{key}, who, fields);
}
Result<ChannelSecret> Admin::make_channel_secret(const By& who, ChannelId id) {
  return org::make_channel_secret(changes_, vault_, who, id);
}

}  // namespace rapport::org
