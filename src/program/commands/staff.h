// `rapport staff PROBLEM`: how many agents of each group are needed when, found by playing the problem's days
// against the production switchboard.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>

#include "base/progress.h"

namespace CLI {
class App;
}

namespace rapport::program {

struct StaffOptions {
  std::filesystem::path problem = {};
  std::optional<std::int64_t> seed = {};          // instead of the problem's
  std::optional<std::int32_t> replications = {};  // the same
  std::int32_t threads = 0;                       // 0: all cores
  bool is_json = false;
  std::filesystem::path out = {};  // empty: standard output
};

// Exit code: 0, or 2 when the problem cannot be read, is wrong or cannot be solved (each fault on a line of
// `errors`, with file and JSON Pointer) or the output cannot be written.
int staff(const StaffOptions& options, const Progress& progress, std::ostream& output, std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_staff(CLI::App& app, int& exit_code);

}  // namespace rapport::program
