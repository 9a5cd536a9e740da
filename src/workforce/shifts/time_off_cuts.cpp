#include "workforce/shifts/time_off_cuts.h"

#include <algorithm>

#include "workforce/schedule/frame.h"

namespace rapport::workforce {

namespace {

// From how long a shift on it has the break.
std::int64_t shift_min_s(const schedule::Problem& problem, const std::string& shift,
                         const std::string& name) {
  for (const schedule::Template& shape : problem.shifts)
    if (shape.name == shift)
      for (const schedule::Break& one : shape.breaks)
        if (one.name == name) return one.shift_min_s;
  return 0;
}

}  // namespace

std::optional<schedule::PlannedShift> without_span(const schedule::Problem& problem,
                                                   const schedule::PlannedShift& shift, Instant from,
                                                   Instant to) {
  schedule::PlannedShift left = shift;
  const Duration early = std::max(from, shift.start) - shift.start,
                 late = shift.end - std::min(to, shift.end);
  if (early >= late)
    left.end = shift.start + early;
  else
    left.start = shift.end - late;
  const Duration length = left.end - left.start;
  if (length < seconds(problem.grid_s)) return std::nullopt;
  left.breaks.erase(std::remove_if(left.breaks.begin(), left.breaks.end(),
                                   [&](const schedule::PlannedBreak& one) {
                                     return one.start < left.start || one.end > left.end ||
                                            length < seconds(shift_min_s(problem, left.shift, one.name));
                                   }),
                    left.breaks.end());
  return left;
}

std::vector<BoardChange> cuts_for(const schedule::Problem& problem, const schedule::Plan& plan,
                                  const std::string& agent, const std::vector<schedule::TimeOff>& time_off) {
  schedule::Agent only;
  only.name = agent;
  only.time_off = time_off;
  const auto spans = schedule::time_off_spans(schedule::Frame(problem), only);
  std::vector<BoardChange> cuts;
  for (const schedule::PlannedShift& shift : plan.shifts) {
    if (shift.agent != agent || !schedule::overlaps_any(spans, shift.start, shift.end)) continue;
    std::optional<schedule::PlannedShift> left = shift;
    for (const schedule::Span& span : spans)
      if (left && span.from < left->end && left->start < span.to)
        left = without_span(problem, *left, span.from, span.to);
    cuts.push_back({agent, shift.day, std::move(left), false});
  }
  return cuts;
}

}  // namespace rapport::workforce
