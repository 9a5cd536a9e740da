// Agreement: what the views say of queues, positions, agents and legs is what one would count by hand, and
// what an offer says of itself is so.
#pragma once

#include <string>

#include "sim/naive_matcher.h"

namespace rapport::sim {

// "" when all views agree; otherwise which does not.
std::string disagreement(const switchboard::Switchboard& board, const Rulebook& book,
                         const Snapshot& snapshot, Instant now);
// "" when every offer of the turn says what it should of its time and its reasons.
std::string untruth(const Turn& turn);

}  // namespace rapport::sim
