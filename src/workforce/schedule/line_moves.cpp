#include "workforce/schedule/line_moves.h"

#include <algorithm>
#include <limits>

namespace rapport::workforce::schedule {

LineMoves::LineMoves(const LineShape& shape, std::span<const double> costs, LineWorkspace& space)
    : shape_(shape), costs_(costs), space_(space) {
  const std::size_t days = shape.moves.size();
  space_.by_cost.resize(days);
  space_.front.resize(days);
  first_.reserve(days);
  std::size_t at = 0;
  for (std::size_t day = 0; day < days; ++day) {
    first_.push_back(at);
    const std::size_t count = shape.moves[day].size();
    auto& order = space_.by_cost[day];
    order.clear();
    for (std::size_t move = 0; move < count; ++move)
      if (costs[at + move] < never) order.push_back(static_cast<std::int32_t>(move));
    const double* cost = costs.data() + at;
    std::sort(order.begin(), order.end(), [cost](std::int32_t a, std::int32_t b) {
      return cost[a] != cost[b] ? cost[a] < cost[b] : a < b;
    });
    space_.front[day].clear();
    undominated(day, 0, 0, space_.front[day]);
    at += count;
  }
}

void LineMoves::undominated(std::size_t day, std::int32_t ready, std::int32_t other,
                            std::vector<std::int32_t>& out) const {
  space_.group_ready.assign(static_cast<std::size_t>(shape_.groups),
                            std::numeric_limits<std::int32_t>::max());
  for (const std::int32_t index : space_.by_cost[day]) {
    const Move& move = shape_.move(day, index);
    if (move.start < ready || (!move.is_night && move.start < other)) continue;
    auto& best =
        space_.group_ready[static_cast<std::size_t>(shape_.group[day][static_cast<std::size_t>(index)])];
    const std::int32_t rank = std::max(move.ready, 0) + (std::max(move.ready_other, 0) << 12);
    if (rank >= best) continue;
    best = rank;
    out.push_back(index);
  }
}

}  // namespace rapport::workforce::schedule
