#include "workforce/schedule/solver_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>

#include "platform/process/child.h"
#include "workforce/schedule/solver_child.h"

namespace rapport::workforce::schedule {
namespace {

constexpr Duration listen_for = milliseconds(100);
constexpr Duration term_patience = seconds(2);
constexpr std::size_t line_bytes_max = 512U << 20;

std::int64_t memory_share_mb() {
  const auto bytes = static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
  return std::max<std::int64_t>(1'024, bytes / 4 * 3 >> 20);
}

// What the process has said so far.
class Heard {
 public:
  std::string text;  // not yet taken apart

  double done = 0;
  std::string plan;  // JSON of the best so far
  std::optional<Result<Solved>> answer;
  bool is_nonsense = false;

  void take_lines() {
    std::size_t from = 0;
    for (std::size_t end; !is_nonsense && (end = text.find('\n', std::max(from, searched_))) != text.npos;
         from = end + 1)
      take(std::string_view(text).substr(from, end - from));
    text.erase(0, from);
    searched_ = text.size();
    if (text.size() > line_bytes_max) is_nonsense = true;
  }

 private:
  void take(std::string_view line) {
    const std::size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::string_view rest = space == line.npos ? std::string_view() : line.substr(space + 1);
    if (word == "progress")
      is_nonsense = std::from_chars(rest.data(), rest.data() + rest.size(), done).ec != std::errc();
    else if (word == "plan")
      plan = rest;
    else if (word == "done")
      take_answer(read_solved(rest));
    else if (word == "failed")
      take_failure(read_solver_failure(rest));
    else
      is_nonsense = true;
  }
  void take_answer(Result<Solved> solved) {
    if (solved)
      answer = std::move(solved);
    else
      is_nonsense = true;
  }
  void take_failure(const Result<SolverFailure>& failure) {
    if (!failure || failure->code < 0 || failure->code > static_cast<std::int32_t>(ErrorCode::internal)) {
      is_nonsense = true;
      return;
    }
    Error error{static_cast<ErrorCode>(failure->code), failure->reason, failure->detail, {}};
    for (const SolverIssue& issue : failure->issues)
      error.issues.push_back({issue.where, issue.what});
    answer = tl::unexpected<Error>(std::move(error));
  }

  std::size_t searched_ = 0;  // of text: no line ends in it
};

// Nothing that another process says is believed: the plan is judged here once more.
Result<Solved> judged(const Problem& problem, Solved solved) {
  solved.violations.clear();
  if (!solved.is_feasible) return solved;
  solved.violations = judge(problem, solved.plan);
  if (solved.violations.empty()) return solved;
  const Violation& first = solved.violations.front();
  return fail(ErrorCode::internal, "broken_rule",
              fmt::format("the plan found breaks {} for {} on {}: it is not given out",
                          name_of_rule(first.rule), first.agent, first.day));
}

// The best plan until then, when there was one.
Result<Solved> best_until(const Problem& problem, const Heard& heard, double seconds,
                          const std::string& why) {
  auto solved = read_solved(heard.plan);
  if (!solved) return fail(ErrorCode::internal, "solver_died", why + " before there was a plan");
  solved->is_stopped = true;
  solved->stopped_by = why;
  solved->seconds = seconds;
  return judged(problem, std::move(*solved));
}

}  // namespace

SolverProcess own_process(const std::string& program) {
  SolverProcess process;
  process.arguments = {program, "schedule-solver"};
  process.memory_max_mb = memory_share_mb();
  return process;
}

Result<Solved> solve_apart(const SolverProcess& process, const Problem& problem, const SolveOptions& options,
                           const Progress& progress) {
  if (const auto sound = check_problem(problem); !sound) return tl::unexpected<Error>(sound.error());
  process::ChildOptions child_options{process.arguments, true, true};
  child_options.arguments.push_back(fmt::format("--parent={}", ::getpid()));
  if (process.memory_max_mb > 0)
    child_options.arguments.push_back(fmt::format("--memory={}", process.memory_max_mb));
  process::Child child;
  if (const int failure = child.start(child_options); failure != 0)
    return fail(ErrorCode::unavailable, "solver_missing",
                fmt::format("the solver cannot be started: {}", std::strerror(failure)));
  const auto begun = std::chrono::steady_clock::now();
  const auto elapsed_s = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  const double patience_s = options.time_limit_s + static_cast<double>(process.patience.us) / 1e6;
  const std::string question = to_json(SolverQuestion{options, problem});
  std::size_t written = 0;
  Heard heard;
  for (bool is_open = true; is_open && !heard.answer && !heard.is_nonsense;) {
    child.feed(question, written);
    child.wait(listen_for);
    is_open = child.drain(heard.text);
    heard.take_lines();
    if (!progress.at(heard.done)) {
      child.end(term_patience);
      if (heard.plan.empty()) return cancelled();
      return best_until(problem, heard, elapsed_s(), "");
    }
    if (elapsed_s() > patience_s) {
      child.end(term_patience);
      return best_until(problem, heard, elapsed_s(), "the solver did not end in its time");
    }
  }
  if (heard.answer) return *heard.answer ? judged(problem, std::move(**heard.answer)) : *heard.answer;
  if (heard.is_nonsense) {
    child.end(term_patience);
    return best_until(problem, heard, elapsed_s(), "the solver said what makes no sense");
  }
  // It has closed its output without an answer; it ends with that, or is ended.
  auto ending = child.ended();
  for (int i = 0; !ending && i < 400; ++i, ending = child.ended())
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return best_until(problem, heard, elapsed_s(),
                    "the solver " + (ending ? *ending : child.end(term_patience)).what());
}

}  // namespace rapport::workforce::schedule
