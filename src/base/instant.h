// Time as data. Whole microseconds; nobody in base/, switchboard/ or a capability's rules ever asks what time
// it is.
#pragma once

#include <compare>
#include <cstdint>

namespace rapport {

struct Duration {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return {a.us * n}; }
  friend constexpr Duration operator/(Duration a, std::int64_t n) { return {a.us / n}; }
};

constexpr Duration milliseconds(std::int64_t n) {
  return {n * 1'000};
}
constexpr Duration seconds(std::int64_t n) {
  return {n * 1'000'000};
}
constexpr Duration minutes(std::int64_t n) {
  return {n * 60'000'000};
}
constexpr Duration hours(std::int64_t n) {
  return {n * 3'600'000'000};
}

// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, Duration d) { return {t.us + d.us}; }
  friend constexpr Instant operator-(Instant t, Duration d) { return {t.us - d.us}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.us - b.us}; }
};

}  // namespace rapport
