#include "workforce/adherence/adherence.h"

#include <algorithm>

namespace rapport::workforce {
namespace {

// Disjoint and in order, inside the window.
template <class Span>
std::vector<WorkedSpan> united(const std::vector<Span>& spans, Instant from, Instant to) {
  std::vector<WorkedSpan> all;
  for (const Span& span : spans)
    if (std::max(span.from, from) < std::min(span.to, to))
      all.push_back({std::max(span.from, from), std::min(span.to, to)});
  std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.from < y.from; });
  std::vector<WorkedSpan> merged;
  for (const WorkedSpan& span : all) {
    if (!merged.empty() && span.from <= merged.back().to)
      merged.back().to = std::max(merged.back().to, span.to);
    else
      merged.push_back(span);
  }
  return merged;
}

// Calls `each` with the pieces of [from, to) that are inside `spans` (true) and outside (false), in order.
template <class Each>
void cut(const std::vector<WorkedSpan>& spans, Instant from, Instant to, Each&& each) {
  auto at = std::upper_bound(spans.begin(), spans.end(), from,
                             [](Instant then, const WorkedSpan& span) { return then < span.to; });
  for (Instant done = from; done < to;) {
    if (at == spans.end() || at->from >= to) return each(done, to, false);
    if (at->from > done) each(done, at->from, false);
    const Instant begin = std::max(at->from, done), end = std::min(at->to, to);
    each(begin, end, true);
    done = end;
    ++at;
  }
}

}  // namespace

std::optional<double> Adherence::adherence() const {
  if (scheduled.us == 0) return std::nullopt;
  return static_cast<double>(adherent.us) / static_cast<double>(scheduled.us);
}

std::optional<double> Adherence::conformance() const {
  if (scheduled_work.us == 0) return std::nullopt;
  return static_cast<double>(worked.us) / static_cast<double>(scheduled_work.us);
}

Adherence adherence_of(const AdherenceFacts& facts, Instant from, Instant to, const AdherenceRules& rules) {
  const auto worked = united(facts.worked, from, to), excused = united(facts.excused, from, to);
  Adherence made;
  for (const WorkedSpan& span : worked)
    cut(excused, span.from, span.to, [&](Instant begin, Instant end, bool is_excused) {
      if (!is_excused) made.worked = made.worked + (end - begin);
    });
  for (const ScheduledSpan& span : facts.schedule) {
    const Instant begin = std::max(span.from, from), end = std::min(span.to, to);
    std::vector<Deviation> deviations;
    cut(excused, begin, end, [&](Instant piece, Instant piece_end, bool is_excused) {
      if (is_excused) return;
      made.scheduled = made.scheduled + (piece_end - piece);
      if (span.duty == Duty::work) made.scheduled_work = made.scheduled_work + (piece_end - piece);
      cut(worked, piece, piece_end, [&](Instant part, Instant part_end, bool is_working) {
        if (is_working == (span.duty == Duty::work))
          made.adherent = made.adherent + (part_end - part);
        else if (!deviations.empty() && deviations.back().to == part)
          deviations.back().to = part_end;
        else
          deviations.push_back({part, part_end, span.duty});
      });
    });
    for (const Deviation& deviation : deviations) {
      const bool is_at_edge = deviation.from == span.from || deviation.to == span.to;
      if (is_at_edge && deviation.to - deviation.from <= rules.tolerance)
        made.adherent = made.adherent + (deviation.to - deviation.from);
      else
        made.deviations.push_back(deviation);
    }
  }
  return made;
}

}  // namespace rapport::workforce
