#include "program/commands/schedule_solver.h"

#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "workforce/schedule/solver_child.h"

namespace rapport::program {

void add_schedule_solver(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("schedule-solver", "What rapport schedule computes with");
  command->group("");  // not shown
  const auto options = std::make_shared<workforce::schedule::SolverChildOptions>();
  command->add_option("--parent", options->parent, "Ends with this process");
  command->add_option("--memory", options->memory_max_mb, "At most so many MB more than at the start");
  command->callback([options, &exit_code] {
    exit_code = workforce::schedule::run_solver_child(*options, STDIN_FILENO, STDOUT_FILENO);
  });
}

}  // namespace rapport::program
