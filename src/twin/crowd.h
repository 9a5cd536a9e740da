// Crowd: independent runs spread over threads, each by its number; the result does not depend on how many
// threads there are or which of them was faster.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "base/progress.h"
#include "base/result.h"

namespace rapport::twin {

struct CrowdWork {
  std::int32_t from = 0, to = 0;       // numbers of the runs: from, from + 1, … below `to`
  std::int32_t threads = 0;            // 0: as many as the machine has cores
  const Progress* progress = nullptr;  // told on the caller's thread
  double done_from = 0, done_to = 1;   // what share of the whole this is
};

// Calls one(number, stop) for each, on several threads at once; `one` should look at `stop` now and then and
// give up. The error of the lowest number that failed; conflict / "cancelled" when progress says so.
Result<void> run_crowd(const CrowdWork& work,
                       const std::function<Result<void>(std::int32_t, const std::atomic<bool>&)>& one);

}  // namespace rapport::twin
