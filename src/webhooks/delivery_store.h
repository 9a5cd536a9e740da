// The only SQL for the tables `webhook_delivery` and `webhook_hint`. Stateless, within transactions of the
// caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/database/session.h"
#include "webhooks/delivery.h"

namespace rapport::webhooks {

struct NewDelivery {
  OrgId org;
  WebhookDeliveryId id;
  WebhookId webhook;
  WebhookEventId event;
  EventKind kind = EventKind::webhook_test;
  Instant at;
  std::string body;
};
void add_delivery(database::Session& sql, const NewDelivery& delivery);

std::optional<DeliveryDetail> find_delivery(database::Session& sql, OrgId org, WebhookDeliveryId id);
// Newest first: those before `before`.
std::vector<Delivery> list_deliveries(database::Session& sql, OrgId org, WebhookId webhook,
                                      const DeliveryQuery& query, WebhookDeliveryId before,
                                      std::int64_t most);

// Waits again, from its first try; the caller counts.
void send_again(database::Session& sql, OrgId org, WebhookDeliveryId id, Instant now);
// All that failed of events since then, `most` at most, oldest first; how many.
std::int64_t send_failed_again(database::Session& sql, OrgId org, WebhookId webhook, Instant since,
                               Instant now, std::int64_t most);

struct DueDelivery {
  WebhookDeliveryId id;
  WebhookEventId event;
  std::string body;
  std::int32_t tries = 0;
};
std::vector<DueDelivery> due_deliveries(database::Session& sql, OrgId org, WebhookId webhook, Instant now,
                                        std::int64_t most);

struct Tried {
  DeliveryState state = DeliveryState::waiting;
  Instant due;
  Instant at;
  int status = 0;  // 0: no answer
  std::string error;
  std::string answer;
  std::int64_t took_ms = 0;
};
// False: it does not wait any more, or is gone.
bool note_try(database::Session& sql, OrgId org, WebhookDeliveryId id, const Tried& tried);

struct DeliveryOfOrg {
  OrgId org;
  WebhookDeliveryId id;
};
// Of events before `before`, and of webhooks that are gone; about `most` at most. Reads much: not for the
// writer.
std::vector<DeliveryOfOrg> old_deliveries(database::Session& sql, Instant before, std::int64_t most);
void remove_deliveries(database::Session& sql, const std::vector<DeliveryOfOrg>& deliveries);

// What triggers have noted, see migrations.cpp.
struct Hint {
  OrgId org;
  EventKind kind = EventKind::customer_changed;
  std::int64_t target = 0;
};
bool has_hints(database::Session& sql);
std::vector<Hint> hints(database::Session& sql, std::int64_t most);
void remove_hint(database::Session& sql, const Hint& hint);

}  // namespace rapport::webhooks
