// The only SQL for users and what they are linked to.
#include <algorithm>
#include <tuple>

#include "org/entity.h"
#include "org/user.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

std::optional<Language> language_from(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return *text == "zh-CN" ? Language::zh_CN : Language::en;
}

std::optional<std::string> text_of(std::optional<Language> language) {
  if (!language) return std::nullopt;
  return *language == Language::zh_CN ? "zh-CN" : "en";
}

// Runs `give` for each row of a link table, with the user it belongs to. Both are in order of the user.
template <class... Columns, class Give>
void join(database::Session& sql, std::vector<User>& users, const char* query, OrgId org, Give&& give) {
  std::size_t at = 0;
  database::each<UserId, Columns...>(
      sql, query,
      [&](UserId user, Columns... columns) {
        while (at < users.size() && users[at].id < user)
          ++at;
        if (at < users.size() && users[at].id == user) give(users[at], columns...);
      },
      org, users.front().id, users.back().id);
}

void add_links(database::Session& sql, OrgId org, std::vector<User>& users) {
  join<RoleId>(sql, users,
               "select user_id, role from user_role where org = :org and user_id >= :first and user_id <= "
               ":last order by user_id, role",
               org, [](User& user, RoleId role) { user.role_ids.push_back(role); });
  join<TeamId>(sql, users,
               "select user_id, team from user_team where org = :org and user_id >= :first and user_id <= "
               ":last order by user_id, team",
               org, [](User& user, TeamId team) { user.team_ids.push_back(team); });
  join<SkillId, std::int32_t>(
      sql, users,
      "select user_id, skill, level from user_skill where org = :org and user_id >= :first and user_id <= "
      ":last order by user_id, skill",
      org, [](User& user, SkillId skill, std::int32_t level) {
        user.skills.push_back({skill, level});
      });
  join<QueueId>(sql, users,
                "select user_id, queue from queue_member where org = :org and user_id >= :first and user_id "
                "<= :last order by user_id, queue",
                org, [](User& user, QueueId queue) { user.queue_ids.push_back(queue); });
}

template <class SomeId>
std::vector<SomeId> once_each(std::vector<SomeId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void write_links(Change& change, UserId id, const UserBase& user) {
  for (const RoleId role : once_each(user.role_ids))
    database::execute(change.sql, "insert into user_role (org, user_id, role) values (:org, :user, :role)",
                      change.org(), id, role);
  for (const TeamId team : once_each(user.team_ids))
    database::execute(change.sql, "insert into user_team (org, user_id, team) values (:org, :user, :team)",
                      change.org(), id, team);
  for (const SkillLevel& has : user.skills)
    database::execute(
        change.sql,
        "insert into user_skill (org, user_id, skill, level) values (:org, :user, :skill, :level)",
        change.org(), id, has.skill_id, has.level);
  for (const QueueId queue : once_each(user.queue_ids))
    database::execute(change.sql,
                      "insert into queue_member (org, queue, user_id) values (:org, :queue, :user)",
                      change.org(), queue, id);
}

void clear_links(Change& change, UserId id) {
  database::execute(change.sql, "delete from user_role where org = :org and user_id = :user", change.org(),
                    id);
  database::execute(change.sql, "delete from user_team where org = :org and user_id = :user", change.org(),
                    id);
  database::execute(change.sql, "delete from user_skill where org = :org and user_id = :user", change.org(),
                    id);
  database::execute(change.sql, "delete from queue_member where org = :org and user_id = :user", change.org(),
                    id);
}

void end_sessions(Change& change, UserId id) {
  database::execute(change.sql, "delete from web_session where org = :org and user_id = :user", change.org(),
                    id);
}

}  // namespace

std::string lower_case(std::string email) {
  for (char& letter : email)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return email;
}

std::optional<User> Users::find(database::Session& sql, OrgId org, UserId id) const {
  auto found = list(sql, org, UserId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<User> Users::list(database::Session& sql, OrgId org, UserId after, std::int64_t limit) const {
  std::vector<User> users;
  database::each<UserId, std::string, std::string, bool, std::string, std::optional<std::string>, bool>(
      sql,
      "select id, email, name, is_active, capacity, language,"
      " case when sealed_totp is null then 0 else 1 end from users where org = :org and id > :after"
      " order by id limit :limit",
      [&](UserId id, std::string email, std::string name, bool is_active, const std::string& capacity,
          const std::optional<std::string>& language, bool has_totp) {
        User user;
        user.id = id;
        user.email = std::move(email);
        user.name = std::move(name);
        user.is_active = is_active;
        user.capacity = contract::decode<Capacity>(capacity).value_or(Capacity{});
        user.language = language_from(language);
        user.has_totp = has_totp;
        users.push_back(std::move(user));
      },
      org, after, limit);
  if (!users.empty()) add_links(sql, org, users);
  return users;
}

std::int64_t Users::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from users where org = :org", org);
}

void Users::insert(Change& change, UserId id, const UserFields& fields) const {
  database::execute(change.sql,
                    "insert into users (org, id, email, name, password_hash, is_active, capacity, language,"
                    " totp_step, created_us) values (:org, :id, :email, :name, :hash, :active, :capacity,"
                    " :language, 0, :now)",
                    change.org(), id, lower_case(fields.email), fields.name, password_hash.value_or(""),
                    fields.is_active, contract::encode(fields.capacity), text_of(fields.language),
                    change.now);
  write_links(change, id, fields);
}

void Users::update(Change& change, UserId id, const UserFields& fields) const {
  database::execute(change.sql,
                    "update users set email = :email, name = :name, is_active = :active, capacity = "
                    ":capacity, language = :language where org = :org and id = :id",
                    lower_case(fields.email), fields.name, fields.is_active,
                    contract::encode(fields.capacity), text_of(fields.language), change.org(), id);
  clear_links(change, id);
  write_links(change, id, fields);
  if (password_hash) {
    database::execute(change.sql, "update users set password_hash = :hash where org = :org and id = :id",
                      *password_hash, change.org(), id);
    change.audit({"set_password", kind, id.value});
  }
  if (password_hash || !fields.is_active) end_sessions(change, id);
}

}  // namespace rapport::org
