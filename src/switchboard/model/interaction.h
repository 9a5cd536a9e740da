// Interaction: the switchboard's own record of one open interaction. Slots stand for queues and agents.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/image.h"
#include "switchboard/model/slab.h"
#include "switchboard/model/why.h"

namespace rapport::switchboard {

// An interaction's steps: perhaps one agent asked first (sticky, or a transfer to them), then a shared plan.
struct Course {
  AgentId first_agent;
  Duration first_lasts;
  Slot plan = no_slot;
};

// What every message reads comes first, in one cache line.
struct alignas(64) Interaction {
  InteractionId id;
  CustomerId customer;
  QueueId queue_id;
  AgentId agent_id;  // who has it or whom it is offered to; 0 with no_slot
  Slot queue = no_slot;
  Slot agent = no_slot;
  Slot consulted = no_slot;
  Channel channel = Channel::chat;
  InteractionState state = InteractionState::queued;
  bool is_silent = false;
  bool is_consult_accepted = false;
  Instant heard_at;

  bool is_limit_passed = false;
  bool is_indexed = false;  // stands in the waiting index
  bool is_settled = false;  // and was found to have no agent, with nobody passed over
  bool is_pending = false;  // to be matched before this turn ends
  Trigger trigger = Trigger::interaction_waiting;
  std::int32_t priority = 0;
  std::int32_t step = 0;
  Slot line = no_slot;
  Course course;
  Instant arrived_at, queued_at, entered_at;
  Duration predicted;  // -1 us: it waited, but nothing was known yet
  OfferId offer;
  Instant offer_expires_at;
  Instant wrap_up_ends_at;
  InteractionId initial, previous;
  OfferId consult_offer;
  Instant consult_expires_at;
  std::array<TimerId, timer_kind_count> timers = {};
  std::vector<PassedOver> passed_over;
  std::vector<Leg> legs;
  std::unique_ptr<FlowRun> run;  // while a flow runs
  std::int32_t flow_turns = 0;   // of the flows before it, which the next one goes on counting
  std::unique_ptr<Callback> callback;
  std::unique_ptr<Aside> aside;  // while it stands aside
  InteractionId holds;           // whose place it has; 0: none

  void stand_in(Slot slot, QueueId its_id) {
    queue = slot;
    queue_id = its_id;
  }
  void give_to(Slot slot, AgentId its_id) {
    agent = slot;
    agent_id = its_id;
  }
  void let_go() { give_to(no_slot, {}); }
  // Without a line: they are dialled instead of joined.
  bool is_called_back() const { return callback && callback->stage == CallbackStage::waiting; }

  // In a flow that asks and is answered: before any queue, or beside their agent.
  bool is_assisted() const { return run && run->assist; }
  bool is_in_flow() const { return state == InteractionState::arrived || is_assisted(); }

  // The open leg of the customer's own conversation, and the open leg of a consult.
  Leg& leg() { return last_of(LegKind::primary); }
  Leg& consult_leg() { return last_of(LegKind::consult); }
  bool has_passed_over(AgentId asked) const {
    for (const PassedOver& passed : passed_over)
      if (passed.agent == asked) return true;
    return false;
  }

 private:
  Leg& last_of(LegKind kind) {
    std::size_t i = legs.size() - 1;
    while (legs[i].kind != kind)
      --i;
    return legs[i];
  }
};

}  // namespace rapport::switchboard
