// Users: who signs in, what they may do, and, of those who take interactions, what they can take.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "org/limits.h"
#include "platform/contract/describe.h"
#include "platform/crypto/password.h"
#include "switchboard/model/rules.h"

namespace rapport::org {

enum class Language : std::uint8_t { en, zh_CN };
BOOST_DESCRIBE_ENUM(Language, en, zh_CN)
contract::Notes contract_notes(contract::Tag<Language>);
enum class Theme : std::uint8_t { light, dark, system };
BOOST_DESCRIBE_ENUM(Theme, light, dark, system)

struct SkillLevel {
  SkillId skill_id;
  std::int32_t level = 1;  // 1-5
};
BOOST_DESCRIBE_STRUCT(SkillLevel, (), (skill_id, level))
contract::Notes contract_notes(contract::Tag<SkillLevel>);

// What one interaction of a channel costs, and how many at once.
struct ChannelUnits {
  std::int32_t at_once_max = 0;  // 0: none of this channel
  std::int32_t units = 0;
  bool is_interruptible = false;
};
BOOST_DESCRIBE_STRUCT(ChannelUnits, (), (at_once_max, units, is_interruptible))
contract::Notes contract_notes(contract::Tag<ChannelUnits>);

struct ChannelUnitsOfAll {
  ChannelUnits voice{1, 100, false};
  ChannelUnits chat{4, 25, false};
  ChannelUnits message{4, 25, false};
  ChannelUnits email{2, 50, true};
  ChannelUnits task{2, 50, true};
  ChannelUnits voicemail{2, 50, true};
};
BOOST_DESCRIBE_STRUCT(ChannelUnitsOfAll, (), (voice, chat, message, email, task, voicemail))
contract::Notes contract_notes(contract::Tag<ChannelUnitsOfAll>);

struct Capacity {
  std::int32_t units = 100;
  ChannelUnitsOfAll channels;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (units, channels))
contract::Notes contract_notes(contract::Tag<Capacity>);

struct UserBase {
  std::string email;  // unique on the server; kept in lower case
  std::string name;
  std::vector<RoleId> role_ids;
  std::vector<TeamId> team_ids;
  std::vector<SkillLevel> skills;
  std::vector<QueueId> queue_ids;
  Capacity capacity;
  bool is_active = true;
  std::optional<Language> language;
};
BOOST_DESCRIBE_STRUCT(UserBase, (),
                      (email, name, role_ids, team_ids, skills, queue_ids, capacity, is_active, language))
contract::Notes contract_notes(contract::Tag<UserBase>);

struct User : UserBase {
  UserId id;
  bool has_totp = false;
};
BOOST_DESCRIBE_STRUCT(User, (UserBase), (id, has_totp))

struct UserFields : UserBase {
  std::optional<std::string> password;  // absent: a new user cannot sign in yet, a known one keeps theirs
};
BOOST_DESCRIBE_STRUCT(UserFields, (UserBase), (password))
contract::Notes contract_notes(contract::Tag<UserFields>);

inline constexpr std::size_t password_length_min = 8;

// `password_hash` and not the password: hashing is slow and done before the transaction, see hash_new().
struct Users {
  using Key = UserId;
  using Fields = UserFields;
  using Whole = User;
  static constexpr const char* kind = "user";
  static constexpr const char* what = "users";
  static constexpr std::int64_t most = users_max;

  std::optional<std::string> password_hash;  // of this change; absent: no new password

  std::optional<User> find(database::Session& sql, OrgId org, UserId id) const;
  std::vector<User> list(database::Session& sql, OrgId org, UserId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(Change& change, UserId id, const User* before, const UserFields& fields) const;
  void insert(Change& change, UserId id, const UserFields& fields) const;
  void update(Change& change, UserId id, const UserFields& fields) const;
  Result<void> remove(Change& change, const User& user) const;  // deactivates
};

std::string lower_case(std::string email);  // ASCII
switchboard::AgentProfile profile_of(const User& user);

}  // namespace rapport::org
