// The solver in a process of its own: what it does to itself (the library for linear programmes ends the
// process when an assertion of its own fails; memory) it does not do to whoever asked. The same program runs
// in it, with the sub-command `schedule-solver` (solver_child.h). Blocks; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "workforce/schedule/solve.h"

namespace rapport::workforce::schedule {

struct SolverProcess {
  std::vector<std::string> arguments;  // the program and its sub-command; more are added
  std::int64_t memory_max_mb = 0;      // of the process; 0: three quarters of the machine's
  Duration patience = minutes(2);      // beyond the time limit, before it is ended
};

// This program, whatever has become of its file.
SolverProcess own_process(const std::string& program = "/proc/self/exe");

// As solve(), and with the same errors. A process that dies has said its best plan before: that is the answer
// then, and `stopped_by` says of what it died; the same for a process that does not end by itself. internal,
// solver_died: there was none yet. When progress asks to stop, the process is ended at once.
Result<Solved> solve_apart(const SolverProcess& process, const Problem& problem, const SolveOptions& options,
                           const Progress& progress = {});

}  // namespace rapport::workforce::schedule
