// Together: the two or three proposals that surely help on top of each other, found greedily: the best one,
// then whichever adds most to those already taken while its own effect is sure. Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "workforce/intraday/trial.h"

namespace rapport::workforce::intraday {

inline constexpr std::size_t together_max = 3;
inline constexpr std::size_t together_tries_max = 4;  // for each place: the best ranked that fit

struct Together {
  std::vector<std::size_t> parts;  // into what was tried, in the order in which they were taken
  Effect effect;                   // of all of them, beside the day as it is
};

struct CombineOptions {
  TrialOptions trial;
  // Whether what was tried may be part of it; absent: whatever is not about sending home.
  std::function<bool(const Tried&)> may_join = {};
};

// Absent: no two help surely on top of each other. Two that move the same agent, or offer callbacks in the
// same queue, are never together. Fails as play_rest. REQUIRES: `tried` as try_candidates orders it.
Result<std::optional<Together>> combined(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                         const std::vector<Candidate>& candidates,
                                         const std::vector<Tried>& tried, const CombineOptions& options);

}  // namespace rapport::workforce::intraday
