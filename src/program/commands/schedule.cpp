#include "program/commands/schedule.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "program/commands/input_file.h"
#include "program/commands/quantities.h"
#include "program/commands/terminal_progress.h"
#include "workforce/schedule/solver_process.h"

namespace rapport::program {
namespace {

constexpr int infeasible_code = 3;
constexpr int failed_code = 1;
constexpr double time_limit_max_s = 86'400;

}  // namespace

int schedule(const ScheduleOptions& options, const Progress& progress, std::ostream& output,
             std::ostream& errors) {
  const auto refuse = [&](const Error& error) {
    print_faults(errors, options.problem.string(), error);
    return 2;
  };
  const auto limit_s = seconds_of(options.time_limit);
  if (!limit_s || *limit_s <= 0 || *limit_s > time_limit_max_s) {
    errors << "--time-limit: " << options.time_limit << " is not a time up to a day, such as 90s or 5m\n";
    return 2;
  }
  const auto text = read_file(options.problem);
  if (!text) return refuse(text.error());
  const auto problem = workforce::schedule::read_problem(*text);
  if (!problem) return refuse(problem.error());
  workforce::schedule::SolveOptions solve;
  solve.time_limit_s = *limit_s;
  solve.gap = options.gap_percent / 100;
  solve.seed = options.seed;
  solve.threads = options.threads;
  const auto solved = workforce::schedule::solve_apart(workforce::schedule::own_process(options.program),
                                                       *problem, solve, progress);
  if (!solved) {
    print_faults(errors, options.problem.string(), solved.error());
    return solved.error().code == ErrorCode::invalid ? 2 : failed_code;
  }
  for (const auto& conflict : solved->conflicts)
    errors << options.problem.string() << ": " << conflict.what << "\n";
  const int written = write_out(options.out,
                                options.is_json ? workforce::schedule::to_json(*solved) + "\n"
                                                : workforce::schedule::to_table(*problem, *solved),
                                output, errors);
  return written != 0 ? written : solved->is_feasible ? 0 : infeasible_code;
}

void add_schedule(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "schedule", "Who works when: shifts for agents from what is needed, contracts and wishes");
  const auto options = std::make_shared<ScheduleOptions>();
  command->add_option("problem", options->problem, "Problem file, see docs/schedule.md")->required();
  command->add_flag("--json", options->is_json, "JSON instead of tables");
  command->add_option("--out", options->out, "Write to this file instead of standard output");
  command->add_option("--time-limit", options->time_limit, "Stop with the best plan so far: 90s, 5m")
      ->capture_default_str();
  command
      ->add_option("--gap", options->gap_percent,
                   "Stop when no plan is cheaper by more than this, in percent")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of the order in which agents are asked")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--threads", options->threads, "At most so many at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->callback([options, &exit_code] {
    exit_code = run_long(
        [&options](const Progress& progress) { return schedule(*options, progress, std::cout, std::cerr); });
  });
}

}  // namespace rapport::program
