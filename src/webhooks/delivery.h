// One event on its way to one webhook: what was sent, what was answered. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/page.h"
#include "base/id.h"
#include "base/instant.h"
#include "webhooks/webhook.h"

namespace rapport::webhooks {

using WebhookDeliveryId = Id<struct WebhookDeliveryTag>;

inline constexpr std::size_t excerpt_bytes_max = 2'048;      // of a request or an answer, as shown
inline constexpr Duration deliveries_kept = hours(24 * 30);  // since the event

enum class DeliveryState : std::uint8_t { waiting, delivered, failed };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, delivered, failed)
contract::Notes contract_notes(contract::Tag<DeliveryState>);

struct Delivery {
  WebhookDeliveryId id;
  WebhookId webhook_id;
  WebhookEventId event_id;
  EventKind type = EventKind::webhook_test;
  Instant at;  // of the event
  DeliveryState state = DeliveryState::waiting;
  std::int32_t tries = 0;
  std::optional<Instant> due_at;  // of the next try, while it waits
  std::optional<Instant> tried_at;
  std::optional<std::int32_t> status;  // HTTP, of the last try
  std::optional<std::string> error;    // of the last try
  std::optional<std::int64_t> took_ms;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, webhook_id, event_id, type, at, state, tries, due_at, tried_at, status, error,
                       took_ms))
contract::Notes contract_notes(contract::Tag<Delivery>);

struct DeliveryDetail : Delivery {
  std::string request;
  bool is_request_cut = false;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(DeliveryDetail, (Delivery), (request, is_request_cut, answer))
contract::Notes contract_notes(contract::Tag<DeliveryDetail>);

struct DeliveryQuery : api::PageQuery {
  std::optional<DeliveryState> state;
  std::optional<EventKind> type;
};
BOOST_DESCRIBE_STRUCT(DeliveryQuery, (api::PageQuery), (state, type))

struct ReplaySince {
  Instant since;
};
BOOST_DESCRIBE_STRUCT(ReplaySince, (), (since))
contract::Notes contract_notes(contract::Tag<ReplaySince>);

struct Replayed {
  std::int64_t deliveries = 0;
};
BOOST_DESCRIBE_STRUCT(Replayed, (), (deliveries))
contract::Notes contract_notes(contract::Tag<Replayed>);

}  // namespace rapport::webhooks
