// LineTable: which states of a line the estimate's table holds: how many of each thing it counts, and where
// the part of each day begins. Values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::workforce::schedule {

struct LineShape;

struct LineTable {
  // Sizes; 1: not part of it.
  std::int32_t week_dim = 1;     // units of the week
  std::int32_t total_dim = 1;    // units altogether
  std::int32_t ready_dim = 1;    // ranks of rest: one more than the highest
  std::int32_t weekend_dim = 1;  // numbers of weekends, each with and without the present one
  // The least of either that the table holds, per day and after the last.
  std::vector<std::int32_t> total_from, weekends_from;

  std::size_t block_size() const {
    return static_cast<std::size_t>(week_dim) * static_cast<std::size_t>(total_dim) *
           static_cast<std::size_t>(ready_dim) * static_cast<std::size_t>(weekend_dim);
  }
};

// All states, as far as there are not too many: then units altogether, rests or weekends are left out. The
// limits are the most units of any week and of all days.
LineTable whole_table(const LineShape& shape, std::int32_t week_limit, std::int32_t total_limit);

// Of many days: the states of lines that have, on each day, about the part of their units and weekends that
// is due by then. None where the whole table leaves nothing of that out, or where even that is too much.
std::optional<LineTable> corridor_table(const LineShape& shape);

}  // namespace rapport::workforce::schedule
