// The solver: first lines for everybody, negotiation between them, the bound by prices or by column
// generation, and then better and better combinations by fixing most and optimising the rest with CBC. Runs
// on the caller's thread and `threads` - 1 of its own, which end with it. Lines come from a LineSource; it
// makes none that its source does not allow.
#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "workforce/schedule/search.h"

namespace rapport::workforce::schedule {

struct SolveOptions {
  double time_limit_s = 300;
  double gap = 0.01;       // (cost - bound) / cost that is good enough
  double patience_s = 60;  // ends the search for something better when for so long nothing notable came
  std::uint64_t seed = 1;
  std::size_t threads = 2;
  bool is_integer = false;  // every cost is a whole number, so a bound may be rounded up
};

struct Optimised {
  Solution solution;
  double bound = 0;
  double seconds = 0;
  bool is_stopped = false;            // by progress; the solution is the best so far
  std::vector<std::size_t> hopeless;  // people who have no line at all; then there is no solution
};

Optimised optimise(const LineSource& source, const SolveOptions& options, const Progress& progress,
                   const BetterSolution& better = {});

}  // namespace rapport::workforce::schedule
