// LineMoves: the moves of each day in the order of one search's costs, and which of them are worth trying.
// Lives as long as the search; borrows shape, costs and workspace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "workforce/schedule/line_shape.h"
#include "workforce/schedule/line_workspace.h"

namespace rapport::workforce::schedule {

inline constexpr double never = 1e30;  // costs that much: not allowed

class LineMoves {
 public:
  // Costs of all moves, day by day.
  LineMoves(const LineShape& shape, std::span<const double> costs, LineWorkspace& space);

  double cost_of(std::size_t day, std::int32_t move) const {
    return costs_[first_[day] + static_cast<std::size_t>(move)];
  }
  const std::vector<std::int32_t>& by_cost(std::size_t day) const { return space_.by_cost[day]; }
  // After a rest long enough for any start: as undominated(day, 0, 0).
  const std::vector<std::int32_t>& front(std::size_t day) const { return space_.front[day]; }
  // Of the moves that may start at `ready` (those that are no night: at `other`), those for which no cheaper
  // one is alike and lets rest end as early. Appends them to `out`.
  void undominated(std::size_t day, std::int32_t ready, std::int32_t other,
                   std::vector<std::int32_t>& out) const;

 private:
  const LineShape& shape_;
  std::span<const double> costs_;
  LineWorkspace& space_;
  std::vector<std::size_t> first_;  // per day, of its moves in costs_
};

}  // namespace rapport::workforce::schedule
