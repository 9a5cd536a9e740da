#include "webhooks/delivery_store.h"

#include <limits>
#include <utility>

#include "base/utf8.h"
#include "platform/database/statement.h"

namespace rapport::webhooks {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<DeliveryState>) {
  return {.name = "WebhookDeliveryState"};
}
Notes contract_notes(Tag<Replayed>) {
  return {.name = "ReplayedWebhook"};
}
Notes contract_notes(Tag<Delivery>) {
  return {.name = "WebhookDelivery",
          .fields = {{.name = "event_id",
                      .doc = "`id` in the body, and the header webhook-id: the same on "
                             "every try"},
                     {.name = "at", .doc = "when it happened"},
                     {.name = "due_at", .doc = "when it is tried next"},
                     {.name = "status", .doc = "HTTP, of the last try; absent: no answer"}}};
}
Notes contract_notes(Tag<DeliveryDetail>) {
  return {.name = "WebhookDeliveryDetail",
          .fields = {{.name = "request", .doc = "the body's first 2 KB"},
                     {.name = "answer", .doc = "the answer's first 2 KB, of the last try"}}};
}
Notes contract_notes(Tag<ReplaySince>) {
  return {.name = "ReplayWebhook",
          .fields = {{.name = "since", .doc = "those that failed, of events since then"}}};
}

void add_delivery(database::Session& sql, const NewDelivery& delivery) {
  database::execute(
      sql,
      "insert into webhook_delivery (org, id, webhook, event, kind, at_us, body, state, tries, due_us,"
      " status, error, answer, took_ms) values (:org, :id, :webhook, :event, :kind, :at, :body, 0, 0, :due,"
      " 0, '', '', 0)",
      delivery.org, delivery.id, delivery.webhook, delivery.event, delivery.kind, delivery.at, delivery.body,
      delivery.at);
}

namespace {

#define DELIVERY_COLUMNS \
  "id, webhook, event, kind, at_us, state, tries, due_us, tried_us, status, error, took_ms"

void describe_delivery(Delivery& delivery, Instant due, std::optional<Instant> tried_at, int status,
                       std::string error, std::int64_t took_ms) {
  if (delivery.state == DeliveryState::waiting) delivery.due_at = due;
  delivery.tried_at = tried_at;
  if (!tried_at) return;
  if (status != 0) delivery.status = status;
  if (!error.empty()) delivery.error = std::move(error);
  delivery.took_ms = took_ms;
}

}  // namespace

std::optional<DeliveryDetail> find_delivery(database::Session& sql, OrgId org, WebhookDeliveryId id) {
  auto row = database::first<WebhookDeliveryId, WebhookId, WebhookEventId, EventKind, Instant, DeliveryState,
                             int, Instant, std::optional<Instant>, int, std::string, std::int64_t,
                             std::string, std::string>(
      sql, "select " DELIVERY_COLUMNS ", body, answer from webhook_delivery where org = :org and id = :id",
      org, id);
  if (!row) return std::nullopt;
  auto& [found_id, webhook, event, kind, at, state, tries, due, tried_at, status, error, took_ms, body,
         answer] = *row;
  DeliveryDetail delivery;
  delivery.id = found_id;
  delivery.webhook_id = webhook;
  delivery.event_id = event;
  delivery.type = kind;
  delivery.at = at;
  delivery.state = state;
  delivery.tries = tries;
  describe_delivery(delivery, due, tried_at, status, std::move(error), took_ms);
  delivery.request = utf8_front(body, excerpt_bytes_max);
  delivery.is_request_cut = delivery.request.size() < body.size();
  delivery.answer = std::move(answer);
  return delivery;
}

std::vector<Delivery> list_deliveries(database::Session& sql, OrgId org, WebhookId webhook,
                                      const DeliveryQuery& query, WebhookDeliveryId before,
                                      std::int64_t most) {
  std::vector<Delivery> all;
  database::each<WebhookDeliveryId, WebhookId, WebhookEventId, EventKind, Instant, DeliveryState, int,
                 Instant, std::optional<Instant>, int, std::string, std::int64_t>(
      sql,
      "select " DELIVERY_COLUMNS
      " from webhook_delivery where org = :org and webhook = :webhook and id < :before"
      " and (:state < 0 or state = :state) and (:kind < 0 or kind = :kind) order by id desc limit :most",
      [&](WebhookDeliveryId id, WebhookId of, WebhookEventId event, EventKind kind, Instant at,
          DeliveryState state, int tries, Instant due, std::optional<Instant> tried_at, int status,
          std::string error, std::int64_t took_ms) {
        Delivery delivery;
        delivery.id = id;
        delivery.webhook_id = of;
        delivery.event_id = event;
        delivery.type = kind;
        delivery.at = at;
        delivery.state = state;
        delivery.tries = tries;
        describe_delivery(delivery, due, tried_at, status, std::move(error), took_ms);
        all.push_back(std::move(delivery));
      },
      org, webhook, before, query.state ? static_cast<int>(*query.state) : -1,
      query.type ? static_cast<int>(*query.type) : -1, most);
  return all;
}

void send_again(database::Session& sql, OrgId org, WebhookDeliveryId id, Instant now) {
  database::execute(sql,
                    "update webhook_delivery set state = 0, tries = 0, due_us = :now"
                    " where org = :org and id = :id",
                    now, org, id);
}

std::int64_t send_failed_again(database::Session& sql, OrgId org, WebhookId webhook, Instant since,
                               Instant now, std::int64_t most) {
  return static_cast<std::int64_t>(database::execute(
      sql,
      "update webhook_delivery set state = 0, tries = 0, due_us = :now where org = :org and id in"
      " (select id from webhook_delivery where org = :org and webhook = :webhook and state = :failed"
      " and at_us >= :since order by id limit :most)",
      now, org, webhook, DeliveryState::failed, since, most));
}

std::vector<DueDelivery> due_deliveries(database::Session& sql, OrgId org, WebhookId webhook, Instant now,
                                        std::int64_t most) {
  std::vector<DueDelivery> all;
  database::each<WebhookDeliveryId, WebhookEventId, std::string, int>(
      sql,
      "select id, event, body, tries from webhook_delivery where org = :org and webhook = :webhook"
      " and state = 0 and due_us <= :now order by due_us, id limit :most",
      [&](WebhookDeliveryId id, WebhookEventId event, std::string body, int tries) {
        all.push_back({id, event, std::move(body), tries});
      },
      org, webhook, now, most);
  return all;
}

bool note_try(database::Session& sql, OrgId org, WebhookDeliveryId id, const Tried& tried) {
  return database::execute(
             sql,
             "update webhook_delivery set state = :state, tries = tries + 1, due_us = :due, tried_us = :at,"
             " status = :status, error = :error, answer = :answer, took_ms = :took"
             " where org = :org and id = :id and state = 0",
             tried.state, tried.due, tried.at, tried.status, tried.error, tried.answer, tried.took_ms, org,
             id) > 0;
}

std::vector<DeliveryOfOrg> old_deliveries(database::Session& sql, Instant before, std::int64_t most) {
  std::vector<DeliveryOfOrg> all;
  const auto add = [&](OrgId org, WebhookDeliveryId id) { all.push_back({org, id}); };
  database::each<OrgId, WebhookDeliveryId>(
      sql, "select org, id from webhook_delivery where at_us < :before order by at_us limit :most", add,
      before, most);
  database::each<OrgId, WebhookDeliveryId>(
      sql,
      "select d.org, d.id from webhook_delivery d where not exists (select 1 from webhook w"
      " where w.org = d.org and w.id = d.webhook) limit :most",
      add, most);
  return all;
}

void remove_deliveries(database::Session& sql, const std::vector<DeliveryOfOrg>& deliveries) {
  for (const DeliveryOfOrg& gone : deliveries)
    database::execute(sql, "delete from webhook_delivery where org = :org and id = :id", gone.org, gone.id);
}

bool has_hints(database::Session& sql) {
  return database::first<OrgId>(sql, "select org from webhook_hint limit 1").has_value();
}

std::vector<Hint> hints(database::Session& sql, std::int64_t most) {
  std::vector<Hint> all;
  database::each<OrgId, EventKind, std::int64_t>(
      sql, "select org, kind, target from webhook_hint order by org, kind, target limit :most",
      [&](OrgId org, EventKind kind, std::int64_t target) {
        all.push_back({org, kind, target});
      },
      most);
  return all;
}

void remove_hint(database::Session& sql, const Hint& hint) {
  database::execute(sql, "delete from webhook_hint where org = :org and kind = :kind and target = :target",
                    hint.org, hint.kind, hint.target);
}

}  // namespace rapport::webhooks
