// Image: the whole state of a switchboard as plain values, for snapshots. Indexes are not in it; they are
// rebuilt. Everything is in order of id (timers in order of their number), so equal states give equal images.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

enum class TimerKind : std::uint8_t {
  offer,
  consult_offer,
  step,
  wait_limit,
  passed_over,
  silence,
  wrap_up,
  disconnect,  // of an agent; all others are an interaction's
  flow,        // of a step's wait, or of the treatment in a queue
  callback,    // its time has come, or a dial has rung long enough
  aside,       // its place is gone for good
};
inline constexpr std::size_t timer_kind_count = 11;

struct TimerImage {
  TimerId timer;
  TimerKind kind = TimerKind::offer;
  InteractionId interaction;
  AgentId agent;
  Instant due;
  friend bool operator==(const TimerImage&, const TimerImage&) = default;
};

// What a queue has learnt about its waits; see routing/wait_estimate.h.
inline constexpr std::size_t wait_ratio_bins = 48;
struct WaitLearnt {
  Duration gap;            // decayed mean time between two departures to agents while something waited
  Instant last_departure;  // or since when something waits, whichever is later
  std::int32_t observed = 0;
  std::array<std::int32_t, wait_ratio_bins> ratios = {};  // actual / predicted waits, logarithmic, decayed
  friend bool operator==(const WaitLearnt&, const WaitLearnt&) = default;
};

struct QueueImage {
  QueueId queue;
  QueueRules rules;
  QueueFigures today;
  WaitLearnt learnt;
  friend bool operator==(const QueueImage&, const QueueImage&) = default;
};

struct AgentImage {
  AgentId agent;
  AgentProfile profile;
  Presence presence = Presence::offline;
  ReasonId reason;
  Instant presence_since;
  bool is_connected = false;
  std::optional<Presence> next_presence;
  ReasonId next_reason;
  UserId next_by;
  Instant idle_since;
  Instant assigned_at;
  std::vector<InteractionId> interactions;  // in order of assignment, consults too
  friend bool operator==(const AgentImage&, const AgentImage&) = default;
};

struct PassedOver {
  AgentId agent;
  Instant until;
  friend bool operator==(const PassedOver&, const PassedOver&) = default;
};

// Of a flow beside an agent.
struct AssistRun {
  Instant began_at;
  std::vector<std::int32_t> tags;  // the tag steps it came by, each once
  friend bool operator==(const AssistRun&, const AssistRun&) = default;
};
// An interaction's way through a flow, and what it brought for the queues on it.
struct FlowRun {
  flow::Run run;
  AgentId last_agent;
  Instant last_contact_ended;
  Instant waiting_since;                   // since it first stood in a queue; 0: not yet
  Instant tells_at;                        // the next treatment; 0: none
  Instant leaves_at;                       // the end of its patience in this queue; 0: none
  std::optional<std::int32_t> queue_step;  // where it last waited; a callback waits by the same requirements
  std::optional<AssistRun> assist = std::nullopt;  // beside the agent who has the customer
  friend bool operator==(const FlowRun&, const FlowRun&) = default;
};
struct FlowImage {
  FlowId flow;
  std::int32_t version = 0;
  bool is_retired = false;
  flow::Program program;
  friend bool operator==(const FlowImage&, const FlowImage&) = default;
};

struct InteractionImage {
  InteractionId interaction;
  Channel channel = Channel::chat;
  InteractionState state = InteractionState::queued;
  CustomerId customer;
  QueueId queue;
  AgentId agent;
  std::int32_t priority = 0;
  std::int32_t step = 0;
  AgentId first_agent;  // asked before `steps`: the last agent, or whom it was transferred to; 0: none
  Duration first_lasts;
  std::vector<Step> steps;
  Instant arrived_at;
  Instant queued_at;
  Instant entered_at;  // when it really came into this queue
  Duration
      predicted;  // the wait foreseen then, unscaled; 0: it did not have to wait; -1 us: it did, unforeseen
  Instant heard_at;  // the later of acceptance and the customer's last message
  bool is_silent = false;
  bool is_limit_passed = false;  // wait_limit passed while it was offered
  OfferId offer;
  Instant offer_expires_at;
  Instant wrap_up_ends_at;
  InteractionId initial, previous;
  AgentId consulted;
  OfferId consult_offer;  // 0: accepted, or no consult
  Instant consult_expires_at;
  std::vector<PassedOver> passed_over;
  std::vector<Leg> legs;
  std::optional<FlowRun> run;
  std::optional<Callback> callback;
  std::optional<std::int32_t> flow_turns = std::nullopt;  // absent: 0
  std::optional<Aside> aside = std::nullopt;
  std::optional<InteractionId> holds = std::nullopt;
  friend bool operator==(const InteractionImage&, const InteractionImage&) = default;
};

struct Image {
  std::int64_t version = 1;
  Settings settings;
  std::vector<QueueImage> queues;
  std::vector<AgentImage> agents;
  std::vector<InteractionImage> interactions;
  std::vector<TimerImage> timers;
  std::int64_t next_timer = 1;
  std::int64_t next_offer = 1;
  std::optional<std::vector<FlowImage>> flows;  // by id and version; absent: none
  friend bool operator==(const Image&, const Image&) = default;
};

}  // namespace rapport::switchboard
