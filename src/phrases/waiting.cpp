#include "phrases/waiting.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::phrases {
namespace {

std::int64_t minutes_up(Duration duration) {
  return std::max<std::int64_t>(1, (duration.us + 59'999'999) / 60'000'000);
}

}  // namespace

std::string place_in_line(std::int64_t position, Tongue tongue) {
  return tongue == Tongue::zh ? fmt::format("您排在第 {} 位。", position)
                              : fmt::format("You are number {} in line.", position);
}

std::string expected_wait(Duration low, Duration high, Tongue tongue) {
  const std::int64_t from = minutes_up(std::min(low, high));
  const std::int64_t to = minutes_up(std::max(low, high));
  if (tongue == Tongue::zh)
    return from == to ? fmt::format("预计等待约 {} 分钟。", to)
                      : fmt::format("预计等待 {} 至 {} 分钟。", from, to);
  if (from == to) return fmt::format("The wait is about {} {}.", to, to == 1 ? "minute" : "minutes");
  return fmt::format("The wait is about {} to {} minutes.", from, to);
}

}  // namespace rapport::phrases
