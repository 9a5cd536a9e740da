// What happened in one queue on one channel in the quarter-hours of one day (UTC), and the sums that
// intervals are made of. Pure.
//
// Contacts are legs: what is transferred to a queue arrives there again. All of a leg counts where it was
// queued, however late it ended. handle_s: from accepting to the end of wrap-up, of the answered; waited_s:
// of the answered, too.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"

namespace rapport::workforce {

inline constexpr int quarters_a_day = 96;
inline constexpr Duration quarter = minutes(15);
inline constexpr Duration day_length = hours(24);
inline constexpr std::int32_t not_measured = -1;

using Quarters = std::array<std::int32_t, quarters_a_day>;

struct DayFigures {
  // Minutes that a value stands for: 15, 30 or 60. Beyond 15 it is in the first quarter-hour of them, and the
  // others hold nothing.
  std::int32_t step_min = 15;
  Quarters contacts{}, answered{}, answered_within{}, abandoned{};
  Quarters handle_s{}, waited_s{};  // totals
  friend bool operator==(const DayFigures&, const DayFigures&) = default;
};
// In the order of the members.
std::array<Quarters*, 6> rows_of(DayFigures& day);

DayFigures unmeasured_day(std::int32_t step_min);

// Sums; NaN: not measured.
struct Figures {
  double contacts = 0, answered = 0, answered_within = 0, abandoned = 0, waited_s = 0;
  double handle_s = 0, handled = 0;  // of those answered whose time is known
  Figures& operator+=(const Figures& more);
};
Figures unmeasured();

// Adds what another part of the same day had. REQUIRES: both measured, in quarter-hours.
void add_day(DayFigures& sum, const DayFigures& more);

// Lays a day over quarter-hours: what it measured takes the place of what is there. `first` is the day's
// first quarter-hour, counted from the beginning of `quarters`; what is outside is left out.
void lay_over(std::vector<Figures>& quarters, std::int64_t first, const DayFigures& day);

// Whole days and quarter-hours since 1970 in UTC.
std::int32_t utc_day(Instant at);
std::int64_t quarter_of(Instant at);
inline Instant quarter_start(std::int64_t number) {
  return Instant{number * quarter.us};
}

}  // namespace rapport::workforce
