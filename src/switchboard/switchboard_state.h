// The switchboard's whole state: records, their indexes, timers. routing/ and lifecycle/ are functions on it.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "switchboard/model/agent.h"
#include "switchboard/model/id_map.h"
#include "switchboard/model/image.h"
#include "switchboard/model/interaction.h"
#include "switchboard/model/queue.h"
#include "switchboard/model/slab.h"
#include "switchboard/routing/plans.h"
#include "switchboard/switchboard.h"

namespace rapport::switchboard {

struct Timer {
  Instant due;
  Slot target = no_slot;  // an agent for disconnect, else an interaction
  TimerKind kind = TimerKind::offer;
};

struct Switchboard::State {
  Settings settings;

  Slab<Queue> queues;
  Slab<Agent> agents;
  Slab<Interaction> interactions;
  std::vector<Standing>
      standings;  // by agent slot: what the rosters and explanations need of them at a glance
  IdMap<Timer> timers;
  SlotMap queue_slots, agent_slots, interaction_slots;

  Plans plans;
  Slab<Line> lines;
  SlotMap line_slots;  // of queues' lines, see routing/waiting.cpp

  struct FlowVersion {
    flow::Program program;
    bool is_retired = false;
    std::int32_t running = 0;
  };
  std::map<std::pair<FlowId, std::int32_t>, FlowVersion> flows;

  std::multimap<CustomerId, Slot> called_back;  // of the customers who wait to be called back those known
  std::int32_t called_back_count = 0;           // all of them

  std::int64_t next_timer = 1;
  std::int64_t next_offer = 1;

  // Of the turn under way; empty between turns, kept for their memory.
  std::vector<Slot> pending_interactions;
  std::vector<Slot> pending_agents;
  std::vector<std::vector<WhyAgent>> spare_accounts;  // taken back from effects that were read

  Slot queue_slot(QueueId id) const { return queue_slots.slot_of(id.value); }
  Slot agent_slot(AgentId id) const { return agent_slots.slot_of(id.value); }
  Slot interaction_slot(InteractionId id) const { return interaction_slots.slot_of(id.value); }
};

using State = Switchboard::State;

}  // namespace rapport::switchboard
