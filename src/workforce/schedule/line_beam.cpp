#include "workforce/schedule/line_beam.h"

#include <algorithm>

#include "workforce/schedule/line_frontier.h"

namespace rapport::workforce::schedule {
namespace {

// With how many alike a label is compared: few are comparable.
constexpr std::int32_t compared_at_most = 8;

std::vector<bool> used_up(const LineShape& shape, const LineLabel& label) {
  std::vector<bool> is_used_up;
  for (std::size_t field = 0; field < shape.field_max.size(); ++field)
    is_used_up.push_back(wide(label.kinds[field / 4], static_cast<int>(field % 4)) >= shape.field_max[field]);
  return is_used_up;
}

}  // namespace

Followed follow_best(const LineShape& shape, LineSteps& steps, const LineEstimate& estimate,
                     LineWorkspace& space, std::size_t width) {
  LineFrontier frontier(space, shape.field_max.size(), compared_at_most);
  space.open.clear();
  space.trail.clear();
  space.layer.clear();
  const auto offer = [&](const LineLabel& label, std::size_t day) {
    const double left = estimate.left(label, day);
    if (left >= never) return;
    if (const std::int32_t number = frontier.add(label); number >= 0)
      space.open.push_back({label.cost + left, static_cast<std::int32_t>(day), number});
  };
  offer(steps.first(), 0);
  std::vector<LineLabel> next;
  for (std::size_t day = 0; day < shape.moves.size(); ++day) {
    std::erase_if(space.open, [&](const LineWorkspace::Open& one) {
      return space.labels[static_cast<std::size_t>(one.label)].is_dead;
    });
    const auto better = [](const LineWorkspace::Open& a, const LineWorkspace::Open& b) {
      return a.estimate != b.estimate ? a.estimate < b.estimate : a.label < b.label;
    };
    if (space.open.size() > width) {
      std::nth_element(space.open.begin(), space.open.begin() + static_cast<std::ptrdiff_t>(width),
                       space.open.end(), better);
      space.open.resize(width);
    }
    std::sort(space.open.begin(), space.open.end(), better);
    if (space.open.empty())
      return {{}, space.layer.empty() ? std::vector<bool>{} : used_up(shape, space.layer.front())};
    space.layer.clear();
    for (const LineWorkspace::Open& one : space.open)
      space.layer.push_back(space.labels[static_cast<std::size_t>(one.label)]);
    space.open.clear();
    frontier.clear();
    for (const LineLabel& label : space.layer) {
      space.trail.push_back({label.parent, label.move});
      steps.extend(day, label, static_cast<std::int32_t>(space.trail.size()) - 1, next);
      for (const LineLabel& one : next)
        offer(one, day + 1);
    }
  }
  Followed followed;
  const LineLabel* best = nullptr;
  for (const LineLabel& label : space.labels)
    if (!label.is_dead && (!best || label.cost < best->cost)) best = &label;
  if (!best) {
    followed.is_used_up = used_up(shape, space.layer.front());
    return followed;
  }
  LineFound& found = followed.found;
  found.is_found = true;
  found.cost = best->cost;
  found.move.assign(shape.moves.size(), -1);
  LineWorkspace::Trail at{best->parent, best->move};
  for (std::size_t day = shape.moves.size(); day-- > 0;) {
    found.move[day] = at.move;
    at = space.trail[static_cast<std::size_t>(at.parent)];
  }
  return followed;
}

}  // namespace rapport::workforce::schedule
