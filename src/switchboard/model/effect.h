// What apply() wants done. The order is the order in which it happened; live/ releases it only when the event
// is durable.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/event.h"
#include "switchboard/model/state.h"
#include "switchboard/model/why.h"

namespace rapport::switchboard {

struct ArmTimer {
  TimerId timer;
  Instant due;
};
struct CancelTimer {
  TimerId timer;
};

// What just happened to an interaction.
enum class Change : std::uint8_t {
  arrived,
  queued,
  step_widened,
  offered,
  accepted,
  declined,
  no_answer,
  offer_withdrawn,
  message,
  customer_silent,
  customer_resumed,
  transferred,
  priority_changed,
  consult_offered,
  consult_accepted,
  consult_ended,
  consult_completed,
  ended,
  wrap_up_completed,
  wrap_up_timed_out,
  abandoned,
  expired,
  refused,
  closed,
  flow_resumed,  // out of its queue, back in its flow
  callback_booked,
  callback_waiting,    // the line is gone, the place is kept
  callback_scheduled,  // out of the line until its time comes
  dialling,            // the agent is held, the customer is dialled; `accepted` when they answer
  not_reached,
  callback_cancelled,
  callback_merged,
  line_lost,
  parked,
  unparked,
  assist_started,  // the customer is in a flow beside their agent
  assist_ended,    // and back
  set_aside,       // its place has gone to `other`
  brought_back,    // and it has it again
  place_taken,     // it has the place of `other`
  place_given_back
};
struct InteractionChanged {
  InteractionId interaction;
  Change change = Change::arrived;
  InteractionState state = InteractionState::queued;  // after it
  Channel channel = Channel::chat;
  CustomerId customer;
  QueueId queue;
  AgentId agent;                     // whom it concerns: who was offered it, declined it, has it
  UserId by;                         // who did it, when a person did
  ReasonId reason;                   // of a decline
  MessageId message;                 // of message; the note of a transfer or consult
  Author author = Author::customer;  // of message
  std::optional<InteractionId> other = std::nullopt;  // of a place that moves
};

struct OfferMade {
  OfferId offer;
  InteractionId interaction;
  AgentId agent;
  QueueId queue;
  Instant expires_at;
  bool is_auto_accepted = false;  // in this very turn
  // Of voice: the agent is not asked; the telephone accepts as soon as they can be heard, or declines at once
  // for who cannot.
  bool is_unasked = false;
  bool is_consult = false;
  Why why;
  std::optional<std::int32_t> dial;  // of a callback: the dial that follows when it is accepted
};
enum class OfferEnd : std::uint8_t { accepted, declined, no_answer, withdrawn };
struct OfferClosed {
  OfferId offer;
  InteractionId interaction;
  AgentId agent;
  OfferEnd end = OfferEnd::withdrawn;
};

struct AgentChanged {
  AgentId agent;
  Presence presence = Presence::offline;
  ReasonId reason;
  Instant since;
  std::optional<Presence> next_presence;
  UserId by;
};

// The interaction has left the switchboard: everything there is to keep about it.
struct InteractionClosed {
  InteractionId interaction;
  Channel channel = Channel::chat;
  CustomerId customer;
  Outcome outcome = Outcome::completed;
  Instant arrived_at;
  Instant closed_at;
  InteractionId initial, previous;
  DispositionId disposition;
  std::vector<Leg> legs;
  std::optional<std::int32_t> dials;                        // of a callback
  std::optional<InteractionId> merged_into = std::nullopt;  // of one that stood aside
};

// The customer is to be dialled, for the agent who is held for them; DialEnded answers.
struct DialStarted {
  InteractionId interaction;
  CustomerId customer;
  QueueId queue;
  AgentId agent;
  std::int32_t dial = 0;
  Instant ends_at;  // then it is stopped
};
struct DialStopped {
  InteractionId interaction;
  std::int32_t dial = 0;
};

// A step of a flow begins: the channel renders it, or somebody answers it. In order; several at once mean
// that those before the last wait for nobody.
struct FlowStepEntered {
  InteractionId interaction;
  Channel channel = Channel::chat;
  FlowId flow;
  std::int32_t version = 0;
  std::int32_t step = 0;
  std::int32_t turn = 0;
  std::int32_t tries = 0;  // > 0: asked again
  Instant expires_at;      // of the last one, while it waits; else 0
};
// Still waiting: what its queue step says now and then.
struct FlowTreatment {
  InteractionId interaction;
  Channel channel = Channel::chat;
  FlowId flow;
  std::int32_t version = 0;
  std::int32_t step = 0;
  std::int32_t turn = 0;
  WaitEstimate wait;
  bool has_offer = false;
};
enum class FlowEnd : std::uint8_t {
  ended,        // by its own end; the interaction is closed
  handed_over,  // an agent has it
  moved,        // on in another flow
  taken_over,   // transferred by a person
  left,         // the customer went
  turned_away,  // no queue took it
  broken,       // something in it does not work; the fallback queue has it, or its agent
  returned,     // beside an agent, by its own end: they have the customer back
  taken_back,   // beside an agent: by a person
};
// What a flow beside an agent leaves: numbers; words lie elsewhere.
struct AssistOutcome {
  AgentId agent;
  Instant began_at;
  std::vector<std::int64_t>
      values;                      // by attribute; of a text, also a secret one, where its words lie, 0: none
  std::vector<std::int32_t> tags;  // the tag steps it came by
  friend bool operator==(const AssistOutcome&, const AssistOutcome&) = default;
};
struct FlowEnded {
  InteractionId interaction;
  FlowId flow;
  std::int32_t version = 0;
  std::int32_t step = 0;
  FlowEnd end = FlowEnd::ended;
  flow::Broken broken = flow::Broken::nothing;
  std::optional<AssistOutcome> assist = std::nullopt;
};

using Effect =
    std::variant<ArmTimer, CancelTimer, InteractionChanged, OfferMade, OfferClosed, AgentChanged,
                 InteractionClosed, FlowStepEntered, FlowTreatment, FlowEnded, DialStarted, DialStopped>;

// Why an event was refused. Refused events change nothing and are not journalled. Ordered commands that come
// late or twice are told apart: an offer that once was is offer_expired, one that never was no_such_offer.
enum class Refusal : std::uint8_t {
  unknown_queue,
  unknown_agent,
  unknown_interaction,
  unknown_timer,
  already_exists,
  not_your_interaction,
  no_such_offer,
  offer_expired,
  not_active,
  not_in_wrap_up,
  disposition_required,
  unknown_disposition,
  agent_not_available,
  no_consult,
  consult_open,
  queue_in_use,
  bad_value,
  same_target,
  queue_closed,  // of a transfer: its target would turn it away
  queue_full,
  queue_unstaffed,
  unknown_flow,
  flow_exists,
  flow_moved,  // the flow is not, or no longer, where this was meant for
  no_callback,
  callback_exists,
  dial_over,
  not_in_queue,
  customer_in_flow,  // beside their agent: they are to be back first
  wrong_purpose,     // the flow is not made for this
  no_place,          // it does not wait, or does not stand aside
  place_moved,       // one of the two has given or taken a place already
};
const char* name_of(Refusal refusal);

struct Effects {
  std::optional<Refusal> refusal;
  std::vector<Effect> list;
};

}  // namespace rapport::switchboard
