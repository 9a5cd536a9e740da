// Admin: what the server's own commands, the demo and tests make organisations with, and what the API's
// operations on users share with them. `who` of the server itself is By{org}. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "org/changes.h"
#include "org/channel.h"
#include "org/hours_store.h"
#include "org/named.h"
#include "org/organisation.h"
#include "org/password_gate.h"
#include "org/queue.h"
#include "org/role.h"
#include "org/user.h"

namespace rapport::org {

class Admin {
 public:
  // Borrows all.
  Admin(Changes& changes, PasswordGate& gate, const crypto::Vault& vault)
      : changes_(changes), gate_(gate), vault_(vault) {}

  // With the built-in roles, one queue for chats, and the usual reasons and dispositions in both languages.
  Result<Organisation> create_organisation(const OrganisationFields& fields);
  Result<std::vector<Organisation>> organisations();
  Result<Organisation> organisation_by_slug(const std::string& slug);  // not_found
  // "admin", "supervisor", "agent", "planner", "analyst", or one of the organisation's own; not_found.
  Result<RoleId> role(OrgId org, const std::string& name);

  Result<User> create_user(const By& who, const UserFields& fields);
  // Many at once: one transaction, and whoever keeps copies hears once. The same password is hashed once: for
  // demos and benches, not for people.
  Result<std::vector<User>> create_users(const By& who, const std::vector<UserFields>& all);
  Result<User> change_user(const By& who, UserId id, const UserFields& fields);
  Result<User> user_by_email(const std::string& email, OrgId& org);  // not_found

  Result<Team> create_team(const By& who, const std::string& name);
  Result<Skill> create_skill(const By& who, const std::string& name);
  Result<Disposition> create_disposition(const By& who, const WordingFields& fields);
  Result<HoursPlan> create_hours(const By& who, const HoursFields& fields);
  Result<Queue> create_queue(const By& who, const QueueFields& fields);
  Result<Queue> change_queue(const By& who, QueueId id, const QueueFields& fields);
  Result<std::vector<Queue>> queues(OrgId org);
  Result<std::vector<Disposition>> dispositions(OrgId org);
  // `key` "": a random one.
  Result<Channel> create_channel(const By& who, const ChannelFields& fields, const std::string& key = "");
  Result<ChannelSecret> make_channel_secret(const By& who, ChannelId id);

  Changes& changes() { return changes_; }

 private:
  Result<Users> users_with(const std::optional<std::string>& password);

  Changes& changes_;
  PasswordGate& gate_;
  const crypto::Vault& vault_;
};

}  // namespace rapport::org
