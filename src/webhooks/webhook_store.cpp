#include "webhooks/webhook_store.h"

#include "org/entity.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"
#include "webhooks/delivery.h"
#include "webhooks/signature.h"

namespace rapport::webhooks {
namespace {

std::string purpose(OrgId org, WebhookId id) {
  return fmt::format("organisation/{}/webhook/{}", org.value, id.value);
}

}  // namespace

std::optional<Webhook> Webhooks::find(database::Session& sql, OrgId org, WebhookId id) const {
  auto found = list(sql, org, WebhookId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Webhook> Webhooks::list(database::Session& sql, OrgId org, WebhookId after,
                                    std::int64_t limit) const {
  std::vector<Webhook> all;
  database::each<WebhookId, std::string, std::string, std::int64_t, bool, bool, std::int64_t, std::int64_t,
                 Instant, std::optional<Instant>, std::optional<Instant>, SwitchOff, std::optional<Instant>>(
      sql,
      "select id, name, url, wanted, with_text, is_active, waiting, dropped, created_us, delivered_us,"
      " failing_since_us, switched_off, old_secret_until_us from webhook"
      " where org = :org and id > :after order by id limit :limit",
      [&](WebhookId id, std::string name, std::string url, std::int64_t wanted, bool with_text,
          bool is_active, std::int64_t waiting, std::int64_t dropped, Instant created_at,
          std::optional<Instant> delivered_at, std::optional<Instant> failing_since, SwitchOff switched_off,
          std::optional<Instant> old_secret_until) {
        Webhook webhook;
        webhook.id = id;
        webhook.name = std::move(name);
        webhook.url = std::move(url);
        webhook.events = kinds_of(wanted);
        webhook.with_text = with_text;
        webhook.is_active = is_active;
        webhook.waiting = waiting;
        webhook.dropped = dropped;
        webhook.created_at = created_at;
        webhook.delivered_at = delivered_at;
        webhook.failing_since = failing_since;
        if (switched_off != SwitchOff::no) webhook.switched_off = switched_off;
        webhook.old_secret_until = old_secret_until;
        all.push_back(std::move(webhook));
      },
      org, after, limit);
  return all;
}

std::int64_t Webhooks::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from webhook where org = :org", org);
}

Result<void> Webhooks::check(org::Change&, WebhookId, const Webhook*, const WebhookFields& fields) const {
  for (std::size_t i = 0; i < fields.events.size(); ++i)
    if (fields.events[i] == EventKind::webhook_test)
      return org::wrong({{fmt::format("/events/{}", i), "this one is sent by hand only"}});
  return check_url(fields.url, allows_private);
}

void Webhooks::update(org::Change& change, WebhookId id, const WebhookFields& fields) const {
  database::execute(
      change.sql,
      "update webhook set name = :name, url = :url, wanted = :wanted, with_text = :with_text,"
      " failing_since_us = case when :active = 1 and is_active = 0 then null else failing_since_us end,"
      " switched_off = case when :active = 1 then 0 else switched_off end, is_active = :active"
      " where org = :org and id = :id",
      fields.name, fields.url, bits_of(fields.events), fields.with_text, fields.is_active, change.org(), id);
}

Result<void> Webhooks::remove(org::Change& change, const Webhook& webhook) const {
  database::execute(change.sql, "delete from webhook where org = :org and id = :id", change.org(),
                    webhook.id);
  return {};
}

Result<NewWebhook> create_webhook(org::Changes& changes, const Webhooks& store, const crypto::Vault& vault,
                                  const org::By& who, const WebhookFields& fields) {
  const std::string secret = crypto::random_bytes(secret_bytes);
  return changes
      .make<NewWebhook>(
          who, Webhooks::what,
          [&](org::Change& change) -> Result<NewWebhook> {
            if (store.count(change.sql, change.org()) >= Webhooks::most)
              return fail(ErrorCode::conflict, "limit_reached",
                          fmt::format("there are {} of these, and more is not possible", Webhooks::most));
            const auto id = change.new_id<WebhookId>();
            if (auto fits = store.check(change, id, nullptr, fields); !fits)
              return tl::unexpected<Error>(std::move(fits.error()));
            database::execute(
                change.sql,
                "insert into webhook (org, id, name, url, wanted, with_text, is_active, sealed_secret, "
                "waiting,"
                " dropped, created_us, switched_off) values (:org, :id, :name, :url, :wanted, :with_text,"
                " :active, :sealed, 0, 0, :created, 0)",
                change.org(), id, fields.name, fields.url, bits_of(fields.events), fields.with_text,
                fields.is_active, vault.seal(secret, purpose(change.org(), id)), change.now);
            NewWebhook made;
            static_cast<Webhook&>(made) = *store.find(change.sql, change.org(), id);
            change.audit({"create", Webhooks::kind, id.value, "",
                          contract::encode(static_cast<const Webhook&>(made))});
            made.secret = shown_secret(secret);
            return made;
          })
      .map_error(org::named_twice);
}

Result<WebhookSecret> rotate_secret(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                                    WebhookId id, Duration overlap) {
  const std::string secret = crypto::random_bytes(secret_bytes);
  const std::string sealed = vault.seal(secret, purpose(who.org, id));
  return changes.make<WebhookSecret>(who, Webhooks::what, [&](org::Change& change) -> Result<WebhookSecret> {
    WebhookSecret made{shown_secret(secret), std::nullopt};
    if (overlap > Duration{}) made.old_secret_until = change.now + overlap;
    if (database::execute(change.sql,
                          "update webhook set sealed_old_secret = sealed_secret,"
                          " old_secret_until_us = :until, sealed_secret = :sealed"
                          " where org = :org and id = :id",
                          made.old_secret_until, sealed, change.org(), id) == 0)
      return org::no_such(Webhooks::kind, id.value);
    change.audit({"make_secret", Webhooks::kind, id.value});
    return made;
  });
}

std::vector<Wanting> wanting(database::Session& sql, OrgId org) {
  std::vector<Wanting> all;
  database::each<WebhookId, std::string, std::int64_t, bool, std::int64_t>(
      sql,
      "select id, name, wanted, with_text, waiting from webhook where org = :org and is_active = 1 order by "
      "id",
      [&](WebhookId id, std::string name, std::int64_t wanted, bool with_text, std::int64_t waiting) {
        all.push_back({id, std::move(name), wanted, with_text, waiting});
      },
      org);
  return all;
}

std::set<OrgId> organisations_wanting(database::Session& sql) {
  const auto all = database::all<OrgId>(sql, "select distinct org from webhook where is_active = 1");
  return {all.begin(), all.end()};
}

void count_waiting(database::Session& sql, OrgId org, WebhookId id, std::int64_t more, std::int64_t dropped) {
  database::execute(sql,
                    "update webhook set waiting = waiting + :more, dropped = dropped + :dropped"
                    " where org = :org and id = :id",
                    more, dropped, org, id);
}

std::vector<Receiver> receivers(database::Session& sql) {
  std::vector<Receiver> all;
  database::each<OrgId, WebhookId, std::string, std::string, std::optional<std::string>,
                 std::optional<Instant>, std::optional<Instant>>(
      sql,
      "select org, id, url, sealed_secret, sealed_old_secret, old_secret_until_us, failing_since_us"
      " from webhook where is_active = 1 and waiting > 0 order by org, id",
      [&](OrgId org, WebhookId id, std::string url, std::string sealed, std::optional<std::string> old,
          std::optional<Instant> old_until, std::optional<Instant> failing_since) {
        all.push_back({org, id, std::move(url), std::move(sealed), std::move(old), old_until, failing_since});
      });
  return all;
}

std::int64_t waiting_of_all(database::Session& sql) {
  return database::first<std::optional<std::int64_t>>(sql, "select cast(sum(waiting) as bigint) from webhook")
      ->value_or(0);
}

Result<std::vector<std::string>> secrets_of(const Receiver& receiver, const crypto::Vault& vault,
                                            Instant now) {
  const std::string place = purpose(receiver.org, receiver.id);
  auto secret = vault.unseal(receiver.sealed_secret, place);
  if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
  std::vector<std::string> all = {std::move(*secret)};
  if (!receiver.sealed_old_secret || !receiver.old_secret_until || *receiver.old_secret_until <= now)
    return all;
  auto old = vault.unseal(*receiver.sealed_old_secret, place);
  if (!old) return tl::unexpected<Error>(std::move(old.error()));
  all.push_back(std::move(*old));
  return all;
}

void note_delivered(database::Session& sql, OrgId org, WebhookId id, Instant at) {
  database::execute(sql,
                    "update webhook set waiting = waiting - 1, delivered_us = :at, failing_since_us = null"
                    " where org = :org and id = :id",
                    at, org, id);
}

void note_failed(database::Session& sql, OrgId org, WebhookId id, Instant at) {
  database::execute(sql,
                    "update webhook set failing_since_us = coalesce(failing_since_us, :at)"
                    " where org = :org and id = :id",
                    at, org, id);
}

bool switch_off(org::Change& change, WebhookId id, SwitchOff why) {
  const Webhooks store;
  const auto before = store.find(change.sql, change.org(), id);
  if (!before || !before->is_active) return false;
  database::execute(change.sql,
                    "update webhook set is_active = 0, switched_off = :why where org = :org and id = :id",
                    why, change.org(), id);
  change.audit({"switch_off", Webhooks::kind, id.value, contract::encode(*before),
                contract::encode(*store.find(change.sql, change.org(), id))});
  return true;
}

void recount(database::Session& sql) {
  database::execute(sql,
                    "update webhook set waiting = (select count(*) from webhook_delivery d where d.org ="
                    " webhook.org and d.webhook = webhook.id and d.state = :waiting)",
                    DeliveryState::waiting);
}

}  // namespace rapport::webhooks
