#include "workforce/intraday/presence_ahead.h"

#include <algorithm>

namespace rapport::workforce::intraday {
namespace {

using twin::ScenarioShift;
using twin::ScenarioSpan;

// The breaks of `planned` that begin from `from_s` on, behind those the shift has.
void add_breaks(ScenarioShift& shift, const ScenarioShift& planned, std::int64_t from_s) {
  for (const ScenarioSpan& pause : planned.breaks) {
    const std::int64_t begin = std::max(pause.from_s, shift.breaks.empty() ? 0 : shift.breaks.back().to_s);
    const std::int64_t end = std::min(pause.to_s, shift.to_s);
    if (pause.from_s >= from_s && end > begin) shift.breaks.push_back({begin, end});
  }
}

const ScenarioSpan* break_at(const ScenarioShift& planned, std::int64_t at_s) {
  for (const ScenarioSpan& pause : planned.breaks)
    if (pause.from_s <= at_s && at_s < pause.to_s) return &pause;
  return nullptr;
}

// Goes on with the last shift, which reaches now, until `to_s`.
std::optional<NoteKind> go_on(ScenarioShift& shift, const ScenarioShift* planned, std::int64_t to_s,
                              std::int64_t now_s, const PresenceRules& rules) {
  shift.to_s = std::max(to_s, shift.to_s);
  std::optional<NoteKind> note;
  if (!shift.breaks.empty() && shift.breaks.back().to_s >= now_s) {
    const ScenarioSpan* pause = planned == nullptr ? nullptr : break_at(*planned, now_s);
    if (pause == nullptr) note = NoteKind::unplanned_break;
    shift.breaks.back().to_s =
        std::min(shift.to_s, pause != nullptr ? pause->to_s : now_s + rules.break_left_s);
  }
  if (planned != nullptr) add_breaks(shift, *planned, now_s);
  return note;
}

}  // namespace

std::optional<NoteKind> extend_presence(std::vector<ScenarioShift>& shifts,
                                        const std::vector<ScenarioShift>& planned, const PresenceNow& now,
                                        const PresenceRules& rules) {
  std::erase_if(shifts, [&](const ScenarioShift& one) { return one.from_s >= now.now_s; });
  const bool is_there = !shifts.empty() && shifts.back().to_s >= now.now_s;
  const ScenarioShift* current = nullptr;
  std::vector<const ScenarioShift*> later;
  bool was_planned = false;
  for (const ScenarioShift& one : planned) {
    was_planned = was_planned || one.to_s <= now.now_s;
    if (one.from_s > now.now_s)
      later.push_back(&one);
    else if (one.to_s > now.now_s)
      current = &one;
  }
  std::optional<NoteKind> note;
  if (is_there && current != nullptr) {
    note = go_on(shifts.back(), current, current->to_s, now.now_s, rules);
  } else if (is_there && !later.empty()) {  // early: they stay for it
    const ScenarioShift* next = later.front();
    later.erase(later.begin());
    note = go_on(shifts.back(), next, next->to_s, now.now_s, rules);
  } else if (is_there) {
    const std::int64_t until = was_planned ? now.now_s + rules.stays_over_s : now.stays_until_s;
    const auto on_break = go_on(shifts.back(), nullptr, until, now.now_s, rules);
    note = was_planned ? NoteKind::over : on_break ? on_break : NoteKind::unplanned;
  } else if (current != nullptr) {
    const std::int64_t left =
        std::max(current->from_s, shifts.empty() ? std::int64_t{0} : shifts.back().to_s);
    const ScenarioSpan* pause = break_at(*current, now.now_s);  // signed off for it
    const bool comes = pause != nullptr || now.now_s - left < rules.missing_max_s;
    const std::int64_t from = pause != nullptr ? pause->to_s : now.now_s + rules.comes_after_s;
    if (comes && from < current->to_s) {
      ScenarioShift& back = shifts.emplace_back(ScenarioShift{from, current->to_s, {}});
      add_breaks(back, *current, from);
    }
    if (pause == nullptr) note = comes ? NoteKind::missing_comes : NoteKind::missing_stays_away;
  }
  for (const ScenarioShift* one : later) {
    ScenarioShift next = *one;
    if (!shifts.empty()) next.from_s = std::max(next.from_s, shifts.back().to_s);
    std::erase_if(next.breaks, [&](const ScenarioSpan& pause) { return pause.from_s < next.from_s; });
    if (next.from_s < next.to_s) shifts.push_back(std::move(next));
  }
  return note;
}

}  // namespace rapport::workforce::intraday
