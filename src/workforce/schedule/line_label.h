// LineLabel: a line's first days while it is looked for, with its counters packed into words so that one
// subtraction compares four or eight of them. Two labels with the same `exact` may be compared; the one that
// has no more of anything in `less` and `kinds` and costs no more makes the other needless.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "workforce/schedule/line_rules.h"

namespace rapport::workforce::schedule {

struct LineLabel {
  double cost = 0;
  std::uint64_t exact = 0;
  std::array<std::uint64_t, 2> less{};  // fields in which fewer is better: four of 16 bits, eight of 8
  std::array<std::uint64_t, kinds_max / 4> kinds{};
  std::int32_t parent = -1;
  std::int32_t next = -1;  // with the same hash
  std::int32_t move = -1;
  bool is_dead = false;
};

// Fields of less[0], 16 bits each, and of less[1], 8 bits each.
enum WideField { ready_field, other_field, week_field, total_field };
enum NarrowField {
  weekends_field,
  weekend_row_field,
  night_row_field,
  nights_field,
  unpopular_field,
  week_days_field
};

inline constexpr std::uint64_t wide_tops = 0x8000'8000'8000'8000ULL;
inline constexpr std::uint64_t narrow_tops = 0x8080'8080'8080'8080ULL;

// Whether each field of a is at most that of b.
inline bool fields_at_most(std::uint64_t a, std::uint64_t b, std::uint64_t tops) {
  return (((b | tops) - a) & tops) == tops;
}
inline std::int32_t wide(std::uint64_t word, int field) {
  return static_cast<std::int32_t>(word >> (16 * field) & 0x7fff);
}
inline std::uint64_t with_wide(std::uint64_t word, int field, std::int32_t value) {
  const std::uint64_t clipped = static_cast<std::uint64_t>(std::clamp(value, 0, 0x7fff));
  return (word & ~(std::uint64_t{0xffff} << (16 * field))) | clipped << (16 * field);
}
inline std::int32_t narrow(std::uint64_t word, int field) {
  return static_cast<std::int32_t>(word >> (8 * field) & 0x7f);
}
inline std::uint64_t with_narrow(std::uint64_t word, int field, std::int32_t value) {
  const std::uint64_t clipped = static_cast<std::uint64_t>(std::clamp(value, 0, 0x7f));
  return (word & ~(std::uint64_t{0xff} << (8 * field))) | clipped << (8 * field);
}

// exact: streak 8 bits, weekend taken 1, order 7 (0: none), week units 16, total units 16, day 16.
inline std::uint64_t exact_of(std::int32_t day, std::int32_t streak, bool took, std::int32_t week,
                              std::int32_t total) {
  return static_cast<std::uint64_t>(streak) | static_cast<std::uint64_t>(took) << 8 |
         static_cast<std::uint64_t>(week) << 16 | static_cast<std::uint64_t>(total) << 32 |
         static_cast<std::uint64_t>(day) << 48;
}
inline std::int32_t streak_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact & 0xff);
}
inline bool took_of(std::uint64_t exact) {
  return (exact >> 8 & 1) != 0;
}
inline std::int32_t order_of(std::uint64_t exact) {
  return static_cast<std::int32_t>(exact >> 9 & 0x7f) - 1;
}
inline std::uint64_t with_order(std::uint64_t exact, std::int32_t order) {
  return (exact & ~(std::uint64_t{0x7f} << 9)) | static_cast<std::uint64_t>(order + 1) << 9;
}
// Units stand in `exact` where there is a least of them, else in `less`, where fewer is better; 0 in the
// other.
inline std::int32_t week_units_of(const LineLabel& label) {
  return static_cast<std::int32_t>(label.exact >> 16 & 0xffff) + wide(label.less[0], week_field);
}
inline std::int32_t units_of(const LineLabel& label) {
  return static_cast<std::int32_t>(label.exact >> 32 & 0xffff) + wide(label.less[0], total_field);
}
inline std::size_t hash_of(std::uint64_t exact) {
  exact ^= exact >> 29;
  exact *= 0xbf58'476d'1ce4'e5b9ULL;
  return static_cast<std::size_t>(exact ^ exact >> 32);
}

}  // namespace rapport::workforce::schedule
