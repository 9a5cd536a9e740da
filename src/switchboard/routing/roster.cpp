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

auto by_skill(std::vector<Holders>& holders, SkillId skill) {
  return std::lower_bound(holders.begin(), holders.end(), skill,
                          [](const Holders& a, SkillId asked) { return a.skill < asked; });
}

Slot slot_of(Slot slot) {
  return slot;
}
Slot slot_of(const Holder& holder) {
  return holder.agent;
}

template <class Entry>
auto place_by_id(const State& state, std::vector<Entry>& entries, Slot agent) {
  return std::lower_bound(entries.begin(), entries.end(), state.agents[agent].id,
                          [&state](const Entry& a, AgentId id) { return state.agents[slot_of(a)].id < id; });
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

Exclusion absence_of(const Agent& agent) {
  if (agent.is_taking_work()) return Exclusion::none;
  const Presence presence = agent.presence == Presence::available ? *agent.next_presence : agent.presence;
  if (presence == Presence::offline) return Exclusion::offline;
  return presence == Presence::not_responding ? Exclusion::not_responding : Exclusion::away;
}

}  // namespace

std::int32_t units_used(const Agent& agent) {
  std::int32_t used = 0;
  for (std::size_t c = 0; c < channel_count; ++c)
    used += agent.counted[c] * agent.profile.channels[c].units;
  return used;
}

Standing standing_of(const Agent& agent) {
  Standing standing;
  standing.id = agent.id.value;
  standing.idle_since = agent.idle_since;
  standing.assigned_at = agent.assigned_at;
  const AgentProfile& profile = agent.profile;
  std::int32_t all = 0;
  std::int32_t firm = 0;
  unsigned full = 0;
  for (std::size_t c = 0; c < channel_count; ++c) {
    const ChannelCapacity& capacity = profile.channels[c];
    const std::int32_t used = agent.counted[c] * capacity.units;
    all += used;
    if (!capacity.is_interruptible) firm += used;
    if (agent.counted[c] >= capacity.at_once_max) full |= 1U << c;
  }
  standing.full = static_cast<ChannelMask>(full);
  standing.share =
      profile.units <= 0 ? 1000 : static_cast<std::int32_t>(std::int64_t{all} * 1000 / profile.units);
  standing.absent = absence_of(agent);
  if (standing.absent != Exclusion::none) return standing;
  unsigned room = 0;
  for (std::size_t c = 0; c < channel_count; ++c) {
    const ChannelCapacity& capacity = profile.channels[c];
    const std::int32_t used = capacity.is_interruptible ? all : firm;
    if ((full >> c & 1U) == 0 && used + capacity.units <= profile.units) room |= 1U << c;
  }
  standing.room = static_cast<ChannelMask>(room);
  return standing;
}

AgentKey agent_key(const Queue& queue, const Standing& standing, Slot slot) {
  AgentKey key{standing.idle_since.us, standing.id, 0, slot};
  if (queue.choice == AgentChoice::round_robin) key.since = standing.assigned_at.us;
  if (queue.choice == AgentChoice::least_occupied) key.share = standing.share;
  return key;
}

void leave_rosters(State& state, Slot slot) {
  Standing& standing = state.standings[slot];
  if (standing.room == 0) return;
  for (const Slot at : state.agents[slot].queues) {
    Queue& queue = state.queues[at];
    free_list(queue, standing.room).agents.erase(agent_key(queue, standing, slot));
  }
  standing.room = 0;
}

void update_roster(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  Standing& standing = state.standings[slot];
  const Standing now = standing_of(agent);
  if (now == standing) return;
  leave_rosters(state, slot);
  standing = now;
  if (now.room == 0) return;
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    free_list(queue, now.room).agents.insert(agent_key(queue, now, slot));
  }
}

void take_profile(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  agent.skills = sorted_by_skill(agent.profile.skills);
  agent.queues = queue_slots(state, agent.profile.queues);
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    queue.members.insert(place_by_id(state, queue.members, slot), slot);
    ++queue.members_by_presence[static_cast<std::size_t>(agent.presence)];
    for (const AgentSkill& has : agent.skills) {
      auto holders = by_skill(queue.holders, has.skill);
      if (holders == queue.holders.end() || holders->skill != has.skill)
        holders = queue.holders.insert(holders, Holders{has.skill, {}});
      holders->agents.insert(place_by_id(state, holders->agents, slot), Holder{slot, has.level});
    }
  }
}

void leave_queues(State& state, Slot slot) {
  Agent& agent = state.agents[slot];
  for (const Slot at : agent.queues) {
    Queue& queue = state.queues[at];
    queue.members.erase(place_by_id(state, queue.members, slot));
    --queue.members_by_presence[static_cast<std::size_t>(agent.presence)];
    for (const AgentSkill& has : agent.skills) {
      const auto holders = by_skill(queue.holders, has.skill);
      holders->agents.erase(place_by_id(state, holders->agents, slot));
      if (holders->agents.empty()) queue.holders.erase(holders);
    }
  }
}

void rebuild_roster(State& state, Slot at) {
  Queue& queue = state.queues[at];
  queue.free.clear();
  for (const Slot slot : queue.members) {
    const Standing& standing = state.standings[slot];
    if (standing.room != 0) free_list(queue, standing.room).agents.insert(agent_key(queue, standing, slot));
  }
}

Likely likely_members(const Queue& queue, const Need& need) {
  Likely fewest;
  for (const SkillNeed& asked : need.skills) {
    const auto at = std::lower_bound(queue.holders.begin(), queue.holders.end(), asked.skill,
                                     [](const Holders& a, SkillId skill) { return a.skill < skill; });
    if (at == queue.holders.end() || at->skill != asked.skill) return {};
    if (fewest.holders == nullptr || at->agents.size() < fewest.holders->size())
      fewest = {&at->agents, asked.level_min};
  }
  return fewest;
}

}  // namespace rapport::switchboard
