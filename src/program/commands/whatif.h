// `rapport whatif SCENARIO --changes FILE`: the day as it is against the day with changes, on the production
// switchboard, with confidence intervals. With --day instead of a scenario: a day that was, from the journal;
// without changes: how near the twin comes to it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "base/progress.h"
#include "twin/replications.h"
#include "workforce/whatif/day_costs.h"

namespace CLI {
class App;
}

namespace rapport::program {

struct WhatIfOptions {
  std::filesystem::path scenario = {};
  std::string day = {};  // "2026-03-02", of the organisation's calendar, instead of a scenario
  std::string org = {};  // short name
  std::filesystem::path config = {}, data = {};
  workforce::ContactCosts costs = {};  // with `day`
  std::filesystem::path changes = {};
  std::filesystem::path write = {};       // the day's scenario goes here
  std::optional<std::int64_t> seed = {};  // instead of the scenario's
  twin::Precision precision = {};
  std::int32_t threads = 0;
  bool is_json = false;
  std::filesystem::path out = {};  // empty: standard output
};

// Exit code: 0, or 2 when a file cannot be read or is wrong (each fault on a line of `errors`, with file and
// JSON Pointer) or the output cannot be written.
int whatif(const WhatIfOptions& options, const Progress& progress, std::ostream& output,
           std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_whatif(CLI::App& app, int& exit_code);

}  // namespace rapport::program
