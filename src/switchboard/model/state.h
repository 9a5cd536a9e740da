// The states of interactions, legs and agents, and the plain views of them that the outside reads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/flow/interpreter.h"
#include "switchboard/model/rules.h"

namespace rapport::switchboard {

enum class Presence : std::uint8_t { offline, available, away, not_responding };

// Of an interaction, by its current leg. `closed` is final and leaves the switchboard's memory. `arrived`:
// its flow runs and it waits for nobody yet, or no longer (last, because records keep the numbers).
// `scheduled`: a callback whose time has not come, in no line. `dialling`: the customer is being dialled, and
// an agent is held for them. `set_aside`: its place has gone to another interaction of the customer.
enum class InteractionState : std::uint8_t {
  queued,
  offered,
  active,
  wrap_up,
  closed,
  arrived,
  scheduled,
  dialling,
  set_aside
};

// How an interaction ended.
enum class Outcome : std::uint8_t {
  none,
  completed,        // an agent had it, and it ended
  abandoned,        // the customer left before an agent accepted
  expired,          // QueueRules::wait_limit passed
  refused,          // full, closed or unstaffed branch
  served,           // its flow brought it to an end; no agent was needed
  callback_failed,  // dialled as often as allowed, and never reached
  cancelled,        // a callback that somebody called off
  merged,           // its place went to another interaction of the customer
};

// How one leg ended.
enum class LegEnd : std::uint8_t {
  open,
  completed,
  transferred,
  abandoned,
  expired,
  refused,
  consult_ended,
  put_off,      // of a callback: it waits for its time
  not_reached,  // of a callback: it was dialled, and the customer was not reached
  cancelled,    // of a callback: called off, or taken over by a call
  moved         // its place went to another interaction of the customer
};
enum class LegKind : std::uint8_t { primary, consult };

// How a dial ended. `stopped`: by us.
enum class DialResult : std::uint8_t { none, answered, busy, no_answer, failed, machine, stopped };

enum class CallbackStage : std::uint8_t {
  booked,   // their line is still up; once it goes, they wait without it
  waiting,  // they are called back when it is their turn
  reached,  // they have been, and it is a call like any other
};
// An interaction that is, or will be, called back. It keeps its place in the line without a line.
struct Callback {
  CallbackStage stage = CallbackStage::booked;
  QueueId queue;                          // where it will wait, when it was booked before it stood in one
  Instant due;                            // not before; 0: when it is its turn
  Instant place;                          // since when its wait counts, when it next begins to wait
  Instant promised_from, promised_until;  // what the customer was told; `until` 0: nothing
  std::int32_t dial = 0;                  // the last one, counted from 1; under way while dialling
  std::int32_t dials = 0;                 // of them those that count toward dials_max
  DialResult last = DialResult::none;
  UserId by;      // 0: the customer
  AgentId agent;  // who calls them; 0: whoever is free
  friend bool operator==(const Callback&, const Callback&) = default;
};

// Of an interaction that stands aside: where its place has gone, and what is needed to get it back.
struct Aside {
  InteractionId to;
  Instant place;  // since when it had waited
  Instant until;  // then it is closed as merged
  // What `to` had of its own, and what it was given; 0: it did not wait.
  Instant own_since, given_since;
  std::int32_t own_priority = 0, given_priority = 0;
  friend bool operator==(const Aside&, const Aside&) = default;
};

// One stretch of an interaction in one queue and then with one agent. Times not reached are 0.
struct Leg {
  std::int32_t number = 1;  // from 1
  LegKind kind = LegKind::primary;
  QueueId queue;
  AgentId agent;
  Instant queued_at;
  Instant accepted_at;
  Instant ended_at;  // talking ended
  Instant wrapped_at;
  std::int32_t offers = 0;
  std::int32_t no_answers = 0;
  std::int32_t declines = 0;
  LegEnd end = LegEnd::open;
  DispositionId disposition;
  friend bool operator==(const Leg&, const Leg&) = default;
};

struct WaitEstimate {
  std::int32_t position = 0;  // 1 is next
  Duration low;               // the middle four fifths of waits like this one fell between low and high
  Duration high;
  bool is_known = false;  // false until enough has happened in the queue to say anything
};

struct InteractionView {
  InteractionId interaction;
  Channel channel = Channel::chat;
  InteractionState state = InteractionState::queued;
  CustomerId customer;
  QueueId queue;
  AgentId agent;  // who has it, or whom it is offered to
  std::int32_t priority = 0;
  std::int32_t step = 0;  // current step, from 0; steps.size() when all have expired
  Instant arrived_at;
  Instant queued_at;       // start of the wait that counts in the current queue
  bool is_silent = false;  // customer silent, or parked: not counting toward capacity
  OfferId offer;           // the open offer, 0 if none
  Instant offer_expires_at;
  bool is_offer_unasked = false;    // the telephone answers it, not its agent
  Instant wrap_up_ends_at;          // 0: none
  InteractionId initial, previous;  // linked interactions; 0: none
  AgentId consulted;                // 0: none
  bool is_consult_offered = false;
  std::vector<Step> steps;           // all of them, a preferred agent's first
  std::vector<AgentId> passed_over;  // declined, did not answer or gave it away less than passed_over_for ago
  std::vector<Leg> legs;
  std::optional<flow::Run>
      run;  // while a flow runs: arrived, waiting under its treatment, or beside its agent
  std::optional<Callback> callback;
  std::optional<Instant> assist_began_at = std::nullopt;  // of a flow beside its agent
  std::optional<Aside> aside = std::nullopt;              // set_aside
  std::optional<InteractionId> holds = std::nullopt;      // whose place it has
  bool is_in_flow() const {
    return run && (state == InteractionState::arrived || state == InteractionState::active);
  }
};

struct AgentView {
  AgentId agent;
  Presence presence = Presence::offline;
  ReasonId reason;
  Instant presence_since;
  bool is_connected = false;
  std::optional<Presence> next_presence;
  ReasonId next_reason;
  Instant idle_since;           // when they last accepted or finished something, or became available
  Instant assigned_at;          // their last offer; 0: none yet
  std::int32_t units_used = 0;  // by all that counts
  std::int32_t units = 0;
  std::array<std::int32_t, channel_count> open = {};  // offered, active, wrap-up and consults, per channel
  std::array<std::int32_t, channel_count> counted =
      {};                                   // of them, what counts: not those whose customer is silent
  std::vector<InteractionId> interactions;  // in order of assignment
};

// Figures since DayStarted, by legs: what comes back or is transferred in arrives again. Service level =
// answered_within / (answered + abandoned - abandoned_within), see docs/glossary.md.
struct QueueFigures {
  std::int64_t arrived = 0;
  std::int64_t answered = 0;
  std::int64_t answered_within = 0;
  std::int64_t abandoned = 0;
  std::int64_t abandoned_within = 0;
  std::int64_t expired = 0;
  std::int64_t refused = 0;
  std::int64_t transferred_out = 0;
  Duration waited_total;   // of the answered
  Duration handled_total;  // accepted to wrapped, of the closed legs
  std::int64_t handled = 0;
  friend bool operator==(const QueueFigures&, const QueueFigures&) = default;
};

struct QueueView {
  QueueId queue;
  bool is_open = true;
  std::int32_t waiting = 0;
  std::int32_t offered = 0;
  std::int32_t active = 0;
  Instant oldest_queued_at;  // of what waits; 0: nothing waits
  WaitEstimate new_arrival;  // what someone arriving now would be told
  std::int32_t members = 0;
  std::int32_t signed_in = 0;  // not offline
  std::int32_t available = 0;  // available, whether or not they have room
  QueueFigures today;
  std::int32_t scheduled = 0;  // callbacks whose time has not come; not among the waiting
  std::int32_t dialling = 0;
};

}  // namespace rapport::switchboard
