// The matcher as one would write it in an afternoon: no index, it tries everything that waits with every
// agent. What it says must be offered is what the switchboard must have offered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/snapshot.h"

namespace rapport::sim {

struct Match {
  InteractionId interaction;
  AgentId agent;
  friend bool operator==(const Match& a, const Match& b) {
    return a.interaction == b.interaction && a.agent == b.agent;
  }
};

// One turn of the switchboard: how things stood before the event and stand after it.
struct Turn {
  const Rulebook& book;
  const Snapshot& before;
  const Snapshot& after;
  const switchboard::Effects& effects;
  Instant now;
  bool is_timer = false;
};

// How things stood when the turn's own offers had not yet been made; nothing where that cannot be told.
std::optional<Snapshot> before_matching(const Turn& turn);
// The offers to be made as things stand: again and again a pair of which each is the other's best.
//   An agent's best: within each queue the first in its order that they are a candidate for; between queues
//   the highest weighted wait, then the earliest queued, then the lowest id. An interaction's best: of its
//   candidates the first by the queue's choice, then longest idle, then lowest id.
// `is_certain` is false when at some point no such pair was left though somebody could have been served (a
// strict queue can bring that about); then more than one answer is right.
struct NaiveMatches {
  std::vector<Match> matches;
  bool is_certain = true;
};
NaiveMatches naive_matches(const Rulebook& book, Snapshot stand, Instant now);
bool is_before_in_queue(const Rulebook& book, const switchboard::InteractionView& a,
                        const switchboard::InteractionView& b);
bool is_candidate(const Rulebook& book, const switchboard::InteractionView& interaction,
                  const switchboard::AgentView& agent);
// "" when the switchboard made these offers; otherwise both, in words.
std::string differs_from_naive(const Turn& turn);

}  // namespace rapport::sim
