// Trial: candidates played on the twin beside the day as it is, both with the same customers, and what of
// them surely helps. Figures are of the rest of the day. Any thread; docs/intraday.md says what counts as
// help.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "twin/comparison.h"
#include "workforce/intraday/proposals.h"

namespace rapport::workforce::intraday {

struct EffectFigure {
  double before = 0, after = 0;
  double difference = 0, half_width = 0;  // 95 %, paired by run
  bool is_sure = false;                   // the interval leaves 0 out
};
BOOST_DESCRIBE_STRUCT(EffectFigure, (), (before, after, difference, half_width, is_sure))

struct QueueEffect {
  QueueId queue_id;
  std::string queue;
  std::optional<EffectFigure> service_level, abandonment, asa_s;
};
BOOST_DESCRIBE_STRUCT(QueueEffect, (), (queue_id, queue, service_level, abandonment, asa_s))

// Absent times: of no break or shift.
struct ProposalStep {
  AgentId agent_id;
  std::string agent;
  std::optional<Instant> from, to, new_from, new_to;
};
BOOST_DESCRIBE_STRUCT(ProposalStep, (), (agent_id, agent, from, to, new_from, new_to))

struct Proposal {
  ProposalKind kind = ProposalKind::move_breaks;
  std::optional<QueueId> queue_id;  // for whose sake; absent: agents to spare
  std::string queue;
  std::vector<ProposalStep> steps;
  std::optional<std::int64_t> after_s;    // callbacks are offered then
  std::vector<QueueEffect> effects;       // the queue first, then others that surely change
  std::optional<EffectFigure> occupancy;  // of all
  double hours = 0;                       // of presence more, breaks included
  std::optional<EffectFigure> cost;       // of agents; absent: nobody's rate is known
  double gain = 0;                        // customers answered in time more, and who leave less
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (kind, queue_id, queue, steps, after_s, effects, occupancy, hours, cost, gain))

struct TrialOptions {
  double service_level_target = 0.8;
  std::int32_t runs_max = 30;
  std::int32_t threads = 0;
  Progress progress = {};
};

struct Tried {
  Proposal proposal;
  std::size_t candidate = 0;
};

// What surely helps: by what is gained for an hour of presence more; sending home last, by the hours saved.
// Fails with conflict "cancelled", or what a changed scenario runs into.
Result<std::vector<Tried>> try_candidates(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                          const std::vector<Candidate>& candidates,
                                          const TrialOptions& options);

}  // namespace rapport::workforce::intraday
