// A callback as the API shows it, and what is asked of one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "switchboard/model/described.h"

namespace rapport::callbacks {

struct WaitingCallback {
  InteractionId interaction_id;
  CustomerId customer_id;
  std::string customer_name;
  std::optional<std::string> number;
  QueueId queue_id;
  switchboard::InteractionState state = switchboard::InteractionState::queued;
  std::optional<AgentId> agent_id;      // who is asked, or held while it is dialled
  std::optional<AgentId> for_agent_id;  // who wants to make the call
  Instant booked_at;
  std::optional<Instant> due_at;  // not before
  std::optional<Instant> promised_from, promised_until;
  std::optional<std::int32_t> position;  // in its queue
  std::int32_t dials = 0;
  std::optional<switchboard::DialResult> last_result;
};
BOOST_DESCRIBE_STRUCT(WaitingCallback, (),
                      (interaction_id, customer_id, customer_name, number, queue_id, state, agent_id,
                       for_agent_id, booked_at, due_at, promised_from, promised_until, position, dials,
                       last_result))
contract::Notes contract_notes(contract::Tag<WaitingCallback>);

struct WaitingCallbacks {
  std::vector<WaitingCallback> items;
};
BOOST_DESCRIBE_STRUCT(WaitingCallbacks, (), (items))

struct CallbackQuery {
  std::optional<QueueId> queue_id;
};
BOOST_DESCRIBE_STRUCT(CallbackQuery, (), (queue_id))

struct BookCallback {
  std::optional<InteractionId> interaction_id;
  std::optional<QueueId> queue_id;
  std::optional<CustomerId> customer_id;
  std::optional<std::string> number;
  std::optional<Instant> due_at;
  bool is_for_me = false;
};
BOOST_DESCRIBE_STRUCT(BookCallback, (), (interaction_id, queue_id, customer_id, number, due_at, is_for_me))
contract::Notes contract_notes(contract::Tag<BookCallback>);

struct RescheduleCallback {
  std::optional<Instant> due_at;
};
BOOST_DESCRIBE_STRUCT(RescheduleCallback, (), (due_at))
contract::Notes contract_notes(contract::Tag<RescheduleCallback>);

}  // namespace rapport::callbacks
