#include "webhooks/incoming/hook_store.h"

#include <fmt/format.h>

#include "org/entity.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"
#include "webhooks/incoming/reading.h"
#include "webhooks/signature.h"

namespace rapport::incoming {
namespace {

constexpr std::int64_t swept_at_once = 100;

#define HOOK_COLUMNS                                                                                  \
  "select h.id, h.name, h.body, h.is_active, h.created_us, h.received_us, h.old_secret_until_us,"     \
  " (select count(*) from incoming_delivery d where d.org = h.org and d.hook = h.id and d.state = 1)" \
  " from incoming_webhook h"

std::string vault_place(OrgId org, HookId id) {
  return fmt::format("organisation/{}/incoming_webhook/{}", org.value, id.value);
}

Hook hook_from(HookId id, const std::string& name, const std::string& body, bool is_active, Instant created,
               std::optional<Instant> received, std::optional<Instant> old_until, std::int64_t held) {
  Hook hook;
  static_cast<HookFields&>(hook) =
      contract::decode<HookFields>(body, {.ignores_unknown = true}).value_or(HookFields{});
  hook.name = name;
  hook.is_active = is_active;
  hook.id = id;
  hook.created_at = created;
  hook.received_at = received;
  hook.old_secret_until = old_until;
  hook.held = held;
  return hook;
}

}  // namespace

std::vector<database::Migration> hook_migrations() {
  return {{0, "incoming webhooks",
           "create table incoming_webhook (org bigint not null, id bigint not null, name text not null,"
           " body text not null, is_active integer not null, sealed_secret text not null,"
           " sealed_old_secret text, old_secret_until_us bigint, created_us bigint not null,"
           " received_us bigint, primary key (org, id), unique (org, name));"
           "create unique index incoming_webhook_by_id on incoming_webhook (id);"
           "create table incoming_delivery (org bigint not null, id bigint not null, hook bigint not null,"
           " delivery_key text not null, at_us bigint not null, state integer not null, reason text not null,"
           " detail text not null, tries bigint not null, customer bigint, event bigint, body text not null,"
           " primary key (org, id));"
           "create unique index incoming_delivery_once on incoming_delivery (org, hook, delivery_key);"
           "create index incoming_delivery_by_state on incoming_delivery (org, hook, state, id);"
           "create index incoming_delivery_by_hook on incoming_delivery (org, hook, id);"
           "create index incoming_delivery_by_customer on incoming_delivery (org, customer)",
           ""}};
}

std::optional<Hook> Hooks::find(database::Session& sql, OrgId org, HookId id) const {
  auto found = list(sql, org, HookId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Hook> Hooks::list(database::Session& sql, OrgId org, HookId after, std::int64_t limit) const {
  std::vector<Hook> all;
  for (const auto& row : database::all<HookId, std::string, std::string, bool, Instant,
                                       std::optional<Instant>, std::optional<Instant>, std::int64_t>(
           sql, HOOK_COLUMNS " where h.org = :org and h.id > :after order by h.id limit :limit", org, after,
           limit))
    all.push_back(std::apply(hook_from, row));
  return all;
}

#undef HOOK_COLUMNS

std::int64_t Hooks::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from incoming_webhook where org = :org", org);
}

Result<void> Hooks::check(org::Change&, HookId, const Hook*, const HookFields& fields) const {
  return check_hook(fields);
}

void Hooks::update(org::Change& change, HookId id, const HookFields& fields) const {
  database::execute(change.sql,
                    "update incoming_webhook set name = :name, body = :body, is_active = :active"
                    " where org = :org and id = :id",
                    fields.name, contract::encode(fields), fields.is_active, change.org(), id);
}

Result<void> Hooks::remove(org::Change& change, const Hook& hook) const {
  database::execute(change.sql, "delete from incoming_delivery where org = :org and hook = :id", change.org(),
                    hook.id);
  database::execute(change.sql, "delete from incoming_webhook where org = :org and id = :id", change.org(),
                    hook.id);
  return {};
}

Result<NewHook> create_hook(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                            const HookFields& fields) {
  const std::string secret = crypto::random_bytes(webhooks::secret_bytes);
  return changes
      .make<NewHook>(
          who, Hooks::what,
          [&](org::Change& change) -> Result<NewHook> {
            if (hooks.count(change.sql, change.org()) >= Hooks::most)
              return fail(ErrorCode::conflict, "limit_reached",
                          fmt::format("there are {} of these, and more is not possible", Hooks::most));
            const auto id = change.new_id<HookId>();
            if (auto fits = hooks.check(change, id, nullptr, fields); !fits)
              return tl::unexpected<Error>(std::move(fits.error()));
            database::execute(change.sql,
                              "insert into incoming_webhook (org, id, name, body, is_active, sealed_secret,"
                              " created_us) values (:org, :id, :name, :body, :active, :sealed, :created)",
                              change.org(), id, fields.name, contract::encode(fields), fields.is_active,
                              vault.seal(secret, vault_place(change.org(), id)), change.now);
            NewHook made;
            static_cast<Hook&>(made) = *hooks.find(change.sql, change.org(), id);
            change.audit(
                {"create", Hooks::kind, id.value, "", contract::encode(static_cast<const Hook&>(made))});
            made.secret = webhooks::shown_secret(secret);
            return made;
          })
      .map_error(org::named_twice);
}

Result<webhooks::WebhookSecret> rotate_hook_secret(org::Changes& changes, const crypto::Vault& vault,
                                                   const org::By& who, HookId id, Duration overlap) {
  using webhooks::WebhookSecret;
  const std::string secret = crypto::random_bytes(webhooks::secret_bytes);
  const std::string sealed = vault.seal(secret, vault_place(who.org, id));
  return changes.make<WebhookSecret>(who, Hooks::what, [&](org::Change& change) -> Result<WebhookSecret> {
    WebhookSecret made{webhooks::shown_secret(secret), std::nullopt};
    if (overlap > Duration{}) made.old_secret_until = change.now + overlap;
    if (database::execute(change.sql,
                          "update incoming_webhook set sealed_old_secret = sealed_secret,"
                          " old_secret_until_us = :until, sealed_secret = :sealed"
                          " where org = :org and id = :id",
                          made.old_secret_until, sealed, change.org(), id) == 0)
      return org::no_such(Hooks::kind, id.value);
    change.audit({"make_secret", Hooks::kind, id.value});
    return made;
  });
}

Result<OpenHook> open_hook(database::Session& sql, const crypto::Vault& vault, HookId id, Instant now) {
  const auto row = database::first<OrgId, std::string, std::optional<std::string>, std::optional<Instant>>(
      sql,
      "select org, sealed_secret, sealed_old_secret, old_secret_until_us from incoming_webhook"
      " where id = :id and is_active = 1",
      id);
  if (!row) return org::no_such("hook", id.value);
  OpenHook open;
  open.org = std::get<0>(*row);
  auto hook = hooks.find(sql, open.org, id);
  if (!hook) return org::no_such("hook", id.value);
  open.hook = std::move(*hook);
  auto secret = vault.unseal(std::get<1>(*row), vault_place(open.org, id));
  if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
  open.secrets.push_back(std::move(*secret));
  const auto& old = std::get<2>(*row);
  const auto& until = std::get<3>(*row);
  if (!old || !until || *until <= now) return open;
  auto before = vault.unseal(*old, vault_place(open.org, id));
  if (!before) return tl::unexpected<Error>(std::move(before.error()));
  open.secrets.push_back(std::move(*before));
  return open;
}

void note_received(database::Session& sql, OrgId org, HookId id, Instant at) {
  database::execute(sql, "update incoming_webhook set received_us = :at where org = :org and id = :id", at,
                    org, id);
}

// --- deliveries ---

namespace {

#define HOOK_DELIVERY_COLUMNS "id, hook, delivery_key, at_us, state, reason, detail, tries, customer, event"

HookDelivery delivery_from(HookDeliveryId id, HookId hook, const std::string& key, Instant at,
                           DeliveryState state, const std::string& reason, const std::string& detail,
                           std::int64_t tries, std::optional<CustomerId> customer,
                           std::optional<customers::CustomerEventId> event) {
  return {id, hook, key, at, state, reason, detail, tries, customer, event};
}

template <class... Parameters>
std::vector<HookDelivery> select_deliveries(database::Session& sql, std::string_view query,
                                            const Parameters&... parameters) {
  std::vector<HookDelivery> all;
  for (const auto& row :
       database::all<HookDeliveryId, HookId, std::string, Instant, DeliveryState, std::string, std::string,
                     std::int64_t, std::optional<CustomerId>, std::optional<customers::CustomerEventId>>(
           sql, query, parameters...))
    all.push_back(std::apply(delivery_from, row));
  return all;
}

std::optional<HookDeliveryDetail> with_body(database::Session& sql, OrgId org,
                                            std::vector<HookDelivery> found) {
  if (found.empty()) return std::nullopt;
  HookDeliveryDetail detail;
  static_cast<HookDelivery&>(detail) = std::move(found.front());
  detail.body = database::first<std::string>(
                    sql, "select body from incoming_delivery where org = :org and id = :id", org, detail.id)
                    .value_or("");
  return detail;
}

}  // namespace

std::optional<HookDeliveryDetail> find_hook_delivery(database::Session& sql, OrgId org, HookDeliveryId id) {
  return with_body(sql, org,
                   select_deliveries(sql,
                                     "select " HOOK_DELIVERY_COLUMNS
                                     " from incoming_delivery where org = :org and id = :id",
                                     org, id));
}

std::optional<HookDeliveryDetail> find_hook_delivery(database::Session& sql, OrgId org, HookId hook,
                                                     const std::string& key) {
  return with_body(sql, org,
                   select_deliveries(sql,
                                     "select " HOOK_DELIVERY_COLUMNS
                                     " from incoming_delivery where org = :org and hook = :hook and "
                                     "delivery_key = :key",
                                     org, hook, key));
}

std::vector<HookDelivery> list_hook_deliveries(database::Session& sql, OrgId org, HookId hook,
                                               const HookDeliveryQuery& query, HookDeliveryId before,
                                               std::int64_t most) {
  return select_deliveries(sql,
                           "select " HOOK_DELIVERY_COLUMNS
                           " from incoming_delivery where org = :org and hook = :hook and id < :before"
                           " and (:state < 0 or state = :state) order by id desc limit :most",
                           org, hook, before, query.state ? static_cast<int>(*query.state) : -1, most);
}

std::vector<HookDeliveryId> held_deliveries(database::Session& sql, OrgId org, HookId hook,
                                            HookDeliveryId after, std::int64_t most) {
  return database::all<HookDeliveryId>(
      sql,
      "select id from incoming_delivery where org = :org and hook = :hook and state = :held and id > :after"
      " order by id limit :most",
      org, hook, DeliveryState::held, after, most);
}

void write_hook_delivery(database::Session& sql, OrgId org, const HookDeliveryDetail& delivery) {
  database::execute(
      sql,
      "insert into incoming_delivery (org, " HOOK_DELIVERY_COLUMNS
      ", body) values (:org, :id, :hook, :key, :at, :state, :reason, :detail, :tries, :customer, :event, "
      ":body)"
      " on conflict (org, id) do update set at_us = excluded.at_us, state = excluded.state,"
      " reason = excluded.reason, detail = excluded.detail, tries = excluded.tries,"
      " customer = excluded.customer, event = excluded.event, body = excluded.body",
      org, delivery.id, delivery.hook_id, delivery.key, delivery.at, delivery.state, delivery.reason,
      delivery.detail, delivery.tries, delivery.customer_id, delivery.event_id, delivery.body);
}

void remove_old_hook_deliveries(database::Session& sql, OrgId org, HookId hook, Instant before) {
  database::execute(sql,
                    "delete from incoming_delivery where org = :org and id in (select id from"
                    " incoming_delivery where org = :org and hook = :hook and at_us < :before"
                    " order by id limit :most)",
                    org, hook, before, swept_at_once);
}

}  // namespace rapport::incoming
