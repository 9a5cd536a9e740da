#include "workforce/intraday/shortage.h"

#include <algorithm>

namespace rapport::workforce::intraday {
namespace {

constexpr double contacts_min = 1;    // fewer in an interval: quiet
constexpr double plenty_over = 0.08;  // above the target
constexpr double plenty_occupancy = 0.7;
constexpr std::int64_t too_late_s = 600;  // of the interval that goes on: less is left of it

twin::ScenarioSpan span_of(std::size_t first, std::size_t last) {
  return {static_cast<std::int64_t>(first) * slot_s, static_cast<std::int64_t>(last + 1) * slot_s};
}

}  // namespace

std::vector<SlotState> states_of(const QueueOutlook& queue, std::int64_t now_s) {
  const double target = queue.service_level_target;
  std::vector<SlotState> out;
  for (std::size_t s = 0; s < queue.points.size(); ++s) {
    const OutlookPoint& point = queue.points[s];
    const std::int64_t left = static_cast<std::int64_t>(s + 1) * slot_s - now_s;
    if (left < too_late_s) {
      out.push_back(SlotState::passed);
    } else if (!point.service_level || point.contacts.mean < contacts_min) {
      out.push_back(SlotState::quiet);
    } else if (point.service_level->mean < target) {
      out.push_back(SlotState::missed);
    } else {
      const bool is_plenty = point.service_level->p10 >= target &&
                             point.service_level->mean >= std::min(target + plenty_over, 0.99) &&
                             point.occupancy && point.occupancy->mean < plenty_occupancy;
      out.push_back(is_plenty ? SlotState::plenty : SlotState::met);
    }
  }
  return out;
}

std::vector<Shortage> shortages_of(const DayOutlook& outlook, std::int64_t now_s) {
  std::vector<Shortage> out;
  for (std::size_t q = 0; q < outlook.queues.size(); ++q) {
    const QueueOutlook& queue = outlook.queues[q];
    const std::vector<SlotState> states = states_of(queue, now_s);
    Shortage one;
    one.queue = q;
    double most = 0;
    std::size_t worst = 0;
    for (std::size_t s = 0; s < states.size(); ++s) {
      if (states[s] != SlotState::missed) continue;
      const double missed =
          queue.points[s].contacts.mean * (queue.service_level_target - queue.points[s].service_level->mean);
      one.missed += missed;
      if (missed <= most) continue;
      most = missed;
      worst = s;
    }
    if (most <= 0) continue;
    std::size_t first = worst, last = worst;
    while (first > 0 && states[first - 1] == SlotState::missed)
      --first;
    while (last + 1 < states.size() && states[last + 1] == SlotState::missed)
      ++last;
    one.worst = span_of(worst, worst);
    one.around = span_of(first, last);
    out.push_back(one);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Shortage& a, const Shortage& b) { return a.missed > b.missed; });
  return out;
}

}  // namespace rapport::workforce::intraday
