#include "program/commands/whatif.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "program/commands/input_file.h"
#include "twin/comparison.h"

namespace rapport::program {
namespace {

// Whatever has to do with the changes is said of their file, all else of the scenario's.
int refuse(const WhatIfOptions& options, const Error& error, std::ostream& errors) {
  const bool of_changes = !error.issues.empty() && error.issues.front().where.starts_with("/variants");
  print_faults(errors, (of_changes ? options.changes : options.scenario).string(), error);
  return 2;
}

void show(double done) {
  fmt::print(stderr, "\r{:3.0f} %", done * 100);
  std::fflush(stderr);
}

}  // namespace

int whatif(const WhatIfOptions& options, const Progress& progress, std::ostream& output,
           std::ostream& errors) {
  auto changes = read_file(options.changes);
  if (!changes) {
    print_faults(errors, options.changes.string(), changes.error());
    return 2;
  }
  const auto variants = twin::read_variants(*changes);
  if (!variants) {
    print_faults(errors, options.changes.string(), variants.error());
    return 2;
  }
  auto text = read_file(options.scenario);
  if (!text) return refuse(options, text.error(), errors);
  auto scenario = twin::read_scenario(*text);
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
      "whatif", "Compare a day with the same day changed: skills, staff, shifts, rules, arrivals");
  const auto options = std::make_shared<WhatIfOptions>();
  options->precision.figures = {"service_level", "abandonment", "occupancy"};
  options->precision.absolute = 0.01;
  command->add_option("scenario", options->scenario, "Scenario file, see docs/simulate.md")->required();
  command->add_option("--changes", options->changes, "What to try, see docs/whatif.md")->required();
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
    Progress progress;
    const bool is_shown = ::isatty(STDERR_FILENO) == 1;
    if (is_shown) progress.report = [](double done) { return show(done), true; };
    exit_code = whatif(*options, progress, std::cout, std::cerr);
    if (is_shown) std::cerr << "\r      \r";
  });
}

}  // namespace rapport::program
