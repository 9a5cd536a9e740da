// The best few partial lines of each day, followed to the end: a line that keeps every rule, and may not be
// the cheapest.
#pragma once

#include <cstddef>
#include <vector>

#include "workforce/schedule/line_estimate.h"
#include "workforce/schedule/line_search.h"
#include "workforce/schedule/line_steps.h"

namespace rapport::workforce::schedule {

struct Followed {
  LineFound found;  // nothing found proves nothing; `at_least` is left for the caller to say
  // Where none came to the end, per counted kind: the best of the last had no more of it to use.
  std::vector<bool> is_used_up;
};

// Follows `width` of them each day.
Followed follow_best(const LineShape& shape, LineSteps& steps, const LineEstimate& estimate,
                     LineWorkspace& space, std::size_t width);

}  // namespace rapport::workforce::schedule
