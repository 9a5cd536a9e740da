#include "org/channel.h"
#include "org/directory_cache.h"
#include "org/entity.h"
#include "org/hours_store.h"
#include "org/named.h"
#include "org/organisation.h"
#include "org/queue.h"
#include "org/role.h"
#include "org/user.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

void load_users(database::Session& sql, Loaded& loaded) {
  std::map<RoleId, api::Permissions> permissions;
  for (const Role& role : roles.list(sql, loaded.directory.org, {}, roles_max))
    permissions[role.id] = api::Permissions::of(role.permissions);
  for (const User& user : Users{}.list(sql, loaded.directory.org, {}, users_max)) {
    bool is_agent = false;
    for (const RoleId role : user.role_ids)
      is_agent = is_agent || permissions[role].has(api::Permission::take_interactions);
    loaded.directory.users[user.id] = {user.id,  user.name,      user.email,
                                       is_agent, user.is_active, user.team_ids};
    if (is_agent && user.is_active) loaded.agents[user.id] = profile_of(user);
  }
}

void load_queues(database::Session& sql, Directory& directory) {
  std::map<HoursId, Hours> plans;
  for (const HoursPlan& plan : hours_plans.list(sql, directory.org, {}, hours_max))
    plans[plan.id] = hours_of(plan);
  for (const Queue& queue : queues.list(sql, directory.org, {}, queues_max)) {
    DirectoryQueue made{queue.id,      queue.name,
                        queue.channel, switchboard_rules(queue.rules),
                        std::nullopt,  queue.rules.service_level_target};
    if (queue.hours_id) made.hours = plans[*queue.hours_id];
    directory.queues[queue.id] = std::move(made);
  }
}

std::vector<Named> names(database::Session& sql, OrgId org, NamedKind kind) {
  std::vector<Named> all;
  for (NamedRow& row : named_rows(sql, org, kind, 0, names_max))
    all.push_back({row.id, std::move(row.name), std::move(row.name_zh)});
  return all;
}

void load_names(database::Session& sql, Directory& directory) {
  const OrgId org = directory.org;
  for (Named& team : names(sql, org, NamedKind::team))
    directory.teams[TeamId{team.id}] = std::move(team.name);
  for (Named& skill : names(sql, org, NamedKind::skill))
    directory.skills[SkillId{skill.id}] = std::move(skill.name);
  directory.presence_reasons = names(sql, org, NamedKind::presence_reason);
  directory.dispositions = names(sql, org, NamedKind::disposition);
  directory.decline_reasons = names(sql, org, NamedKind::decline_reason);
}

Result<void> load_channels(database::Session& sql, const crypto::Vault& vault, Directory& directory) {
  for (const Channel& channel : Channels{}.list(sql, directory.org, {}, channels_max)) {
    ChatChannel chat = chat_channel_of(channel);
    auto secret = channel_secret(sql, vault, directory.org, channel.id);
    if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
    chat.identity_secret = std::move(*secret);
    directory.channels[channel.id] = std::move(chat);
  }
  return {};
}

}  // namespace

Result<LoadedPtr> load_directory(database::Database& database, const crypto::Vault& vault, OrgId org) {
  return database.read([&](database::Session& sql) -> Result<LoadedPtr> {
    auto loaded = std::make_shared<Loaded>();
    // The revision first: a change that comes in between is then loaded again, not missed.
    const auto revision =
        database::first<std::int64_t>(sql, "select revision from organisation where id = :id", org);
    const auto organisation = find_organisation(sql, org);
    if (!revision || !organisation) return no_such("organisation", org.value);
    loaded->revision = *revision;
    Directory& directory = loaded->directory;
    directory.org = org;
    directory.name = organisation->name;
    directory.slug = organisation->slug;
    directory.time_zone = organisation->time_zone;
    directory.settings = switchboard_settings(organisation->settings);
    load_names(sql, directory);
    load_users(sql, *loaded);
    load_queues(sql, directory);
    if (auto done = load_channels(sql, vault, directory); !done)
      return tl::unexpected<Error>(std::move(done.error()));
    return LoadedPtr(std::move(loaded));
  });
}

}  // namespace rapport::org
