// Microseconds of the monotonic clock. The plane's only clock; parsers and buffers take it as an argument.
#pragma once

#include <time.h>

#include <cstdint>

namespace rapport::media {

inline std::int64_t monotonic_us() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

// The same as an NTP time stamp of no particular epoch: only differences are used (RFC 3550, 4).
constexpr std::uint64_t ntp_of(std::int64_t us) {
  const auto whole = static_cast<std::uint64_t>(us / 1'000'000),
             rest = static_cast<std::uint64_t>(us % 1'000'000);
  return whole << 32 | (rest << 32) / 1'000'000;
}

}  // namespace rapport::media
