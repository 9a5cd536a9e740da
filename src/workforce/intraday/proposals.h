// Proposals: what might help where the outlook misses the target, or has agents to spare. Candidates only:
// trial.h plays each of them. Pure; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "twin/change.h"
#include "workforce/intraday/outlook.h"

namespace rapport::workforce::intraday {

enum class ProposalKind : std::uint8_t {
  move_breaks,
  extend_shift,
  call_in,
  send_home,
  join_queue,
  offer_callbacks
};
BOOST_DESCRIBE_ENUM(ProposalKind, move_breaks, extend_shift, call_in, send_home, join_queue, offer_callbacks)

// One agent's part of it: a break or a shift, as it is and as it would be. Seconds of the day.
struct CandidateStep {
  std::size_t agent = 0;                  // the scenario's group
  std::optional<twin::ScenarioSpan> was;  // absent: called in
  std::optional<twin::ScenarioSpan> is;   // absent: joins a queue
};

struct Candidate {
  ProposalKind kind = ProposalKind::move_breaks;
  std::optional<std::size_t> queue;     // for whose sake; absent: there are agents to spare
  std::vector<CandidateStep> steps;     // none: of the queue's rules
  std::optional<std::int64_t> after_s;  // offer_callbacks
  std::vector<twin::ScenarioChange> changes;
};

// Somebody who is off today, and a shift that their rules allow.
struct CallIn {
  std::size_t agent = 0;
  twin::ScenarioShift shift;
};

struct CandidateFacts {
  std::vector<CallIn> call_ins;
  // Whether the agent's schedule stays within the rules with it. A step of a published shift only.
  std::function<bool(ProposalKind, const CandidateStep&)> is_legal;
};

inline constexpr std::size_t candidates_max = 14;

// The most promising first of each queue, the queues that miss most first.
std::vector<Candidate> candidates_of(const DayAhead& ahead, const DayOutlook& outlook,
                                     const CandidateFacts& facts);

}  // namespace rapport::workforce::intraday
