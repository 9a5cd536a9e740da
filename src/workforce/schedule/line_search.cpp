#include "workforce/schedule/line_search.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/check.h"
#include "workforce/schedule/line_beam.h"
#include "workforce/schedule/line_estimate.h"
#include "workforce/schedule/line_frontier.h"
#include "workforce/schedule/line_moves.h"
#include "workforce/schedule/line_steps.h"

namespace rapport::workforce::schedule {
namespace {

// Partial lines followed each day where there are too many for all; more when none comes to the end.
constexpr std::array<std::size_t, 3> beam_widths = {100, 800, 6'000};

// In a corridor the estimate knows what is left of everything but rests and kinds, so few will do. After each
// that comes to no end, kinds that were used up are dearer by so many mean shifts, in the end too dear for
// any.
constexpr std::array<std::size_t, 5> corridor_widths = {100, 100, 200, 400, 1'000};
constexpr std::array<double, 5> dearer = {0.5, 2, 10, 1'000, 0};

// One search; lives as long as it takes.
class Pathfinder {
 public:
  Pathfinder(const LineShape& shape, std::span<const double> costs, LineWorkspace& space,
             std::size_t labels_max)
      : shape_(shape),
        space_(space),
        labels_max_(labels_max),
        moves_(shape, costs, space),
        steps_(shape, moves_),
        estimate_(shape, moves_, space) {}

  LineFound run() {
    estimate_.make();
    for (;;) {
      LineFound found = look(false);
      if (!found.is_exact) return best_few(found.at_least);
      if (!found.is_found || !steps_.count_broken(found.move)) return found;
    }
  }

 private:
  // Whether one is to be looked at after the other: the least estimate first, or the nearest to the end.
  struct Later {
    bool is_deep = false;
    bool operator()(const LineWorkspace::Open& a, const LineWorkspace::Open& b) const {
      if (is_deep && a.day != b.day) return a.day < b.day;
      if (a.estimate != b.estimate) return a.estimate > b.estimate;
      if (a.day != b.day) return a.day < b.day;
      return a.label > b.label;
    }
  };

  // Too many lines to look at: the best few of each day, then whatever there is. `at_least` was proved
  // before.
  LineFound best_few(double at_least) {
    steps_.count_all_kinds();
    estimate_.make_with_prices(steps_.counts_kind());
    at_least = std::max(at_least, estimate_.at_least());
    LineFound found = shape_.corridor ? in_corridor() : LineFound{};
    for (std::size_t i = 0; !found.is_found && i < beam_widths.size(); ++i)
      found = follow_best(shape_, steps_, estimate_, space_, beam_widths[i]).found;
    if (!found.is_found) found = look(true);
    found.at_least = found.is_found ? std::min(at_least, found.cost) : at_least;
    found.is_exact = false;
    return found;
  }

  // The corridor's best few; where there are none, the estimate is the whole one again.
  LineFound in_corridor() {
    for (std::size_t i = 0; i < corridor_widths.size(); ++i) {
      estimate_.make_in_corridor();
      Followed followed = follow_best(shape_, steps_, estimate_, space_, corridor_widths[i]);
      if (followed.found.is_found) return std::move(followed.found);
      if (!estimate_.make_dearer(followed.is_used_up, dearer[i])) break;
    }
    estimate_.make();
    return {};
  }

  // A*. is_last: when there are too many lines, any.
  LineFound look(bool is_last) {
    LineFrontier frontier(space_, shape_.field_max.size(), std::numeric_limits<std::int32_t>::max());
    space_.open.clear();
    Later later;
    const auto offer = [&](const LineLabel& label, std::size_t day) {
      const double left = estimate_.left(label, day);
      if (left >= never) return;
      const std::int32_t number = frontier.add(label);
      if (number < 0) return;
      space_.open.push_back({label.cost + left, static_cast<std::int32_t>(day), number});
      std::push_heap(space_.open.begin(), space_.open.end(), later);
    };
    offer(steps_.first(), 0);
    LineFound found;
    bool is_exact = true;
    double at_least = never;
    while (!space_.open.empty()) {
      std::pop_heap(space_.open.begin(), space_.open.end(), later);
      const LineWorkspace::Open next = space_.open.back();
      space_.open.pop_back();
      if (space_.labels[static_cast<std::size_t>(next.label)].is_dead) continue;
      if (space_.labels.size() > labels_max_) {
        if (!is_last) {
          found.at_least = next.estimate;
          return found;
        }
        // No longer the best first: whatever is nearest to the end, to have a line at all.
        if (is_exact) {
          is_exact = false;
          at_least = next.estimate;
          later.is_deep = true;
          std::make_heap(space_.open.begin(), space_.open.end(), later);
        }
      }
      if (static_cast<std::size_t>(next.day) == shape_.moves.size()) {
        found = traced(next.label);
        found.cost = space_.labels[static_cast<std::size_t>(next.label)].cost;
        break;
      }
      if (space_.labels.size() > 3 * labels_max_) break;
      const auto day = static_cast<std::size_t>(next.day);
      steps_.extend(day, space_.labels[static_cast<std::size_t>(next.label)], next.label, made_);
      for (const LineLabel& label : made_)
        offer(label, day + 1);
    }
    found.is_exact = is_exact;
    found.at_least = is_exact ? (found.is_found ? found.cost : never) : at_least;
    return found;
  }

  LineFound traced(std::int32_t last) const {
    LineFound found;
    found.is_found = true;
    found.move.assign(shape_.moves.size(), -1);
    std::size_t day = shape_.moves.size();
    for (std::int32_t at = last; day-- > 0; at = space_.labels[static_cast<std::size_t>(at)].parent)
      found.move[day] = space_.labels[static_cast<std::size_t>(at)].move;
    return found;
  }

  const LineShape& shape_;
  LineWorkspace& space_;
  std::size_t labels_max_;
  LineMoves moves_;
  LineSteps steps_;
  LineEstimate estimate_;
  std::vector<LineLabel> made_;
};

}  // namespace

LineSearch::LineSearch(LineRules rules, std::vector<std::vector<Move>> moves)
    : shape_(std::move(rules), std::move(moves)) {}

LineFound LineSearch::best(std::span<const double> costs, Workspace& workspace,
                           std::size_t labels_max) const {
  RAPPORT_CHECK(costs.size() == shape_.move_count);
  return Pathfinder(shape_, costs, workspace, labels_max).run();
}

}  // namespace rapport::workforce::schedule
