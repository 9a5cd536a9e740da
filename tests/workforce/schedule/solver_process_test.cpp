#include "workforce/schedule/solver_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include "workforce/schedule/solver_child.h"
#include "workforce/schedule/support/small_problem.h"

using namespace rapport;
using namespace rapport::workforce::schedule;

namespace {

SolveOptions a_second() {
  SolveOptions options;
  options.time_limit_s = 1;
  return options;
}

// A solver that is not ours.
SolverProcess shell(const std::string& script) {
  return {{"sh", "-c", script}, 0, seconds(1)};
}

std::string reason_of(const SolverProcess& process, const Progress& progress = {}) {
  const auto solved = solve_apart(process, small_problem(), a_second(), progress);
  REQUIRE(!solved);
  return solved.error().reason;
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

// What the child's side says to a question, in this process.
std::string child_says(const std::string& question) {
  std::array<int, 2> in = {-1, -1}, out = {-1, -1};
  REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
  REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::close(in[1]);
    ::_exit(run_solver_child({}, in[0], out[1]));
  }
  ::close(in[0]);
  ::close(out[1]);
  REQUIRE(::write(in[1], question.data(), question.size()) == static_cast<ssize_t>(question.size()));
  ::close(in[1]);
  std::string said;
  std::array<char, 65'536> piece;
  for (ssize_t got; (got = ::read(out[0], piece.data(), piece.size())) > 0;)
    said.append(piece.data(), static_cast<std::size_t>(got));
  ::close(out[0]);
  return said;
}

// Quoted for a shell's printf '%s\n'.
std::string as_plan_line(const Solved& solved) {
  return "printf '%s\\n' 'plan " + to_json(solved) + "'; ";
}

}  // namespace

TEST_CASE("a solver that aborts is an error that says so, not our end") {
  const auto solved = solve_apart(shell("cat >/dev/null; kill -ABRT $$"), small_problem(), a_second());
  REQUIRE(!solved);
  CHECK(solved.error().code == ErrorCode::internal);
  CHECK(solved.error().reason == "solver_died");
  CHECK(solved.error().detail == "the solver was ended by signal 6 (Aborted) before there was a plan");
}

TEST_CASE("a solver that reads nothing, says nonsense, stays silent or is not there is an error, too") {
  CHECK(reason_of(shell("exit 3")) == "solver_died");
  CHECK(reason_of(shell("echo done '{'; exec sleep 60")) == "solver_died");
  CHECK(reason_of(shell("echo progress soon; exec sleep 60")) == "solver_died");
  CHECK(reason_of(shell("echo failed '{\"code\":99,\"reason\":\"\",\"detail\":\"\",\"issues\":[]}'")) ==
        "solver_died");
  CHECK(reason_of(shell("exec sleep 600")) == "solver_died");  // beyond its time and our patience
  CHECK(reason_of({{"/no/such/solver"}, 0, seconds(1)}) == "solver_missing");
}

TEST_CASE("cancelling ends the solver at once") {
  const auto begun = std::chrono::steady_clock::now();
  int asked = 0;
  CHECK(reason_of({{"sh", "-c", "exec sleep 600"}, 0, seconds(600)},
                  Progress{[&](double) { return ++asked < 3; }}) == "cancelled");
  CHECK(seconds_since(begun) < 60);
}

TEST_CASE("what a solver said before it died or was cancelled is the answer, once it is judged") {
  const Problem problem = small_problem(3, 14);
  const auto good = solve(problem, a_second());
  REQUIRE(good);
  REQUIRE(good->is_feasible);
  const auto saved =
      solve_apart(shell("cat >/dev/null; " + as_plan_line(*good) + "kill -SEGV $$"), problem, a_second());
  REQUIRE(saved);
  CHECK(saved->is_stopped);
  CHECK(saved->stopped_by == "the solver was ended by signal 11 (Segmentation fault)");
  CHECK(saved->plan.shifts.size() == good->plan.shifts.size());
  CHECK(saved->costs.total == good->costs.total);

  double heard = 0;
  const auto stopped = solve_apart(
      {{"sh", "-c", "cat >/dev/null; " + as_plan_line(*good) + "echo progress 0.5; exec sleep 600"},
       0,
       seconds(600)},
      problem, a_second(), Progress{[&](double done) { return (heard = done) < 0.5; }});
  REQUIRE(stopped);
  CHECK(stopped->is_stopped);
  CHECK(stopped->stopped_by.empty());

  Solved bad = *good;
  REQUIRE(!bad.plan.shifts.empty());
  bad.plan.shifts.push_back(bad.plan.shifts.front());  // twice on one day
  const auto refused =
      solve_apart(shell("cat >/dev/null; " + as_plan_line(bad) + "exit 1"), problem, a_second());
  REQUIRE(!refused);
  CHECK(refused.error().reason == "broken_rule");
}

TEST_CASE("the solver's process answers a question with progress, plans and the answer") {
  const Problem problem = small_problem(3, 14);
  const std::string said = child_says(to_json(SolverQuestion{a_second(), problem}));
  CHECK(said.starts_with("progress 0.0"));
  CHECK(said.find("\nplan {") != std::string::npos);
  const std::size_t at = said.find("\ndone ");
  REQUIRE(at != std::string::npos);
  CHECK(said.find('\n', at + 1) == said.size() - 1);
  const auto solved = read_solved(said.substr(at + 6, said.size() - at - 7));
  REQUIRE(solved);
  CHECK(judge(problem, solved->plan).empty());

  const std::string refused = child_says("{}");
  REQUIRE(refused.starts_with("failed "));
  const auto failure = read_solver_failure(refused.substr(7));
  REQUIRE(failure);
  CHECK(failure->code == static_cast<std::int32_t>(ErrorCode::invalid));
}
