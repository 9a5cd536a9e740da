// Trial: candidates played on the twin beside the day as it is, both with the same customers, and what of
// them surely helps. Figures are of the rest of the day. Any thread; docs/intraday.md says what counts as
// help.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workforce/intraday/judging.h"

namespace rapport::workforce::intraday {

// Absent times: of no break or shift.
struct ProposalStep {
  AgentId agent_id;
  std::string agent;
  std::optional<Instant> from, to, new_from, new_to;
};
BOOST_DESCRIBE_STRUCT(ProposalStep, (), (agent_id, agent, from, to, new_from, new_to))

struct Proposal : Effect {
  ProposalKind kind = ProposalKind::move_breaks;
  std::optional<QueueId> queue_id;  // for whose sake; absent: agents to spare
  std::string queue;
  std::vector<ProposalStep> steps;
  std::optional<std::int64_t> after_s;  // callbacks are offered then
};
BOOST_DESCRIBE_STRUCT(Proposal, (Effect), (kind, queue_id, queue, steps, after_s))

struct TrialOptions {
  std::int32_t runs_max = 30;
  std::int32_t threads = 0;
  Progress progress = {};
};

struct Tried {
  Proposal proposal;
  std::size_t candidate = 0;
};

// What a planner weighs: gain by hours of presence more. A quarter of an hour is what even a free change
// takes of somebody's time.
double rank_of(const Effect& effect);

// The rest of the day with each of the variants beside `scenario`, which may have changes already. Fails with
// conflict "cancelled", or what a changed scenario runs into.
Result<twin::Comparison> play_rest(const twin::Scenario& scenario, std::int64_t now_s,
                                   const std::vector<twin::Variant>& variants, const TrialOptions& options);

// What surely helps: by rank; sending home last, by the hours saved. Fails as play_rest.
Result<std::vector<Tried>> try_candidates(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                          const std::vector<Candidate>& candidates,
                                          const TrialOptions& options);

}  // namespace rapport::workforce::intraday
