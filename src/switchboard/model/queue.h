// Queue: the switchboard's own record of one queue, with its indexes: who waits (in rank order, by age, and
// in lines of equal requirements) and which of its agents have room (the roster).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/image.h"
#include "switchboard/model/ordered_index.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/slab.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

// The static order inside a queue: nothing in it changes while somebody waits.
struct RankKey {
  std::int64_t order = 0;  // blended: queued_at less the head start, in us; strict: -priority
  std::int64_t queued_at = 0;
  std::int64_t id = 0;
  Slot slot = no_slot;
  bool has_passed_over = false;  // somebody may have been passed over for it
  friend bool operator<(const RankKey& a, const RankKey& b) {
    if (a.order != b.order) return a.order < b.order;
    if (a.queued_at != b.queued_at) return a.queued_at < b.queued_at;
    return a.id < b.id;
  }
};

// An agent's place among those with room: less is better.
struct AgentKey {
  std::int64_t since = 0;  // idle_since or assigned_at, us
  std::int64_t id = 0;
  std::int32_t share = 0;  // least_occupied: used share of capacity in 1/1000
  Slot slot = no_slot;
  friend bool operator<(const AgentKey& a, const AgentKey& b) {
    if (a.share != b.share) return a.share < b.share;
    if (a.since != b.since) return a.since < b.since;
    return a.id < b.id;
  }
};

using NeedId = std::uint32_t;  // an interned requirement; 0: anyone

// Those of one queue and channel who currently need the same. Any agent who can take one can take all.
struct Line {
  Slot queue = no_slot;
  Slot agent = no_slot;  // they wait for this very agent; else the line is the queue's
  NeedId need = 0;
  Channel channel = Channel::chat;
  std::uint32_t head_at = 0;  // its place among its owner's heads
  std::int32_t settled = 0;   // members known to have no agent; while > 0 no newcomer has one either
  OrderedIndex<RankKey> waiting;
};
// The best of a line and the first skill of its need, kept together with its sisters' so that a scan stays in
// few cache lines.
struct LineHead {
  RankKey best;
  SkillId skill;           // 0: none
  std::uint8_t level = 0;  // of the skill, at least
  bool is_more = false;    // the need has more to it: a team, further skills
  Channel channel = Channel::chat;
  NeedId need = 0;
  Slot line = no_slot;
  Slot queue = no_slot;
};

// Agents with room for exactly the same channels.
struct FreeList {
  std::uint8_t channels = 0;
  OrderedIndex<AgentKey> agents;
};

// Agents of a queue who have a skill, by id.
struct Holder {
  Slot agent = no_slot;
  std::uint8_t level = 0;
};
struct Holders {
  SkillId skill;
  std::vector<Holder> agents;
};

// What every match reads comes first, together.
struct Queue {
  QueueId id;
  OrderRule order = OrderRule::blended;  // of rules, as are choice and weight
  AgentChoice choice = AgentChoice::longest_idle;
  std::int32_t weight = 100;
  std::int32_t waiting = 0;  // queued
  std::int32_t offered = 0;
  std::int32_t active = 0;
  std::int32_t wrapping_up = 0;
  std::int32_t waiting_prioritised = 0;  // with a priority other than 0
  std::int32_t scheduled = 0;
  std::int32_t dialling = 0;
  std::array<std::vector<LineHead>, channel_count> lines;
  std::vector<FreeList> free;  // by channels
  OrderedIndex<RankKey> ranks;
  std::vector<Slot> members;     // by id
  std::vector<Holders> holders;  // by skill
  std::array<std::int32_t, 4> members_by_presence = {};
  Slot plan = no_slot;
  WaitLearnt learnt;
  QueueFigures today;
  QueueRules rules;

  void take_rules(const QueueRules& taken) {
    rules = taken;
    order = taken.order;
    choice = taken.choice;
    weight = taken.weight;
  }
  std::int32_t signed_in() const {
    return static_cast<std::int32_t>(members.size()) - members_by_presence[0];
  }
};

}  // namespace rapport::switchboard
