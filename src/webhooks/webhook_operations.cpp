#include "webhooks/webhook_operations.h"

#include <limits>

#include "org/entity_api.h"
#include "webhooks/delivery_store.h"

namespace rapport::webhooks {
namespace {

using api::Call;

const api::Permissions keepers{api::Permission::manage_organisation};
const org::EntityWords words{"/api/v1/webhooks", "Webhook", "Webhooks", "webhooks", keepers, keepers};

tl::unexpected<Error> is_off() {
  return fail(ErrorCode::conflict, "webhook_is_off", "this webhook is switched off");
}

// Counted as waiting again, and sent from its first try.
Result<DeliveryDetail> replay_delivery(const WebhookServices& services, const Call& call) {
  const auto id = call.id<WebhookDeliveryId>("id");
  auto replayed = services.changes.make<DeliveryDetail>(
      org::by(call), "", [&](org::Change& change) -> Result<DeliveryDetail> {
        const auto before = find_delivery(change.sql, change.org(), id);
        if (!before) return org::no_such("webhook_delivery", id.value);
        const auto webhook = services.store.find(change.sql, change.org(), before->webhook_id);
        if (!webhook) return org::no_such("webhook_delivery", id.value);
        if (!webhook->is_active) return is_off();
        if (before->state != DeliveryState::waiting) {
          if (webhook->waiting >= waiting_max)
            return fail(ErrorCode::conflict, "limit_reached", "too many deliveries wait already");
          count_waiting(change.sql, change.org(), webhook->id, 1, 0);
        }
        send_again(change.sql, change.org(), id, change.now);
        change.audit({"replay", "webhook_delivery", id.value});
        return *find_delivery(change.sql, change.org(), id);
      });
  if (replayed) services.wake();
  return replayed;
}

Result<Replayed> replay_failed(const WebhookServices& services, const Call& call, const ReplaySince& asked) {
  const auto id = call.id<WebhookId>("id");
  auto replayed =
      services.changes.make<Replayed>(org::by(call), "", [&](org::Change& change) -> Result<Replayed> {
        const auto webhook = services.store.find(change.sql, change.org(), id);
        if (!webhook) return org::no_such(Webhooks::kind, id.value);
        if (!webhook->is_active) return is_off();
        Replayed made;
        made.deliveries = send_failed_again(change.sql, change.org(), id, asked.since, change.now,
                                            std::max<std::int64_t>(0, waiting_max - webhook->waiting));
        count_waiting(change.sql, change.org(), id, made.deliveries, 0);
        change.audit({"replay", Webhooks::kind, id.value, "", contract::encode(made)});
        return made;
      });
  if (replayed) services.wake();
  return replayed;
}

Result<DeliveryDetail> send_test(const WebhookServices& services, const Call& call) {
  const auto id = call.id<WebhookId>("id");
  auto sent = services.changes.make<DeliveryDetail>(
      org::by(call), "", [&](org::Change& change) -> Result<DeliveryDetail> {
        const auto webhook = services.store.find(change.sql, change.org(), id);
        if (!webhook) return org::no_such(Webhooks::kind, id.value);
        if (!webhook->is_active) return is_off();
        const auto delivery = services.outbox.tell_test(change.sql, change.org(), change.now, *webhook);
        return *find_delivery(change.sql, change.org(), delivery);
      });
  if (sent) services.wake();
  return sent;
}

Result<api::Page<Delivery>> deliveries_of(const WebhookServices& services, const Call& call,
                                          const DeliveryQuery& query) {
  auto before = api::read_cursor<WebhookDeliveryId>(query);
  if (!before) return tl::unexpected<Error>(std::move(before.error()));
  const auto id = call.id<WebhookId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<api::Page<Delivery>> {
    if (!services.store.find(sql, call.org(), id)) return org::no_such(Webhooks::kind, id.value);
    const WebhookDeliveryId newest{std::numeric_limits<std::int64_t>::max()};
    return api::page_of(
        list_deliveries(sql, call.org(), id, query, before->value_or(newest), query.limit + 1), query.limit,
        [](const Delivery& delivery) { return delivery.id; });
  });
}

void register_webhooks(api::Api& api, const WebhookServices& services) {
  org::Changes& changes = services.changes;
  org::register_reads(api, changes, words, services.store);
  api.post<WebhookFields, NewWebhook>(
      org::operation(words, "createWebhook",
                     "Makes a new one. The answer shows the secret that signs its requests, this once.", true,
                     false),
      [services](const Call& call, const WebhookFields& fields) {
        return create_webhook(services.changes, services.store, services.vault, org::by(call), fields);
      });
  api.put<WebhookFields, Webhook>(
      org::operation(words, "changeWebhook", "Replaces it as a whole; its secret stays.", true, true),
      [services](const Call& call, const WebhookFields& fields) {
        auto changed =
            org::change(services.changes, services.store, org::by(call), call.id<WebhookId>("id"), fields);
        if (changed) services.wake();  // what waited while it was off
        return changed;
      });
  org::register_remove(api, changes, words, services.store, "Removes it, with what it was still to be sent.");
  api.post<RotateSecret, WebhookSecret>(
      org::operation_of(words, "/api/v1/webhooks/{id}/secret", "rotateWebhookSecret",
                        "Makes a new secret and shows it, this once; both sign for as long as asked."),
      [services](const Call& call, const RotateSecret& asked) {
        return rotate_secret(services.changes, services.vault, org::by(call), call.id<WebhookId>("id"),
                             hours(asked.overlap_hours));
      });
}

void document_events(api::Api& api) {
  const auto interaction = [&api](EventKind kind, const char* summary) {
    api.webhook<Event<InteractionTold>>(std::string(contract::name_of(kind)), summary);
  };
  interaction(EventKind::interaction_arrived, "A conversation has come in.");
  interaction(EventKind::interaction_offered, "An agent is asked to take it.");
  interaction(EventKind::interaction_accepted, "An agent has taken it.");
  interaction(EventKind::interaction_transferred, "It was given to another queue or agent.");
  interaction(EventKind::interaction_wrapped_up, "Its agent is done with it.");
  const auto name = [](EventKind kind) { return std::string(contract::name_of(kind)); };
  api.webhook<Event<ClosedTold>>(name(EventKind::interaction_closed), "It has ended, and this is all of it.");
  api.webhook<Event<MessageTold>>(name(EventKind::message_created), "Something was said or noted in it.");
  api.webhook<Event<CustomerTold>>(name(EventKind::customer_changed), "A customer is new, changed or gone.");
  api.webhook<Event<CallbackTold>>(name(EventKind::callback_booked),
                                   "A callback was booked, or its time changed.");
  api.webhook<Event<CallbackTold>>(name(EventKind::callback_closed), "A callback has come to its end.");
  api.webhook<Event<RecordingTold>>(name(EventKind::recording_ready), "A recording can be listened to.");
  api.webhook<Event<TestTold>>(name(EventKind::webhook_test), "Sent by hand, to try a receiver.");
}

}  // namespace

void add_operations(api::Api& api, const WebhookServices& services) {
  register_webhooks(api, services);
  document_events(api);
  api.post<DeliveryDetail>(org::operation_of(words, "/api/v1/webhooks/{id}/test", "testWebhook",
                                             "Sends a test event; the delivery says what became of it."),
                           [services](const Call& call) { return send_test(services, call); });
  api.get<DeliveryQuery, api::Page<Delivery>>(
      org::operation_of(words, "/api/v1/webhooks/{id}/deliveries", "listWebhookDeliveries",
                        "What was sent to it, newest first."),
      [services](const Call& call, const DeliveryQuery& query) {
        return deliveries_of(services, call, query);
      });
  api.post<ReplaySince, Replayed>(
      org::operation_of(words, "/api/v1/webhooks/{id}/replay", "replayWebhook",
                        "Sends again whatever failed for good, of events since then."),
      [services](const Call& call, const ReplaySince& asked) {
        return replay_failed(services, call, asked);
      });
  api.get<DeliveryDetail>(
      org::operation_of(words, "/api/v1/webhook-deliveries/{id}", "getWebhookDelivery",
                        "One, with what was sent and answered."),
      [services](const Call& call) -> Result<DeliveryDetail> {
        const auto id = call.id<WebhookDeliveryId>("id");
        return services.changes.database().read([&](database::Session& sql) -> Result<DeliveryDetail> {
          auto found = find_delivery(sql, call.org(), id);
          if (!found) return org::no_such("webhook_delivery", id.value);
          return std::move(*found);
        });
      });
  api.post<DeliveryDetail>(
      org::operation_of(words, "/api/v1/webhook-deliveries/{id}/replay", "replayWebhookDelivery",
                        "Sends it again, with the same id, whatever became of it."),
      [services](const Call& call) { return replay_delivery(services, call); });
}

}  // namespace rapport::webhooks
