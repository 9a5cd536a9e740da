#include "program/commands/terminal_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>

namespace rapport::program {
namespace {

// A handler can reach nothing else.
std::atomic<bool> is_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int) {
  is_interrupted = true;
}

// SIGINT and SIGTERM, from here to its end: noted the first time, as ever the second.
class Interrupts {
 public:
  Interrupts() {
    is_interrupted = false;
    struct sigaction noted = {};
    noted.sa_handler = on_interrupt;
    noted.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigemptyset(&noted.sa_mask);
    ::sigaction(SIGINT, &noted, &interrupt_);
    ::sigaction(SIGTERM, &noted, &terminate_);
  }
  ~Interrupts() {
    ::sigaction(SIGINT, &interrupt_, nullptr);
    ::sigaction(SIGTERM, &terminate_, nullptr);
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  struct sigaction interrupt_ = {}, terminate_ = {};
};

}  // namespace

int run_long(const std::function<int(const Progress&)>& command) {
  const Interrupts interrupts;
  const bool is_watched = ::isatty(STDERR_FILENO) == 1;
  const Progress progress{[is_watched](double done) {
    // Back at the line's begin: what comes on standard output begins there.
    if (is_watched) {
      fmt::print(stderr, "\r{:3.0f} %\r", done * 100);
      std::fflush(stderr);
    }
    return !is_interrupted;
  }};
  const int code = command(progress);
  if (is_watched) std::fputs("      \r", stderr);
  return is_interrupted ? interrupted_code : code;
}

}  // namespace rapport::program
