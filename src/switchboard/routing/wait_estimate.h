// Wait estimates, learnt from what happened in a queue, in whole numbers.
//
// Base prediction: position x gap, where the gap is the decayed mean time (1/8 a step) between two departures
// to agents while something waited. What really happened is kept as a decayed histogram of actual /
// predicted, a quarter of an octave a bin, and its 10 % and 90 % quantiles scale the base into an interval.
// When nobody has departed for longer than the gap, the time without one counts as an observation under way:
// one eighth of the excess goes into the low end, half of it into the high end, so a queue that stops says so
// at once.
#pragma once

#include "switchboard/model/image.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

// Departures and finished waits before an estimate is called known.
inline constexpr std::int32_t wait_observations_min = 5;

// The queue was empty and something begins to wait.
void waiting_began(WaitLearnt& learnt, Instant now);
// To be kept with what begins to wait at `position`; -1 us when nothing is known yet.
Duration predicted_wait(const WaitLearnt& learnt, std::int64_t position);
// What had begun to wait with `predicted` was accepted after `actual`.
void learn_wait(WaitLearnt& learnt, Duration predicted, Duration actual, Instant now);

WaitEstimate estimate_wait(const WaitLearnt& learnt, std::int64_t position, Instant now);
// What somebody arriving now would be told.
struct Queue;
WaitEstimate estimate_for_new(const Queue& queue, Instant now);

}  // namespace rapport::switchboard
