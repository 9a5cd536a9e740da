// Why: the explanation an assignment leaves behind. Bounded in size (Settings::why_agents_max).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/instant.h"

namespace rapport::switchboard {

enum class Trigger : std::uint8_t { interaction_waiting, agent_free, step_widened, transfer, consult };

// The rule that kept an agent of the queue from being a candidate, in the order the rules are asked.
enum class Exclusion : std::uint8_t {
  none,
  offline,
  away,
  not_responding,
  passed_over /* declined or did not answer this one */,
  channel_full,
  capacity_full,
  wrong_agent,
  wrong_team,
  lacks_skill
};
inline constexpr std::size_t exclusion_count = 10;

struct WhyAgent {
  AgentId agent;
  Exclusion exclusion = Exclusion::none;
  SkillId missing_skill;  // for lacks_skill
  std::int64_t score =
      0;  // by the queue's AgentChoice; higher wins. longest_idle, round_robin: microseconds; most_skilled:
          // sum of levels; least_occupied: minus the used share of capacity in 1/1000
  Instant idle_since;  // the tie-break
};

// An interaction that the chosen agent could have had instead.
struct WhyRival {
  InteractionId interaction;
  QueueId queue;
  std::int64_t score = 0;  // weighted waited time in microseconds, including the head start; higher wins
};

struct Why {
  Trigger trigger = Trigger::interaction_waiting;
  QueueId queue;
  AgentId chosen;
  std::int32_t step = 0;   // current step of the interaction, from 0
  std::int32_t steps = 0;  // how many it has
  Duration waited;
  std::int64_t score = 0;  // of the interaction, as in WhyRival
  // The chosen first, then candidates by rank, then excluded ones; of a queue with more members than
  // why_agents_max, those who come first by id (to rank them all would cost every assignment of a large
  // queue).
  std::vector<WhyAgent> agents;
  std::array<std::int32_t, exclusion_count> counts =
      {};  // agents of the queue by exclusion; [none] = candidates. Those never looked
           // at because the choice was already made are in `unseen`
  std::int32_t unseen = 0;
  std::vector<WhyRival> rivals;  // best first, at most 8
  // Counterfactual: with one more agent who meets the step (skill 0: any agent of the queue) it would have
  // been assigned this much sooner, by the queue's own recent rate: waited / (qualified agents signed in +
  // 1).
  SkillId more_skill;
  Duration sooner;
};

}  // namespace rapport::switchboard
