// `rapport schedule-solver`: what `rapport schedule` and the server start to compute schedules in a process
// of its own. Nothing for people: a question on standard input, answers on standard output.
#pragma once

namespace CLI {
class App;
}

namespace rapport::program {

// Adds the sub-command; `exit_code` is set once it has run.
void add_schedule_solver(CLI::App& app, int& exit_code);

}  // namespace rapport::program
