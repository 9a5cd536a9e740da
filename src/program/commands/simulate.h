// `rapport simulate SCENARIO`: plays a scenario file against the production switchboard and prints its
// figures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>

namespace CLI {
class App;
}

namespace rapport::program {

struct SimulateOptions {
  std::filesystem::path scenario = {};
  std::optional<std::int64_t> seed = {};  // instead of the scenario's
  std::int32_t replications = 1;
  bool is_json = false;
  std::filesystem::path out = {};  // empty: standard output
};

// Exit code: 0, or 2 when the scenario cannot be read or is wrong (each fault on a line of `errors`, with
// file and JSON Pointer) or the output cannot be written.
int simulate(const SimulateOptions& options, std::ostream& output, std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_simulate(CLI::App& app, int& exit_code);

}  // namespace rapport::program
