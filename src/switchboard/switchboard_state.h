// The switchboard's whole state: records, their indexes, timers. routing/ and flow/ are functions on it.
#pragma once

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
  TimerId id;
  TimerKind kind = TimerKind::offer;
  Slot target = no_slot;  // an agent for disconnect, else an interaction
  Instant due;
};

struct Switchboard::State {
  Settings settings;

  Slab<Queue> queues;
  Slab<Agent> agents;
  Slab<Interaction> interactions;
  Slab<Timer> timers;
  IdMap queue_slots, agent_slots, interaction_slots, timer_slots;

  Plans plans;
  Slab<Line> lines;
  IdMap line_slots;  // of queues' lines, see routing/waiting.cpp

  std::int64_t next_timer = 1;
  std::int64_t next_offer = 1;

  // Of the turn under way; empty between turns, kept for their memory.
  std::vector<Slot> pending_interactions;
  std::vector<Slot> pending_agents;

  Slot queue_slot(QueueId id) const { return queue_slots.find(id.value); }
  Slot agent_slot(AgentId id) const { return agent_slots.find(id.value); }
  Slot interaction_slot(InteractionId id) const { return interaction_slots.find(id.value); }
};

using State = Switchboard::State;

}  // namespace rapport::switchboard
