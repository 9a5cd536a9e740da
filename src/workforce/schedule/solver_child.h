// What runs in the solver's own process: a question on one descriptor, answers on the other, a line each.
//
//   progress 0.25     how far it is
//   plan {…}          a better plan than the last one (Solved)
//   done {…}          the answer (Solved)
//   failed {…}        or why there is none (SolverFailure)
//
// Low priority, bounded memory, and gone with who asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workforce/schedule/solve.h"

namespace rapport::workforce::schedule {

struct SolverQuestion {
  SolveOptions options;
  Problem problem;
};

struct SolverIssue {
  std::string where, what;
};
struct SolverFailure {
  std::int32_t code = 0;  // ErrorCode
  std::string reason, detail;
  std::vector<SolverIssue> issues;
};

struct SolverChildOptions {
  std::int64_t parent = 0;         // its process; 0: whoever it is
  std::int64_t memory_max_mb = 0;  // 0: no limit
};

// Reads a question to its end and answers it. Exit code: 0 when something was answered.
int run_solver_child(const SolverChildOptions& options, int input, int output);

// Of both directions. Read: invalid when the other side says something else.
std::string to_json(const SolverQuestion& question);
Result<SolverQuestion> read_solver_question(std::string_view json);
Result<Solved> read_solved(std::string_view json);
Result<SolverFailure> read_solver_failure(std::string_view json);

}  // namespace rapport::workforce::schedule
