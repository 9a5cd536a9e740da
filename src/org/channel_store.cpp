// The only SQL for channels.
#include "org/channel.h"
#include "org/entity.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

std::string purpose(OrgId org, ChannelId id) {
  return fmt::format("organisation/{}/channel/{}/secret", org.value, id.value);
}

}  // namespace

std::optional<Channel> Channels::find(database::Session& sql, OrgId org, ChannelId id) const {
  auto found = list(sql, org, ChannelId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Channel> Channels::list(database::Session& sql, OrgId org, ChannelId after,
                                    std::int64_t limit) const {
  std::vector<Channel> all;
  database::each<ChannelId, std::string, std::string, QueueId, bool, std::string, bool>(
      sql,
      "select id, name, public_key, queue, is_active, settings,"
      " case when sealed_secret is null then 0 else 1 end from channel where org = :org and id > :after"
      " order by id limit :limit",
      [&](ChannelId id, std::string name, std::string public_key, QueueId queue, bool is_active,
          const std::string& settings, bool has_secret) {
        Channel channel;
        channel.id = id;
        channel.name = std::move(name);
        channel.key = std::move(public_key);
        channel.queue_id = queue;
        channel.is_active = is_active;
        channel.webchat = contract::decode<Webchat>(settings, {.ignores_unknown = true}).value_or(Webchat{});
        channel.has_secret = has_secret;
        all.push_back(std::move(channel));
      },
      org, after, limit);
  return all;
}

std::int64_t Channels::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from channel where org = :org", org);
}

void Channels::insert(Change& change, ChannelId id, const ChannelFields& fields) const {
  const std::string made = key.empty() ? crypto::hex(crypto::random_bytes(12)) : key;
  database::execute(change.sql,
                    "insert into channel (org, id, name, kind, public_key, queue, is_active, settings)"
                    " values (:org, :id, :name, 'webchat', :key, :queue, :active, :settings)",
                    change.org(), id, fields.name, made, fields.queue_id, fields.is_active,
                    contract::encode(fields.webchat));
}

void Channels::update(Change& change, ChannelId id, const ChannelFields& fields) const {
  database::execute(change.sql,
                    "update channel set name = :name, queue = :queue, is_active = :active, settings = "
                    ":settings where org = :org and id = :id",
                    fields.name, fields.queue_id, fields.is_active, contract::encode(fields.webchat),
                    change.org(), id);
}

Result<void> Channels::remove(Change& change, const Channel& channel) const {
  database::execute(change.sql, "delete from channel where org = :org and id = :id", change.org(),
                    channel.id);
  return {};
}

Result<ChannelSecret> make_channel_secret(Changes& changes, const crypto::Vault& vault, const By& who,
                                          ChannelId id) {
  const std::string secret = crypto::random_token();
  const std::string sealed = vault.seal(secret, purpose(who.org, id));
  return changes.make<ChannelSecret>(who, Channels::what, [&](Change& change) -> Result<ChannelSecret> {
    if (database::execute(change.sql,
                          "update channel set sealed_secret = :sealed where org = :org and id = :id", sealed,
                          change.org(), id) == 0)
      return no_such(Channels::kind, id.value);
    change.audit({"make_secret", Channels::kind, id.value});
    return ChannelSecret{secret};
  });
}

Result<std::string> channel_secret(database::Session& sql, const crypto::Vault& vault, OrgId org,
                                   ChannelId id) {
  const auto sealed = database::first<std::optional<std::string>>(
      sql, "select sealed_secret from channel where org = :org and id = :id", org, id);
  if (!sealed || !*sealed) return std::string();
  return vault.unseal(**sealed, purpose(org, id));
}

}  // namespace rapport::org
