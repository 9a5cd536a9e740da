#include "program/commands/simulate.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "program/commands/input_file.h"
#include "twin/replications.h"
#include "twin/simulate.h"

namespace rapport::program {
namespace {

Result<std::string> figures_of(const SimulateOptions& options) {
  auto text = read_file(options.scenario);
  if (!text) return text;
  auto scenario = twin::read_scenario(*text);
  if (!scenario) return tl::unexpected<Error>(scenario.error());
  if (options.seed) scenario->seed = *options.seed;
  if (options.replications > 1) {
    const auto found = twin::replicate(*scenario, options.replications);
    if (!found) return tl::unexpected<Error>(found.error());
    return options.is_json ? twin::to_json(*found) + "\n" : twin::to_table(*found);
  }
  const auto report = twin::simulate(*scenario);
  if (!report) return tl::unexpected<Error>(report.error());
  return options.is_json ? twin::to_json(*report) + "\n" : twin::to_table(*report);
}

}  // namespace

int simulate(const SimulateOptions& options, std::ostream& output, std::ostream& errors) {
  const auto figures = figures_of(options);
  if (!figures) {
    print_faults(errors, options.scenario.string(), figures.error());
    return 2;
  }
  return write_out(options.out, *figures, output, errors);
}

void add_simulate(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("simulate", "Play a day that never happened: figures from a scenario file");
  const auto options = std::make_shared<SimulateOptions>();
  command->add_option("scenario", options->scenario, "Scenario file, see docs/simulate.md")->required();
  command->add_flag("--json", options->is_json, "JSON instead of tables");
  command->add_option("--out", options->out, "Write to this file instead of standard output");
  command->add_option("--seed", options->seed, "Instead of the scenario's seed")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--replications", options->replications,
                   "Runs with seeds one after the other: means with confidence intervals")
      ->check(CLI::Range(1, twin::replications_max));
  command->callback([options, &exit_code] { exit_code = simulate(*options, std::cout, std::cerr); });
}

}  // namespace rapport::program
