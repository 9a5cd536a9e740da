// Everything that can happen to a switchboard. Ids are made by the shell; an event that cannot be is refused
// by apply() with a reason and changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

// --- configuration: whole values, so the last one wins ---
struct SettingsChanged {
  Settings settings;
};
struct QueueConfigured {
  QueueId queue;
  QueueRules rules;
};
// What waits there moves by `when_closed` of the removed queue (wait counts as refuse: closed as refused).
// Refused (queue_in_use) while a conversation or wrap-up of the queue is open.
struct QueueRemoved {
  QueueId queue;
};
struct AgentConfigured {
  AgentId agent;
  AgentProfile profile;
};
struct AgentRemoved {
  AgentId agent;
};  // their offers and conversations return to their queues, wrap-ups close
struct QueueOpened {
  QueueId queue;
};  // business hours, told by the shell
// What waits was let in and is still served, unless `when_closed` overflows: then it moves there with its
// whole wait (and stays if nobody there takes it).
struct QueueClosed {
  QueueId queue;
};
// A published version of a flow. It never changes: the same again is fine, another program under a number
// that is taken is refused (flow_exists).
struct FlowConfigured {
  FlowId flow;
  std::int32_t version = 0;
  flow::Program program;
};
// Nothing new starts with it; what runs goes on to its end, then it is forgotten.
struct FlowRetired {
  FlowId flow;
  std::int32_t version = 0;
};
struct DayStarted {};  // midnight of the organisation: today's figures start again

// --- agents ---
struct AgentConnected {
  AgentId agent;
};  // first live connection of a desk; presence stays as it was
struct AgentDisconnected {
  AgentId agent;
};  // the last one is gone: grace, then offline; offers are withdrawn, wrap-ups close, conversations go to
    // the consulted agent or return to their queue with their whole wait and the head start of a transfer
// offline, available or away (available only while connected). Without `after_current` at once: open offers
// are withdrawn, conversations, consults and wrap-ups stay until they end. With it ("break after this one")
// when the last of the agent's work that counts has ended; until then nothing new is offered to them. Any
// later request replaces it. `by` may be a supervisor.
struct PresenceRequested {
  AgentId agent;
  Presence presence;
  ReasonId reason;
  bool after_current = false;
  UserId by;
};

// --- interactions ---
// The flow an interaction begins with instead of a queue.
struct FlowStart {
  FlowId flow;
  std::int32_t version = 0;
  std::int32_t language = 0;  // its place among the flow's
  bool is_customer_known = false;
  std::vector<flow::Value64> values;  // attributes known from the start
};
// A call to the customer instead of one from them. Refused (callback_exists) while one to them already waits
// in the queue. It is let in whatever the queue's branches say.
struct CallbackStart {
  Instant due;    // not before; 0: as soon as it is their turn
  UserId by;      // 0: the customer
  AgentId agent;  // who wants to make the call; 0: whoever is free
};
struct InteractionArrived {
  InteractionId interaction;
  Channel channel = Channel::chat;
  QueueId queue;
  CustomerId customer;
  std::int32_t priority = 0;   // minutes of head start (blended) or rank (strict); -1,000 to 1,000
  std::vector<Step> steps;     // empty: the queue's
  AgentId last_agent;          // of the customer's last contact; 0: none
  Instant last_contact_ended;  // used with last_agent and QueueRules::sticky_window
  InteractionId previous;      // the interaction this one continues; 0: none
  std::optional<FlowStart> flow = std::nullopt;          // then `queue` and `steps` do not count
  std::optional<CallbackStart> callback = std::nullopt;  // of voice; not with a flow
};
enum class Author : std::uint8_t { customer, agent, note, system };
// Said by someone in it; the words live elsewhere under `message`. `agent` for agent and note.
struct MessagePosted {
  InteractionId interaction;
  MessageId message;
  Author author = Author::customer;
  AgentId agent;
};
// The customer hung up or ended the chat: abandoned while nobody had accepted, otherwise the conversation
// ends. Whoever has a callback booked waits on without a line.
struct CustomerLeft {
  InteractionId interaction;
};
struct PriorityChanged {
  InteractionId interaction;
  std::int32_t priority = 0;
  UserId by;
};

struct OfferAccepted {
  InteractionId interaction;
  AgentId agent;
  OfferId offer;
};
struct OfferDeclined {
  InteractionId interaction;
  AgentId agent;
  OfferId offer;
  ReasonId reason;
};
struct ConversationEnded {
  InteractionId interaction;
  UserId by;
};  // by its agent, or a supervisor; wrap-up follows
struct WrapUpCompleted {
  InteractionId interaction;
  AgentId agent;
  DispositionId disposition;
};

// By the interaction's agent or a supervisor (`by`); also for what is still queued or offered. `note` is a
// MessageId of a note, or 0. A new leg by the target's own steps. A conversation queues as of now, with the
// target's transfer_head_start_min, and its agent is passed over for a while; what nobody had accepted keeps
// its whole wait. A target that would turn it away refuses (queue_closed, queue_full, queue_unstaffed); one
// that overflows passes it on.
struct TransferredToQueue {
  InteractionId interaction;
  UserId by;
  QueueId queue;
  MessageId note;
};
// Queued with that agent, member of the queue or not, as the only step for transfer_agent_wait, then for any
// agent of the current queue. Refused (agent_not_available) when they are not available, take no work of the
// channel at all, or have asked for a break; being busy is no reason. A parked call can be picked up (`by` is
// `to`) by the agents of its queue (else not_in_queue) who have room for it.
struct TransferredToAgent {
  InteractionId interaction;
  UserId by;
  AgentId to;
  MessageId note;
};
// A second agent with room for it is asked in, on a leg of their own; `agent` keeps the interaction.
// Declined, unanswered or withdrawn, the consult has ended. Not about a parked call.
struct ConsultStarted {
  InteractionId interaction;
  AgentId agent;
  AgentId to;
  MessageId note;
};
struct ConsultEnded {
  InteractionId interaction;
  UserId by;
};
struct ConsultCompleted {
  InteractionId interaction;
  AgentId agent;
};  // the consulted agent takes over (warm transfer); `agent` is either of the two

// A call that waits where colleagues can pick it up: it stays its agent's, and does not count toward their
// capacity until they have it back (`is_parked` false). Whoever picks it up transfers it to themselves.
struct CallParked {
  InteractionId interaction;
  AgentId agent;
  bool is_parked = true;
};

// --- callbacks ---
// A call that waits, or is in its flow: when the customer hangs up their place is kept.
struct CallbackBooked {
  InteractionId interaction;
  Instant due;  // not before; 0: when it is its turn
  UserId by;
};
// Of one that is booked or waits; refused (no_callback) while it is dialled.
struct CallbackRescheduled {
  InteractionId interaction;
  Instant due;  // 0: now
  UserId by;
};
struct CallbackCancelled {
  InteractionId interaction;
  UserId by;
};
// What became of a dial that DialStarted asked for. Refused (dial_over) when another, or none, is under way.
struct DialEnded {
  InteractionId interaction;
  std::int32_t dial = 0;
  DialResult result = DialResult::none;
};
// The customer's line is gone by our own fault: by CallbackRules::after_line_lost they are called back, at
// the head of the line, else as CustomerLeft. A dial that was lost does not count.
struct LineLost {
  InteractionId interaction;
};

// --- places: one customer in two lines ---
// What waits gives its place to `to`, another interaction of the same customer (which the shell vouches for):
// that has waited as long, and has the higher priority of the two. The place of what is not asked for any
// more is free at once; what gave it stands aside, its line still up, for `undo_for`, then it is closed as
// merged. It has its place back with PlaceReturned, when its customer writes in it, or when `to` goes without
// having been served. `to` waits, is in its flow, or has an agent. One place at a time: refused (place_moved)
// when either of them has given or taken one already; no_place when it does not wait.
struct PlaceMoved {
  InteractionId interaction;
  InteractionId to;
  UserId by;  // 0: the customer
  Duration undo_for;
};
struct PlaceReturned {
  InteractionId interaction;  // what stands aside; else no_place
  UserId by;
};

// --- flows: everything names the turn that it answers, so what comes late or twice is refused (flow_moved)
// ---
enum class FlowInputKind : std::uint8_t {
  chosen,          // option of a menu
  collected,       // words as asked for; they lie elsewhere under `value`
  not_understood,  // neither
  finished,        // what was said has been heard
  offer_taken,     // while waiting: the treatment's offer
};
struct FlowInput {
  InteractionId interaction;
  std::int32_t turn = 0;
  FlowInputKind what = FlowInputKind::chosen;
  std::int32_t option = 0;
  std::int64_t value = 0;
};
// What was recorded at a voicemail step: it becomes an interaction of its own in the step's queue, whether or
// not that takes arrivals.
struct VoicemailLeft {
  InteractionId interaction;
  MessageId message;  // the recording
};
// What was asked of others: hours, a look-up, a webhook, what words mean.
struct FlowAnswered {
  InteractionId interaction;
  std::int32_t turn = 0;
  std::int32_t exit = 0;
  std::vector<flow::Value64> values;
  CustomerId customer;                                    // of a look-up that found one; 0: as before
  std::optional<VoicemailLeft> voicemail = std::nullopt;  // with recorded
  std::optional<Instant> callback_due = std::nullopt;     // with booked, of a chosen time
};

// The agent sends the customer they talk with into a flow made for that, and stays their agent: active, and
// counting. Until it ends nothing else can be done with the conversation but to end it (customer_in_flow).
// Not about a parked call or during a consult.
struct AssistStarted {
  InteractionId interaction;
  AgentId agent;
  FlowStart flow;
};
// Back at once, wherever the flow is.
struct AssistEnded {
  InteractionId interaction;
  UserId by;
};

struct TimerFired {
  TimerId timer;
};

using Event =
    std::variant<SettingsChanged, QueueConfigured, QueueRemoved, AgentConfigured, AgentRemoved, QueueOpened,
                 QueueClosed, DayStarted, AgentConnected, AgentDisconnected, PresenceRequested,
                 InteractionArrived, MessagePosted, CustomerLeft, PriorityChanged, OfferAccepted,
                 OfferDeclined, ConversationEnded, WrapUpCompleted, TransferredToQueue, TransferredToAgent,
                 ConsultStarted, ConsultEnded, ConsultCompleted, TimerFired, FlowConfigured, FlowRetired,
                 FlowInput, FlowAnswered, CallbackBooked, CallbackRescheduled, CallbackCancelled, DialEnded,
                 LineLost, CallParked, AssistStarted, AssistEnded, PlaceMoved, PlaceReturned>;

}  // namespace rapport::switchboard
