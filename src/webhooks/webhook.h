// Webhooks as administrators keep them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"
#include "webhooks/event.h"
#include "webhooks/retry.h"

namespace rapport::webhooks {

using WebhookId = Id<struct WebhookTag>;

inline constexpr std::int64_t webhooks_max = 50;
// Deliveries that wait for one webhook. The oldest are kept; what comes on top is not sent and counted
// (`dropped`).
inline constexpr std::int64_t waiting_max = 50'000;

struct WebhookFields {
  std::string name;
  std::string url;
  std::vector<EventKind> events;
  bool is_active = true;
  bool with_text = false;
};
BOOST_DESCRIBE_STRUCT(WebhookFields, (), (name, url, events, is_active, with_text))
contract::Notes contract_notes(contract::Tag<WebhookFields>);

BOOST_DESCRIBE_ENUM(SwitchOff, no, gone, failing)
contract::Notes contract_notes(contract::Tag<SwitchOff>);

struct Webhook : WebhookFields {
  WebhookId id;
  Instant created_at;
  std::int64_t waiting = 0;
  std::int64_t dropped = 0;
  std::optional<Instant> delivered_at;   // the last that got through
  std::optional<Instant> failing_since;  // nothing has got through since
  std::optional<SwitchOff> switched_off;
  std::optional<Instant> old_secret_until;
};
BOOST_DESCRIBE_STRUCT(Webhook, (WebhookFields),
                      (id, created_at, waiting, dropped, delivered_at, failing_since, switched_off,
                       old_secret_until))
contract::Notes contract_notes(contract::Tag<Webhook>);

struct NewWebhook : Webhook {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (Webhook), (secret))
contract::Notes contract_notes(contract::Tag<NewWebhook>);

struct RotateSecret {
  std::int32_t overlap_hours = 24;
};
BOOST_DESCRIBE_STRUCT(RotateSecret, (), (overlap_hours))
contract::Notes contract_notes(contract::Tag<RotateSecret>);

struct WebhookSecret {
  std::string secret;
  std::optional<Instant> old_secret_until;
};
BOOST_DESCRIBE_STRUCT(WebhookSecret, (), (secret, old_secret_until))
contract::Notes contract_notes(contract::Tag<WebhookSecret>);

// What may be written into `url`; the address behind a name is judged when it is asked. Pure.
Result<void> check_url(const std::string& url, bool allows_private);
// Without encryption.
bool is_plain(const std::string& url);

std::int64_t bit_of(EventKind kind);
std::int64_t bits_of(const std::vector<EventKind>& kinds);
std::vector<EventKind> kinds_of(std::int64_t bits);

}  // namespace rapport::webhooks
