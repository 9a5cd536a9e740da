// Snapshot: what the switchboard shows from outside after an event, and the rules it was told. All that the
// invariants and the naive matcher go by.
#pragma once

#include <map>

#include "switchboard/switchboard.h"

namespace rapport::sim {

struct Rulebook {
  switchboard::Settings settings;
  std::map<QueueId, switchboard::QueueRules> queues;
  std::map<AgentId, switchboard::AgentProfile> agents;

  // Takes a configuration event in that was not refused.
  void learn(const switchboard::Event& event);
};

struct Snapshot {
  std::map<InteractionId, switchboard::InteractionView> interactions;
  std::map<AgentId, switchboard::AgentView> agents;
};

Snapshot snapshot_of(const switchboard::Switchboard& board);

}  // namespace rapport::sim
