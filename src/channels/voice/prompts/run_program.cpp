#include "channels/voice/prompts/run_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "platform/process/child.h"

namespace rapport::prompts {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Result<std::string> run_program(const ProgramRun& run) {
  const std::string& name = run.arguments.at(0);
  process::Child child;
  if (const int failure = child.start({.arguments = run.arguments}); failure != 0)
    return fail(ErrorCode::unavailable, failure == ENOENT ? "program_missing" : "program_failed",
                fmt::format("{}: {}", name, std::strerror(failure)));
  const auto deadline = Clock::now() + std::chrono::microseconds(run.timeout.us);
  std::string output;
  std::size_t written = 0;
  for (bool is_open = true; is_open;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0)
      return fail(ErrorCode::unavailable, "program_too_slow",
                  fmt::format("{} took longer than {} ms", name, run.timeout.us / 1'000));
    if (run.is_cancelled != nullptr && *run.is_cancelled)
      return fail(ErrorCode::unavailable, "cancelled", name);
    child.feed(run.input, written);
    child.wait(milliseconds(std::min<long>(left, 100)));
    is_open = child.drain(output);
    if (output.size() > run.output_bytes_max)
      return fail(ErrorCode::too_large, "output_too_large",
                  fmt::format("{} wrote more than {} bytes", name, run.output_bytes_max));
  }
  // It has closed its output; it ends with that, or is ended.
  auto ending = child.ended();
  for (; !ending && Clock::now() < deadline; ending = child.ended())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (!ending || !ending->is_good())
    return fail(ErrorCode::unavailable, "program_failed",
                fmt::format("{} {}", name, ending ? ending->what() : "did not end"));
  return output;
}

}  // namespace rapport::prompts
