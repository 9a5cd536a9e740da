// `rapport schedule PROBLEM`: plans who works when from a file and prints the plan, what it costs and how
// much better any plan could be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>

#include "base/progress.h"

namespace CLI {
class App;
}

namespace rapport::program {

struct ScheduleOptions {
  std::filesystem::path problem = {};
  bool is_json = false;
  std::filesystem::path out = {};  // empty: standard output
  std::string time_limit = "5m";
  double gap_percent = 1;
  std::uint64_t seed = 1;
  std::size_t threads = 2;
  std::string program = "/proc/self/exe";  // this one, to be run once more: for tests, which are another
};

// Exit code: 0; 1 when the solver failed; 2 when the problem cannot be read or is wrong (each fault on a line
// of `errors`, with file and JSON Pointer) or the output cannot be written; 3 when somebody's rules cannot be
// kept together (they are named). When progress says stop, the best plan so far is written.
int schedule(const ScheduleOptions& options, const Progress& progress, std::ostream& output,
             std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_schedule(CLI::App& app, int& exit_code);

}  // namespace rapport::program
