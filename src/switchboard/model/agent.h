// Agent: the switchboard's own record of one agent.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/queue.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/slab.h"
#include "switchboard/model/state.h"
#include "switchboard/model/why.h"

namespace rapport::switchboard {

using ChannelMask = std::uint8_t;  // bit c: channel c

// An agent at a glance, brought up to date at the end of everything that changes it. Thirty-two bytes of
// every agent lie together, so that going through a queue's agents stays cheap.
struct Standing {
  std::int64_t id = 0;
  Instant idle_since;
  Instant assigned_at;
  std::int32_t share = 0;                 // used share of capacity in 1/1000
  ChannelMask room = 0;                   // channels they could be offered now; they stand in rosters with it
  ChannelMask full = 0;                   // channels with at_once_max reached
  Exclusion absent = Exclusion::offline;  // none: taking work
  friend bool operator==(const Standing&, const Standing&) = default;
};

struct Agent {
  AgentId id;
  Presence presence = Presence::offline;
  bool is_connected = false;
  bool is_pending = false;  // to be matched before this turn ends
  Instant idle_since;
  Instant assigned_at;
  std::array<std::int16_t, channel_count> open = {};
  std::array<std::int16_t, channel_count> counted = {};
  std::vector<AgentSkill> skills;  // by skill
  std::vector<Slot> queues;
  std::vector<Slot> work;        // in order of assignment, consults too
  std::vector<LineHead> direct;  // lines of those who wait for this very agent

  ReasonId reason;
  Instant presence_since;
  std::optional<Presence> next_presence;
  ReasonId next_reason;
  UserId next_by;
  TimerId disconnect_timer;
  AgentProfile profile;

  // Available, and not about to leave.
  bool is_taking_work() const {
    return presence == Presence::available && !(next_presence && *next_presence != Presence::available);
  }
  // Whatever they have open: whether one interaction of the channel fits into their capacity.
  bool handles(Channel channel) const {
    const ChannelCapacity& capacity = profile.channels[static_cast<std::size_t>(channel)];
    return capacity.at_once_max > 0 && capacity.units <= profile.units;
  }
  std::int32_t counted_total() const {
    std::int32_t total = 0;
    for (const std::int16_t n : counted)
      total += n;
    return total;
  }
  // 0: does not have it.
  std::int32_t level_of(SkillId skill) const {
    for (const AgentSkill& has : skills)
      if (has.skill == skill) return has.level;
    return 0;
  }
};

}  // namespace rapport::switchboard
