#include "switchboard/routing/roster.h"

#include <algorithm>

namespace rapport::switchboard {
namespace {

FreeList& free_list(Queue& queue, ChannelMask channels) {
  const auto at =
      std::lower_bound(queue.free.begin(), queue.free.end(), channels,
                       [](const FreeList& list, ChannelMask asked) { return list.channels < asked; });
  if (at != queue.free.end() && at->channels == channels) return *at;
  return *queue.free.insert(at, FreeList{channels, {}});
}

// The key the agent stands with, which is not the one they should have now.
AgentKey indexed_key(const Queue& queue, const Agent& agent, Slot slot) {
  AgentKey key{agent.indexed_idle_since.us, agent.id.value, 0, slot};
  if (queue.rules.choice == AgentChoice::round_robin) key.since = agent.indexed_assigned_at.us;
  if (queue.rules.choice == AgentChoice::least_occupied) key.share = agent.indexed_share;
  return key;
}

auto by_skill(std::vector<Holders>& holders, SkillId skill) {
  return std::lower_bound(holders.begin(), holders.end(), skill,
                          [](const Holders& a, SkillId asked) { return a.skill < asked; });
}

void insert_by_id(const State& state, std::vector<Slot>& slots, Slot agent) {
  const auto less = [&state](Slot a, Slot b) { return state.agents[a].id < state.agents[b].id; };
  slots.insert(std::lower_bound(slots.begin(), slots.end(), agent, less), agent);
}

void erase_by_id(const State& state, std::vector<Slot>& slots, Slot agent) {
  const auto less = [&state](Slot a, Slot b) { return state.agents[a].id < state.agents[b].id; };
  slots.erase(std::lower_bound(slots.begin(), slots.end(), agent, less));
}

std::vector<AgentSkill> sorted_by_skill(std::vector<AgentSkill> skills) {
  std::sort(skills.begin(), skills.end(),
            [](const AgentSkill& a, const AgentSkill& b) { return a.skill < b.skill; });
  return skills;
}

std::vector<Slot> queue_slots(const State& state, const std::vector<QueueId>& ids) {
  std::vector<Slot> slots;
  for (const QueueId id : ids) {
    const Slot slot = state.queue_slot(id);
    if (slot != no_slot && std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
  }
  return slots;
}

}  // namespace

std::int32_t units_used(const Agent& agent) {
  std::int32_t used = 0;
  for (std::size_t c = 0; c < channel_count; ++c)
    used += agent.counted[c] * agent.profile.channels[c].units;
  return used;
}

std::int32_t share_used(const Agent& agent) {
  if (agent.profile.units <= 0) return 1000;
  return static_cast<std::int32_t>(std::int64_t{units_used(agent)} * 1000 / agent.profile.units);
}

ChannelMask room_of(const Agent& agent) {
  if (!agent.is_taking_work()) return 0;
  std::int32_t all = 0;
  std::int32_t firm = 0;
  for (std::size_t c = 0; c < channel_count; ++c) {
    const ChannelCapacity& capacity = agent.profile.channels[c];
    const std::int32_t used = agent.counted[c] * capacity.units;
    all += used;
    if (!capacity.is_interruptible) firm += used;
  }
  unsigned room = 0;
  for (std::size_t c = 0; c < channel_count; ++c) {
    const ChannelCapacity& capacity = agent.profile.channels[c];
    const std::int32_t used = capacity.is_interruptible ? all : firm;
    if (agent.counted[c] < capacity.at_once_max && used + capacity.units <= agent.profile.units)
      room |= 1U << c;
  }
  return static_cast<ChannelMask>(room);
}

AgentKey agent_key(const Queue& queue, const Agent& agent, Slot slot) {
  AgentKey key{agent.idle_since.us, agent.id.value, 0, slot};
  if (queue.rules.choice == AgentChoice::round_robin) key.since = agent.assigned_at.us;
  if (queue.rules.choice == AgentChoice::least_occupied) key.share = share_used(agent);
  return key;
}

void leave_rosters(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  if (agent.indexed == 0) return;
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    free_list(queue, agent.indexed).agents.erase(indexed_key(queue, agent, slot));
  }
  agent.indexed = 0;
}

void update_roster(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  const ChannelMask room = room_of(agent);
  const std::int32_t share = share_used(agent);
  if (room == agent.indexed &&
      (room == 0 || (share == agent.indexed_share && agent.idle_since == agent.indexed_idle_since &&
                     agent.assigned_at == agent.indexed_assigned_at)))
    return;
  leave_rosters(state, slot);
  agent.indexed = room;
  agent.indexed_share = share;
  agent.indexed_idle_since = agent.idle_since;
  agent.indexed_assigned_at = agent.assigned_at;
  if (room == 0) return;
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    free_list(queue, room).agents.insert(indexed_key(queue, agent, slot));
  }
}

void take_profile(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  agent.skills = sorted_by_skill(agent.profile.skills);
  agent.queues = queue_slots(state, agent.profile.queues);
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    insert_by_id(state, queue.members, slot);
    ++queue.members_by_presence[static_cast<std::size_t>(agent.presence)];
    for (const AgentSkill& has : agent.skills) {
      auto holders = by_skill(queue.holders, has.skill);
      if (holders == queue.holders.end() || holders->skill != has.skill)
        holders = queue.holders.insert(holders, Holders{has.skill, {}});
      insert_by_id(state, holders->agents, slot);
    }
  }
}

void leave_queues(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    erase_by_id(state, queue.members, slot);
    --queue.members_by_presence[static_cast<std::size_t>(agent.presence)];
    for (const AgentSkill& has : agent.skills) {
      const auto holders = by_skill(queue.holders, has.skill);
      erase_by_id(state, holders->agents, slot);
      if (holders->agents.empty()) queue.holders.erase(holders);
    }
  }
}

void rebuild_roster(State& state, Slot at) {
  Queue& queue = state.queues[at];
  queue.free.clear();
  for (const Slot slot : queue.members) {
    const Agent& agent = state.agents[slot];
    if (agent.indexed != 0) free_list(queue, agent.indexed).agents.insert(indexed_key(queue, agent, slot));
  }
}

const std::vector<Slot>& likely_members(const Plans& plans, const Queue& queue, NeedId id) {
  static const std::vector<Slot> nobody;
  const std::vector<Slot>* fewest = &queue.members;
  for (const SkillNeed& asked : plans.need(id).skills) {
    const auto at = std::lower_bound(queue.holders.begin(), queue.holders.end(), asked.skill,
                                     [](const Holders& a, SkillId skill) { return a.skill < skill; });
    if (at == queue.holders.end() || at->skill != asked.skill) return nobody;
    if (at->agents.size() < fewest->size()) fewest = &at->agents;
  }
  return *fewest;
}

}  // namespace rapport::switchboard
