#include "program/commands/terminal_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace rapport::program {

TerminalProgress::TerminalProgress() : is_watched_(isatty(STDERR_FILENO) == 1) {}

TerminalProgress::~TerminalProgress() {
  if (is_watched_) std::fputs("      \r", stderr);
}

Progress TerminalProgress::progress() const {
  if (!is_watched_) return {};
  return {[](double done) {
    // Back at the line's begin: what comes on standard output begins there.
    fmt::print(stderr, "\r{:3.0f} %\r", done * 100);
    std::fflush(stderr);
    return true;
  }};
}

}  // namespace rapport::program
