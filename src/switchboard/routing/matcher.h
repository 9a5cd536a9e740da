// The matcher: the best agent for an interaction, the best interaction for an agent. Reads the indexes only.
//
// An agent is a candidate for an interaction when they are taking work, were not passed over for it, have
// room for its channel, and meet its current step: are the step's agent, or a member of the queue; in its
// team; with its skills.
#pragma once

#include <array>
#include <cstddef>

#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

// The first rule that keeps the agent from the interaction, none if there is none. Membership is not asked.
Exclusion exclusion_of(const State& state, Slot agent, const Standing& standing,
                       const Interaction& interaction);
// By the queue's choice; higher wins, then longest idle, then the lower id.
std::int64_t agent_score(const State& state, const Interaction& interaction, Slot agent,
                         const Standing& standing, Instant now);

// REQUIRES: waiting; rosters up to date. no_slot when nobody is a candidate. Where somebody with the same
// needs is known to wait in vain nobody is looked for, unless asked to look again: agents may just have
// become free.
enum class Look : std::uint8_t { as_known, again };
Slot best_agent(const State& state, Slot interaction, Look look = Look::as_known);

// What the agent should get: within each queue the first in its order that they are a candidate for, between
// queues the highest score_of, then the earliest queued_at, then the lowest id.
inline constexpr std::size_t rivals_max = 8;
struct Contender {
  RankKey rank;
  Slot queue = no_slot;
  std::int64_t score = 0;
};
struct Pick {
  Slot interaction = no_slot;
  std::array<Contender, rivals_max> rivals;  // the best of other queues that they could have had, best first
  std::size_t rival_count = 0;
};
// Does not touch `pick` beyond what it finds; read rivals up to rival_count.
void best_interaction(const State& state, Slot agent, Instant now, Pick& pick);

}  // namespace rapport::switchboard
