// RepairedHistory: a series as methods learn from it: opening hours found, holes filled, odd values replaced
// and listed. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/series.h"
#include "workforce/forecast/special_days.h"

namespace rapport::workforce {

struct RepairedHistory {
  Day first;
  std::int32_t slots = 48;
  std::vector<double> counts;        // [day * slots + slot], complete; 0 where closed
  std::vector<float> measured;       // as the series has it; NaN: not measured
  std::vector<double> totals;        // by day
  std::vector<std::uint8_t> known;   // by day: its total may be learnt from
  std::vector<std::uint8_t> shaped;  // by day: its shape may be learnt from
  std::vector<std::uint8_t> open;    // [(weekday - 1) * slots + slot]

  std::int32_t days() const { return static_cast<std::int32_t>(totals.size()); }
  Day day(std::int32_t index) const { return first + index; }
  const double* row(std::int32_t index) const {
    return counts.data() + static_cast<std::size_t>(index * slots);
  }
  bool is_open(Day day, std::int32_t slot) const {
    return open[static_cast<std::size_t>((weekday(day) - 1) * slots + slot)] != 0;
  }
  bool is_open(Day day) const;
};

// Appends what it repaired. Slots older than what profiles look at are not searched for outliers.
RepairedHistory history_of(const Series& series, const SpecialDays& special, const Zone& zone,
                           std::vector<Repair>& repairs);

}  // namespace rapport::workforce
