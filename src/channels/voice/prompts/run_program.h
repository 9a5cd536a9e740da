// Runs another program: text in, bytes out. No shell, nothing of our environment; killed when it takes too
// long or writes too much (programs that it starts in turn are not). Blocks; any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::prompts {

struct ProgramRun {
  std::vector<std::string> arguments;  // the program first, looked for in PATH
  std::string input;
  std::size_t output_bytes_max = 1 << 20;
  Duration timeout = seconds(10);
  const std::atomic<bool>* is_cancelled = nullptr;  // looked at every 100 ms
};

// Errors, all unavailable: program_missing, program_failed (with its status), program_too_slow, cancelled;
// too_large, output_too_large.
Result<std::string> run_program(const ProgramRun& run);

}  // namespace rapport::prompts
