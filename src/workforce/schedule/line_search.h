// LineSearch: the cheapest line of one person, that is what they do on each day, under the rules of their
// contract: a shortest path with resources, found exactly by A* over days (line_estimate.h is its estimate).
// Where that search is too long (a year), the best few partial lines of each day are followed instead
// (line_beam.h), and the answer says that it may not be the cheapest. Knows moves and their costs, not what
// they cover. Immutable after it was made; each thread brings its own Workspace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "workforce/schedule/line_rules.h"
#include "workforce/schedule/line_shape.h"
#include "workforce/schedule/line_workspace.h"

namespace rapport::workforce::schedule {

struct LineFound {
  bool is_found = false;
  bool is_exact = false;  // nothing is cheaper, or if none was found, there is none
  double cost = 0;
  double at_least = 0;             // no line costs less
  std::vector<std::int32_t> move;  // per day the index among its moves; -1: off
};

class LineSearch {
 public:
  using Workspace = LineWorkspace;

  LineSearch(LineRules rules, std::vector<std::vector<Move>> moves);

  const std::vector<std::vector<Move>>& moves() const { return shape_.moves; }
  // Costs of all moves, day by day. No longer exact after `labels_max` partial lines.
  LineFound best(std::span<const double> costs, Workspace& workspace, std::size_t labels_max = 200'000) const;
  std::size_t move_count() const { return shape_.move_count; }

 private:
  LineShape shape_;
};

}  // namespace rapport::workforce::schedule
