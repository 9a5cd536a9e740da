#include "program/commands/schedule.h"

#include <doctest/doctest.h>

#include <signal.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>

#include "platform/process/child.h"
#include "support/program/house.h"
#include "support/temp_folder.h"
#include "workforce/schedule/solver_process.h"

using namespace rapport::program;

namespace {

struct Scheduled {
  int exit_code = 0;
  std::string output;
  std::string errors;
};

Scheduled scheduled(ScheduleOptions options, const rapport::Progress& progress = {}) {
  if (options.time_limit == ScheduleOptions{}.time_limit) options.time_limit = "2s";
  options.program = testing::the_program();
  std::ostringstream output, errors;
  const int exit_code = schedule(options, progress, output, errors);
  return {exit_code, output.str(), errors.str()};
}

std::string example() {
  std::ifstream file("docs/examples/schedule.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE(
    "a schedule is planned from a file, refused with places, and impossible with the rules in conflict") {
  const Scheduled planned = scheduled({.problem = "docs/examples/schedule.json"});
  CHECK(planned.errors == "");
  CHECK(planned.exit_code == 0);
  CHECK(planned.output.find("violations: none") != std::string::npos);

  rapport::tests::TempFolder folder;
  const auto file = folder.path() / "problem.json";
  std::ofstream(file) << with(example(), R"("contract": "full time")", R"("contract": "no such")");
  const Scheduled wrong = scheduled({.problem = file});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.errors.find("/agents/0/contract") != std::string::npos);

  std::ofstream(file) << with(example(), R"("paid_week_max_s": 144000)",
                              R"("paid_week_max_s": 144000, "days_week_max": 2)");
  const Scheduled impossible = scheduled({.problem = file, .is_json = true});
  CHECK(impossible.exit_code == 3);
  CHECK(impossible.errors.find("days_week_max") != std::string::npos);
  CHECK(impossible.errors.find("paid_week_min") != std::string::npos);
}

TEST_CASE("a plan that is stopped is the best until then") {
  const Scheduled stopped =
      scheduled({.problem = "docs/examples/schedule.json", .time_limit = "20m", .gap_percent = 0},
                rapport::Progress{[](double done) { return done < 0.001; }});
  CHECK(stopped.exit_code == 0);
  CHECK(stopped.output.find(", stopped") != std::string::npos);
  CHECK(stopped.output.find("violations: none") != std::string::npos);
}

TEST_CASE("Ctrl-C ends the program soon, with 130") {
  rapport::process::Child program;
  REQUIRE(program.start({.arguments = {testing::the_program().string(), "schedule",
                                       "docs/examples/schedule.json", "--gap", "0", "--time-limit", "20m"},
                         .keeps_errors = true}) == 0);
  std::string output;
  std::size_t written = 0;
  std::this_thread::sleep_for(std::chrono::seconds(3));  // it may be anywhere by then
  const auto begun = std::chrono::steady_clock::now();
  program.send(SIGINT);
  for (bool is_open = true; is_open;) {
    program.feed("", written);
    program.wait(rapport::milliseconds(100));
    is_open = program.drain(output);
  }
  CHECK(program.end(rapport::seconds(30)).code == 130);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
  if (!output.empty()) CHECK(output.find("violations: none") != std::string::npos);
}

TEST_CASE("a solver without enough memory dies alone, and says so or is said to have") {
  auto process = rapport::workforce::schedule::own_process(testing::the_program());
  process.memory_max_mb = 1;
  const auto problem = rapport::workforce::schedule::read_problem(example());
  REQUIRE(problem);
  const auto solved = rapport::workforce::schedule::solve_apart(process, *problem, {});
  // Sanitizers end a process that gets no more memory, perhaps after it had a first plan.
  if (solved) {
    CHECK(!solved->stopped_by.empty());
  } else {
    INFO(solved.error().reason);
    INFO(solved.error().detail);
    CHECK((solved.error().reason == "out_of_memory" || solved.error().reason == "solver_died"));
  }
}
