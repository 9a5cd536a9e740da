#include "program/commands/whatif.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "platform/contract/json.h"
#include "program/commands/input_file.h"
#include "program/commands/recorded_day.h"
#include "program/commands/terminal_progress.h"
#include "twin/comparison.h"
#include "twin/scenario_described.h"
#include "twin/validation.h"

namespace rapport::program {
namespace {

// Whatever has to do with the changes is said of their file, all else of the scenario's.
int refuse(const WhatIfOptions& options, const Error& error, std::ostream& errors) {
  const bool of_changes = !error.issues.empty() && error.issues.front().where.starts_with("/variants");
  const std::string day = options.day.empty() ? options.scenario.string() : options.day;
  print_faults(errors, of_changes ? options.changes.string() : day, error);
  return 2;
}

// How near the twin comes to the day, from its inputs alone.
int validate_day(const WhatIfOptions& options, const Progress& progress, std::ostream& output,
                 std::ostream& errors) {
  const auto recorded = recorded_day(options, progress);
  if (!recorded) return refuse(options, recorded.error(), errors);
  if (!options.write.empty())
    return write_out(options.write, contract::encode(recorded->scenario) + "\n", output, errors);
  twin::ReplicateOptions runs;
  runs.precision = options.precision;
  runs.threads = options.threads;
  runs.progress = progress;
  const auto found = twin::validate(*recorded, runs);
  if (!found) return refuse(options, found.error(), errors);
  return write_out(options.out, options.is_json ? twin::to_json(*found) + "\n" : twin::to_table(*found),
                   output, errors);
}

Result<twin::Scenario> scenario_of(const WhatIfOptions& options, const Progress& progress,
                                   std::vector<twin::Variant>& variants) {
  if (options.day.empty()) {
    auto text = read_file(options.scenario);
    if (!text) return tl::unexpected<Error>(std::move(text.error()));
    return twin::read_scenario(*text);
  }
  return recorded_day(options, progress, &variants).map([](twin::RecordedDay&& day) {
    return std::move(day.scenario);
  });
}

}  // namespace

int whatif(const WhatIfOptions& options, const Progress& progress, std::ostream& output,
           std::ostream& errors) {
  if (options.day.empty() == options.scenario.empty()) {
    errors << "rapport whatif: expected a scenario or --day\n";
    return 2;
  }
  if (options.day.empty() && (options.costs.per_contact > 0 || options.costs.per_abandon > 0)) {
    errors << "rapport whatif: --cost-per-contact, --cost-per-abandon: a scenario has its own; they go with "
              "--day\n";
    return 2;
  }
  if (options.changes.empty() && options.day.empty()) {
    errors << "rapport whatif: --changes: expected a file, see docs/whatif.md; only --day goes without\n";
    return 2;
  }
  if (options.changes.empty() && !options.day.empty()) return validate_day(options, progress, output, errors);
  auto changes = read_file(options.changes);
  if (!changes) {
    print_faults(errors, options.changes.string(), changes.error());
    return 2;
  }
  auto variants = twin::read_variants(*changes);
  if (!variants) {
    print_faults(errors, options.changes.string(), variants.error());
    return 2;
  }
  auto scenario = scenario_of(options, progress, variants->variants);
  if (!scenario) return refuse(options, scenario.error(), errors);
  if (options.seed) scenario->seed = *options.seed;
  twin::ReplicateOptions runs;
  runs.precision = options.precision;
  runs.threads = options.threads;
  runs.progress = progress;
  const auto found = twin::compare(*scenario, variants->variants, runs);
  if (!found) return refuse(options, found.error(), errors);
  return write_out(options.out, options.is_json ? twin::to_json(*found) + "\n" : twin::to_table(*found),
                   output, errors);
}

void add_whatif(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "whatif", "Compare a day with the same day changed: skills, staff, shifts, rules, flows, arrivals");
  const auto options = std::make_shared<WhatIfOptions>();
  options->precision.figures = {"service_level", "abandonment", "occupancy"};
  options->precision.absolute = 0.01;
  command->add_option("scenario", options->scenario, "Scenario file, see docs/simulate.md");
  command->add_option("--changes", options->changes,
                      "What to try, see docs/whatif.md; without, of a day that was: how near the twin comes");
  command->add_option("--day", options->day,
                      "A day that was (2026-03-02), from the journal, instead of a scenario");
  command->add_option("--org", options->org, "Short name of the organisation, with --day");
  command->add_option("--config", options->config, "Configuration file (TOML)")->check(CLI::ExistingFile);
  command->add_option("--data", options->data, "Data folder, instead of the configured one");
  command->add_option("--write", options->write, "Write the day as a scenario to this file, and stop");
  command
      ->add_option("--cost-per-contact", options->costs.per_contact,
                   "Of an answered contact, beyond people's hours; with --day")
      ->check(CLI::Range(0.0, 1e9));
  command
      ->add_option("--cost-per-abandon", options->costs.per_abandon,
                   "Of a contact that left unanswered; with --day")
      ->check(CLI::Range(0.0, 1e9));
  command->add_flag("--json", options->is_json, "JSON instead of tables");
  command->add_option("--out", options->out, "Write to this file instead of standard output");
  command->add_option("--seed", options->seed, "Instead of the scenario's seed")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--precision", options->precision.absolute,
                   "Go on until the differences of --figures are known within this (0: --runs-max runs)")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  command
      ->add_option("--relative", options->precision.relative, "Or within this share of the figure as it is")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--figures", options->precision.figures, "Names as in the JSON, with commas between")
      ->delimiter(',')
      ->capture_default_str();
  command->add_option("--runs-min", options->precision.min, "Of the day as it is and of each variant")
      ->check(CLI::Range(2, twin::replications_max))
      ->capture_default_str();
  command->add_option("--runs-max", options->precision.max, "Then it is what it is")
      ->check(CLI::Range(2, twin::replications_max))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "0: one for each core; changes nothing but the time")
      ->check(CLI::Range(0, 1'024));
  command->callback([options, &exit_code] {
    exit_code = run_long(
        [&options](const Progress& progress) { return whatif(*options, progress, std::cout, std::cerr); });
  });
}

}  // namespace rapport::program
