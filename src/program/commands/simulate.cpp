#include "program/commands/simulate.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <system_error>

#include "twin/replications.h"
#include "twin/simulate.h"

namespace rapport::program {
namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(ErrorCode::invalid, "unreadable_file", "is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return fail(ErrorCode::not_found, "unreadable_file",
                fmt::format("cannot be read: {}", std::generic_category().message(errno)));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

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
    const std::string file = options.scenario.string();
    if (figures.error().issues.empty()) errors << file << ": " << figures.error().detail << "\n";
    for (const Issue& issue : figures.error().issues)
      errors << file << ": " << (issue.where.empty() ? "/" : issue.where) << ": " << issue.what << "\n";
    return 2;
  }
  if (options.out.empty()) {
    output << *figures << std::flush;
    return output ? 0 : 2;
  }
  std::ofstream file(options.out, std::ios::binary | std::ios::trunc);
  file << *figures << std::flush;
  if (file) return 0;
  errors << options.out.string() << ": cannot be written\n";
  return 2;
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
