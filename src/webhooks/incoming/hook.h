// Incoming webhooks as administrators keep them: how a body of the company's own system is understood, and
// what becomes of somebody whom nobody knows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/page.h"
#include "base/id.h"
#include "base/instant.h"
#include "customers/profile_store.h"
#include "platform/contract/describe.h"

namespace rapport::incoming {

using HookId = Id<struct IncomingWebhookTag>;
using HookDeliveryId = Id<struct IncomingDeliveryTag>;

inline constexpr std::int64_t hooks_max = 50;
inline constexpr std::size_t body_bytes_max = 256 << 10;
inline constexpr std::size_t key_length_max = 200;
inline constexpr Duration window = minutes(5);  // between the sender's clock and ours, either way
inline constexpr Duration deliveries_kept = hours(24 * 30);
inline constexpr std::int64_t run_at_once = 500;

// JSON Pointers (RFC 6901) into the body; "" : it does not say.
struct HookMapping {
  std::string external_id, phone, email, name;  // of the customer
  std::string event_id;                         // "": the delivery's own
  std::string kind, at, amount, currency, text;
};
BOOST_DESCRIBE_STRUCT(HookMapping, (),
                      (external_id, phone, email, name, event_id, kind, at, amount, currency, text))
contract::Notes contract_notes(contract::Tag<HookMapping>);

enum class Unknown : std::uint8_t { create, hold, reject };
BOOST_DESCRIBE_ENUM(Unknown, create, hold, reject)
contract::Notes contract_notes(contract::Tag<Unknown>);

struct HookFields {
  std::string name;
  bool is_active = true;
  HookMapping mapping;
  std::string kind;      // where the body does not say: "purchase", "refund", "usage" …
  std::string currency;  // the same
  bool is_in_hundredths = false;
  Unknown unknown = Unknown::hold;
};
BOOST_DESCRIBE_STRUCT(HookFields, (), (name, is_active, mapping, kind, currency, is_in_hundredths, unknown))
contract::Notes contract_notes(contract::Tag<HookFields>);

struct Hook : HookFields {
  HookId id;
  Instant created_at;
  std::optional<Instant> received_at;  // the last that was signed well
  std::int64_t held = 0;               // wait for their customer
  std::optional<Instant> old_secret_until;
};
BOOST_DESCRIBE_STRUCT(Hook, (HookFields), (id, created_at, received_at, held, old_secret_until))
contract::Notes contract_notes(contract::Tag<Hook>);

struct NewHook : Hook {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(NewHook, (Hook), (secret))
contract::Notes contract_notes(contract::Tag<NewHook>);

enum class DeliveryState : std::uint8_t { accepted, held, rejected };
BOOST_DESCRIBE_ENUM(DeliveryState, accepted, held, rejected)
contract::Notes contract_notes(contract::Tag<DeliveryState>);

struct HookDelivery {
  HookDeliveryId id;
  HookId hook_id;
  std::string key;  // the sender's
  Instant at;
  DeliveryState state = DeliveryState::rejected;
  std::string reason, detail;  // of one that is held or rejected
  std::int64_t tries = 1;
  std::optional<CustomerId> customer_id;
  std::optional<customers::CustomerEventId> event_id;
};
BOOST_DESCRIBE_STRUCT(HookDelivery, (),
                      (id, hook_id, key, at, state, reason, detail, tries, customer_id, event_id))
contract::Notes contract_notes(contract::Tag<HookDelivery>);

struct HookDeliveryDetail : HookDelivery {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(HookDeliveryDetail, (HookDelivery), (body))
contract::Notes contract_notes(contract::Tag<HookDeliveryDetail>);

struct HookDeliveryQuery : api::PageQuery {
  std::optional<DeliveryState> state;
};
BOOST_DESCRIBE_STRUCT(HookDeliveryQuery, (api::PageQuery), (state))
contract::Notes contract_notes(contract::Tag<HookDeliveryQuery>);

struct RunDeliveries {
  std::int64_t accepted = 0, left = 0;
};
BOOST_DESCRIBE_STRUCT(RunDeliveries, (), (accepted, left))
contract::Notes contract_notes(contract::Tag<RunDeliveries>);

}  // namespace rapport::incoming
