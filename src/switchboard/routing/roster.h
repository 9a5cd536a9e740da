// The roster: which agents of a queue have room for what, best first. Every agent with room for some channel
// stands in the free list of each of their queues that has exactly their channels.
#pragma once

#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

// The agent as they are now, by presence and capacity. Interruptible work does not stand in the way of a
// channel that is not.
Standing standing_of(const Agent& agent);
std::int32_t units_used(const Agent& agent);  // by what counts
inline bool has_room(ChannelMask room, Channel channel) {
  return (room >> static_cast<unsigned>(channel) & 1U) != 0;
}

AgentKey agent_key(const Queue& queue, const Standing& standing, Slot slot);

// Brings the agent's standing and their places in the rosters up to date. Cheap when nothing changed.
void update_roster(State& state, Slot agent);
// Out of all rosters; update_roster puts them back.
void leave_rosters(State& state, Slot agent);

// Membership of the queues in the profile: their lists, holders of skills, presence counts.
// REQUIRES: not in rosters.
void take_profile(State& state, Slot agent);
void leave_queues(State& state, Slot agent);
// After the queue's way of choosing changed.
void rebuild_roster(State& state, Slot queue);

// Members of the queue who have the rarest of the need's skills, and the level asked of it; null when one of
// the skills is held by nobody. REQUIRES: the need has skills.
struct Likely {
  const std::vector<Holder>* holders = nullptr;
  std::uint8_t level_min = 0;
};
Likely likely_members(const Queue& queue, const Need& need);

}  // namespace rapport::switchboard
