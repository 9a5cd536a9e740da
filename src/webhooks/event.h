// What webhooks tell: {"id", "type", "at", "organisation_id", "data"}. Versioned by only ever adding members.
// Values; ids and times, words only where a webhook asks for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "recordings/recording.h"
#include "switchboard/model/described.h"

namespace rapport::webhooks {

using WebhookEventId = Id<struct WebhookEventTag>;

// Kept by number in tables and triggers: new ones come at the end.
enum class EventKind : std::uint8_t {
  interaction_arrived,
  interaction_offered,
  interaction_accepted,
  interaction_transferred,
  interaction_wrapped_up,
  interaction_closed,
  message_created,
  customer_changed,
  callback_booked,
  callback_closed,
  recording_ready,
  webhook_test,  // sent by hand; cannot be asked for
};
BOOST_DESCRIBE_ENUM(EventKind, interaction_arrived, interaction_offered, interaction_accepted,
                    interaction_transferred, interaction_wrapped_up, interaction_closed, message_created,
                    customer_changed, callback_booked, callback_closed, recording_ready, webhook_test)
contract::Notes contract_notes(contract::Tag<EventKind>);
inline constexpr int event_kind_count = 12;

struct InteractionTold {
  InteractionId interaction_id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::queued;
  std::optional<CustomerId> customer_id;
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  std::optional<UserId> by_user_id;
};
BOOST_DESCRIBE_STRUCT(InteractionTold, (),
                      (interaction_id, channel, state, customer_id, queue_id, agent_id, by_user_id))
contract::Notes contract_notes(contract::Tag<InteractionTold>);

struct LegTold {
  std::int32_t number = 1;
  switchboard::LegKind kind = switchboard::LegKind::primary;
  switchboard::LegEnd end = switchboard::LegEnd::open;
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  std::optional<Instant> queued_at, accepted_at, ended_at, wrapped_at;
  std::int32_t offers = 0;
  std::int32_t declines = 0;
  std::int32_t no_answers = 0;
};
BOOST_DESCRIBE_STRUCT(LegTold, (),
                      (number, kind, end, queue_id, agent_id, queued_at, accepted_at, ended_at, wrapped_at,
                       offers, declines, no_answers))
contract::Notes contract_notes(contract::Tag<LegTold>);

struct ClosedTold {
  InteractionId interaction_id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::Outcome outcome = switchboard::Outcome::completed;
  std::optional<CustomerId> customer_id;
  std::optional<QueueId> queue_id;  // of the last leg
  std::optional<AgentId> agent_id;  // the last who had it
  std::optional<DispositionId> disposition_id;
  std::optional<InteractionId> initial_id, previous_id;
  Instant arrived_at, closed_at;
  std::int64_t waited_ms = 0;
  std::int64_t talked_ms = 0;
  std::int64_t wrap_up_ms = 0;
  std::optional<std::int32_t> dials;
  std::vector<LegTold> legs;
};
BOOST_DESCRIBE_STRUCT(ClosedTold, (),
                      (interaction_id, channel, outcome, customer_id, queue_id, agent_id, disposition_id,
                       initial_id, previous_id, arrived_at, closed_at, waited_ms, talked_ms, wrap_up_ms,
                       dials, legs))
contract::Notes contract_notes(contract::Tag<ClosedTold>);

struct MessageTold {
  MessageId message_id;
  InteractionId interaction_id;
  switchboard::Channel channel = switchboard::Channel::chat;
  std::optional<CustomerId> customer_id;
  switchboard::Author author = switchboard::Author::customer;
  std::optional<UserId> user_id;
  std::int32_t attachments = 0;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(MessageTold, (),
                      (message_id, interaction_id, channel, customer_id, author, user_id, attachments, text))
contract::Notes contract_notes(contract::Tag<MessageTold>);

struct CustomerTold {
  CustomerId customer_id;
};
BOOST_DESCRIBE_STRUCT(CustomerTold, (), (customer_id))
contract::Notes contract_notes(contract::Tag<CustomerTold>);

struct CallbackTold {
  InteractionId interaction_id;
  std::optional<CustomerId> customer_id;
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  std::optional<UserId> by_user_id;
  std::optional<Instant> due_at, promised_from, promised_until;
  std::optional<switchboard::Outcome> outcome;
  std::optional<std::int32_t> dials;
};
BOOST_DESCRIBE_STRUCT(CallbackTold, (),
                      (interaction_id, customer_id, queue_id, agent_id, by_user_id, due_at, promised_from,
                       promised_until, outcome, dials))
contract::Notes contract_notes(contract::Tag<CallbackTold>);

struct RecordingTold {
  recordings::RecordingId recording_id;
  InteractionId interaction_id;
  std::optional<QueueId> queue_id;
  std::vector<UserId> agent_ids;
  recordings::RecordingState state = recordings::RecordingState::whole;
  Instant started_at;
  std::int64_t duration_ms = 0;
  std::int64_t bytes = 0;
  std::string checksum;
};
BOOST_DESCRIBE_STRUCT(RecordingTold, (),
                      (recording_id, interaction_id, queue_id, agent_ids, state, started_at, duration_ms,
                       bytes, checksum))
contract::Notes contract_notes(contract::Tag<RecordingTold>);

struct TestTold {
  std::string webhook;  // its name
};
BOOST_DESCRIBE_STRUCT(TestTold, (), (webhook))
contract::Notes contract_notes(contract::Tag<TestTold>);

template <class Data>
struct Event {
  WebhookEventId id;
  EventKind type = EventKind::webhook_test;
  Instant at;
  OrgId organisation_id;
  Data data;
  BOOST_DESCRIBE_CLASS(Event, (), (id, type, at, organisation_id, data), (), ())
};

using EventData = std::variant<InteractionTold, ClosedTold, MessageTold, CustomerTold, CallbackTold,
                               RecordingTold, TestTold>;

// One thing to be told, before it is known to whom.
struct Happening {
  EventKind kind = EventKind::webhook_test;
  EventData data;
};

// The body of the request.
std::string body_of(WebhookEventId id, OrgId org, Instant at, const Happening& happening);

}  // namespace rapport::webhooks
