// The roster: which agents of a queue have room for what, best first. Every agent with room for some channel
// stands in the free list of each of their queues that has exactly their channels.
#pragma once

#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

// Channels the agent could be offered now, by presence and capacity.
ChannelMask room_of(const Agent& agent);
// Units in use by what counts; for a non-interruptible channel interruptible work does not stand in the way.
std::int32_t units_used(const Agent& agent);
// Used share of capacity in 1/1000.
std::int32_t share_used(const Agent& agent);

AgentKey agent_key(const Queue& queue, const Agent& agent, Slot slot);

// Brings the agent's places in the rosters up to date. Cheap when nothing changed.
void update_roster(State& state, Slot agent);
// Out of all rosters; update_roster puts them back.
void leave_rosters(State& state, Slot agent);

// Membership: lists, holders of skills and presence counts of the queue, for all queues of the profile.
// REQUIRES: not in rosters.
// take_profile joins the queues that the profile now names.
void take_profile(State& state, Slot agent);
void leave_queues(State& state, Slot agent);
// After the queue's way of choosing changed.
void rebuild_roster(State& state, Slot queue);

// Members of the queue who may have the need: the holders of its rarest skill there, or all.
const std::vector<Slot>& likely_members(const Plans& plans, const Queue& queue, NeedId need);

}  // namespace rapport::switchboard
