#include "workforce/schedule/solver_child.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <mutex>
#include <new>
#include <string_view>
#include <system_error>

#include "platform/contract/json.h"
#include "platform/process/child.h"
#include "workforce/schedule/solve_described.h"

namespace rapport::workforce::schedule {

BOOST_DESCRIBE_STRUCT(SolveOptions, (), (time_limit_s, gap, patience_s, seed, threads, is_integer))
BOOST_DESCRIBE_STRUCT(SolverQuestion, (), (options, problem))
BOOST_DESCRIBE_STRUCT(SolverIssue, (), (where, what))
BOOST_DESCRIBE_STRUCT(SolverFailure, (), (code, reason, detail, issues))

namespace {

constexpr int niceness = 10;
constexpr double progress_every = 0.002;

contract::DecodeOptions generous() {
  contract::DecodeOptions options;
  options.bytes_max = 512 << 20;
  options.items_max = 20'000'000;
  return options;
}

// Address space, which is what can be limited: more than what is used, so on top of what is taken already
// (sanitizers take terabytes).
void limit_memory(std::int64_t more_mb) {
  std::ifstream status("/proc/self/statm");
  std::int64_t pages = 0;
  if (more_mb <= 0 || !(status >> pages)) return;
  const auto most =
      static_cast<rlim_t>(pages * ::sysconf(_SC_PAGESIZE)) + (static_cast<rlim_t>(more_mb) << 20);
  const rlimit limit{most, most};
  ::setrlimit(RLIMIT_AS, &limit);
}

std::string read_all(int input) {
  std::string text;
  std::array<char, 65'536> piece;
  for (;;) {
    const auto got = ::read(input, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
}

class Answers {
 public:
  explicit Answers(int output) : output_(output) {}

  // Several threads compute, one tells: but a line is a line.
  void say(std::string_view word, std::string_view text) {
    std::string line;
    line.append(word).append(" ").append(text).append("\n");
    std::size_t written = 0;
    while (written < line.size()) {
      const auto sent = ::write(output_, line.data() + written, line.size() - written);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0) return;  // nobody listens: the next signal ends us
      written += static_cast<std::size_t>(sent);
    }
  }
  void say_failure(const Error& error) {
    SolverFailure failure{static_cast<std::int32_t>(error.code), error.reason, error.detail, {}};
    for (const Issue& issue : error.issues)
      failure.issues.push_back({issue.where, issue.what});
    say("failed", contract::encode(failure));
  }

 private:
  int output_;
};

Result<Solved> answer_question(int input, Answers& answers) {
  const auto question = read_solver_question(read_all(input));
  if (!question) return tl::unexpected<Error>(question.error());
  double told = -1;
  const Progress progress{[&](double done) {
    if (done >= told + progress_every) {
      told = done;
      answers.say("progress", fmt::format("{:.4f}", done));
    }
    return true;
  }};
  return solve(question->problem, question->options, progress,
               [&](const Solved& better) { answers.say("plan", to_json(better)); });
}

Error out_of_memory(const SolverChildOptions& options) {
  return {ErrorCode::unavailable,
          "out_of_memory",
          fmt::format("the schedule needs more than {} MB of memory", options.memory_max_mb),
          {}};
}

}  // namespace

int run_solver_child(const SolverChildOptions& options, int input, int output) {
  if (options.parent != 0 && !process::end_with_parent(options.parent)) return 1;
  ::setpriority(PRIO_PROCESS, 0, niceness);
  // A dump would hold what is known of people.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  limit_memory(options.memory_max_mb);
  // Whatever libraries print on standard output goes where errors go, not among the answers.
  const process::Descriptor answers_to(::dup(output));
  ::dup2(STDERR_FILENO, output);
  Answers answers(answers_to.get());
  try {
    if (const auto solved = answer_question(input, answers))
      answers.say("done", to_json(*solved));
    else
      answers.say_failure(solved.error());
  } catch (const std::bad_alloc&) {
    answers.say_failure(out_of_memory(options));
  } catch (const std::system_error& e) {
    // What a thread gets that has no room for its stack.
    answers.say_failure(e.code() == std::errc::resource_unavailable_try_again
                            ? out_of_memory(options)
                            : Error{ErrorCode::internal, "solver_broke", e.what(), {}});
  } catch (const std::exception& e) {
    answers.say_failure({ErrorCode::internal, "solver_broke", e.what(), {}});
  }
  return 0;
}

std::string to_json(const SolverQuestion& question) {
  return contract::encode(question);
}

Result<SolverQuestion> read_solver_question(std::string_view json) {
  return contract::decode<SolverQuestion>(json, generous());
}

Result<Solved> read_solved(std::string_view json) {
  return contract::decode<Solved>(json, generous());
}

Result<SolverFailure> read_solver_failure(std::string_view json) {
  return contract::decode<SolverFailure>(json, generous());
}

}  // namespace rapport::workforce::schedule
