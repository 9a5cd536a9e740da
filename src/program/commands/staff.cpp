#include "program/commands/staff.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "program/commands/input_file.h"
#include "program/commands/terminal_progress.h"
#include "workforce/staffing/requirements.h"

namespace rapport::program {
namespace {

int refuse_staffing(const StaffOptions& options, const Error& error, std::ostream& errors) {
  print_faults(errors, options.problem.string(), error);
  return 2;
}

}  // namespace

int staff(const StaffOptions& options, const Progress& progress, std::ostream& output, std::ostream& errors) {
  auto text = read_file(options.problem);
  if (!text) return refuse_staffing(options, text.error(), errors);
  auto problem = workforce::staffing::read_problem(*text);
  if (!problem) return refuse_staffing(options, problem.error(), errors);
  if (options.seed) problem->seed = *options.seed;
  if (options.replications) problem->replications = *options.replications;
  workforce::staffing::FindOptions find;
  find.threads = options.threads;
  find.progress = progress;
  const auto found = workforce::staffing::find_requirements(*problem, find);
  if (!found) return refuse_staffing(options, found.error(), errors);
  return write_out(
      options.out,
      options.is_json ? workforce::staffing::to_json(*found) + "\n" : workforce::staffing::to_table(*found),
      output, errors);
}

void add_staff(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "staff", "How many agents of each group are needed when, by simulation on the production rules");
  const auto options = std::make_shared<StaffOptions>();
  command->add_option("problem", options->problem, "Problem file, see docs/staffing.md")->required();
  command->add_flag("--json", options->is_json, "JSON instead of tables");
  command->add_option("--out", options->out, "Write to this file instead of standard output");
  command->add_option("--seed", options->seed, "Instead of the problem's seed")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--replications", options->replications, "Simulated days, instead of the problem's")
      ->check(CLI::Range(5, workforce::staffing::staffing_replications_max));
  command->add_option("--threads", options->threads, "At most so many at once; else one per core")
      ->check(CLI::Range(1, 256));
  command->callback([options, &exit_code] {
    exit_code = run_long(
        [&options](const Progress& progress) { return staff(*options, progress, std::cout, std::cerr); });
  });
}

}  // namespace rapport::program
