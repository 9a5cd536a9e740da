// `rapport forecast SERIES`: what will come, from a file of what came.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/progress.h"

namespace CLI {
class App;
}

namespace rapport::program {

struct ForecastOptions {
  std::filesystem::path series = {};
  std::string from = {};  // "2026-03-02"; empty: the day after the history
  std::int32_t days = 28;
  std::string time_zone = "UTC";
  std::string interval = "30m";
  std::vector<std::string> holidays = {};
  std::filesystem::path events = {};
  std::filesystem::path actuals = {};  // of days that are forecast: the rest of them again
  std::int32_t threads = 0;            // 0: one for each core
  bool is_json = false;
  std::filesystem::path out = {};  // empty: standard output
};

// Exit code: 0, or 2 when a file or an option is wrong (each fault on a line of `errors`, with its place) or
// the output cannot be written.
int forecast(const ForecastOptions& options, const Progress& progress, std::ostream& output,
             std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_forecast(CLI::App& app, int& exit_code);

}  // namespace rapport::program
