#include "workforce/adherence/adherence.h"

#include <algorithm>

namespace rapport::workforce {
namespace {

// Between two moments at which anything changes.
struct Piece {
  Instant from, to;
  const ScheduledSpan* span = nullptr;  // none: nothing is scheduled
  Seen seen = Seen::offline;
  ReasonId reason;
  bool is_excused = false;
};

std::vector<ExcusedSpan> united(std::vector<ExcusedSpan> all) {
  std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.from < y.from; });
  std::vector<ExcusedSpan> merged;
  for (const ExcusedSpan& span : all) {
    if (!merged.empty() && span.from <= merged.back().to)
      merged.back().to = std::max(merged.back().to, span.to);
    else
      merged.push_back(span);
  }
  return merged;
}

template <class Span>
const Span* covering(const std::vector<Span>& spans, std::size_t& at, Instant then) {
  while (at < spans.size() && spans[at].to <= then)
    ++at;
  return at < spans.size() && spans[at].from <= then ? &spans[at] : nullptr;
}

std::vector<Piece> pieces_of(const AdherenceFacts& facts, const std::vector<Instant>& days, Instant now) {
  const std::vector<ExcusedSpan> excused = united(facts.excused);
  std::vector<Instant> edges = days;
  const auto add = [&edges](const auto& spans) {
    for (const auto& span : spans) {
      edges.push_back(span.from);
      edges.push_back(span.to);
    }
  };
  add(facts.schedule);
  add(facts.seen);
  add(excused);
  edges.push_back(now);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::vector<Piece> all;
  std::size_t of_schedule = 0, of_seen = 0, of_excused = 0;
  for (std::size_t i = 0; i + 1 < edges.size() && edges[i + 1] <= now; ++i) {
    Piece piece;
    piece.from = edges[i];
    piece.to = edges[i + 1];
    piece.span = covering(facts.schedule, of_schedule, edges[i]);
    if (const SeenSpan* seen = covering(facts.seen, of_seen, edges[i])) {
      piece.seen = seen->seen;
      piece.reason = seen->reason;
    }
    piece.is_excused = covering(excused, of_excused, edges[i]) != nullptr;
    all.push_back(piece);
  }
  return all;
}

const ReasonRule* rule_of(const Piece& piece, const AdherenceRules& rules) {
  if (piece.seen != Seen::away) return nullptr;
  const auto found = rules.reasons.find(piece.reason);
  return found == rules.reasons.end() ? nullptr : &found->second;
}

bool is_working(const Piece& piece, const AdherenceRules& rules) {
  const ReasonRule* rule = rule_of(piece, rules);
  return piece.seen == Seen::working || (rule != nullptr && rule->is_work);
}

bool is_right(const Piece& piece, const AdherenceRules& rules) {
  if (piece.span->duty == Duty::work) return is_working(piece, rules);
  if (piece.seen == Seen::working) return false;
  const ReasonRule* rule = rule_of(piece, rules);
  if (rule == nullptr || (rule->activities.empty() && !rule->is_work)) return true;
  return std::find(rule->activities.begin(), rule->activities.end(), piece.span->activity) !=
         rule->activities.end();
}

// Wrong pieces in a row, of one scheduled span or of none.
struct Run {
  const ScheduledSpan* span = nullptr;
  Instant from, to;
  bool is_working = false;
  bool is_all_offline = true, is_all_not_responding = true;
};

class Judge {
 public:
  Judge(const std::vector<Instant>& days, Instant now, const AdherenceRules& rules)
      : days_(days), now_(now), rules_(rules), by_day_(days.empty() ? 0 : days.size() - 1) {}

  void take(const Piece& piece) {
    const Duration length = piece.to - piece.from;
    const bool works = is_working(piece, rules_);
    Adherence* day = day_of(piece);
    if (piece.span == nullptr) {
      if (!works) return end_run();
      if (day != nullptr) {
        day->worked = day->worked + length;
        day->unscheduled = day->unscheduled + length;
      }
      return piece.is_excused ? end_run() : extend(piece, works);
    }
    begin_shift(*piece.span);
    const bool is_work = piece.span->duty == Duty::work;
    const bool is_kept = piece.is_excused || is_right(piece, rules_);
    if (piece.seen != Seen::offline || (is_work && piece.is_excused)) was_there_ = true;
    if (!piece.is_excused) note_of_shift(piece, is_kept);
    if (day != nullptr) {
      day->scheduled = day->scheduled + length;
      if (is_work) day->scheduled_work = day->scheduled_work + length;
      if (works || (is_work && piece.is_excused)) day->worked = day->worked + length;
      if (piece.is_excused) day->excused = day->excused + length;
      if (is_kept) day->adherent = day->adherent + length;
    }
    return is_kept ? end_run() : extend(piece, works);
  }

  std::vector<Adherence> finish() {
    end_run();
    end_shift();
    for (const Deviation& deviation : all_)
      if (is_counted(deviation.day))
        by_day_[static_cast<std::size_t>(deviation.day)].deviations.push_back(deviation);
    return std::move(by_day_);
  }

 private:
  bool is_counted(std::int32_t day) const {
    return day >= 0 && static_cast<std::size_t>(day) < by_day_.size();
  }
  // -1: outside of the days.
  std::int32_t day_at(Instant then) const {
    const auto after = std::upper_bound(days_.begin(), days_.end(), then);
    return static_cast<std::int32_t>(after - days_.begin()) - 1;
  }
  Adherence* day_of(const Piece& piece) {
    const std::int32_t day = piece.span != nullptr ? piece.span->day : day_at(piece.from);
    return is_counted(day) ? &by_day_[static_cast<std::size_t>(day)] : nullptr;
  }

  void begin_shift(const ScheduledSpan& span) {
    if (has_shift_ && span.shift_from == shift_from_) return;
    end_run();
    end_shift();
    has_shift_ = true;
    shift_from_ = span.shift_from;
    shift_to_ = span.shift_to;
    shift_day_ = span.day;
    was_there_ = false;
    kept_ = {};
    not_excused_.clear();
  }
  // Who was not there at all was not late, came back late from no break, and had none: of such a shift
  // nothing is adherent.
  void end_shift() {
    if (!has_shift_) return;
    has_shift_ = false;
    if (was_there_ || now_ - shift_from_ <= rules_.absent_after) return;
    std::erase_if(all_,
                  [this](const Deviation& one) { return one.day == shift_day_ && one.from >= shift_from_; });
    for (const auto& [from, to] : not_excused_)
      all_.push_back({from, to, DeviationKind::absent, shift_day_, to == now_ && shift_to_ > now_});
    if (!is_counted(shift_day_)) return;
    Adherence& day = by_day_[static_cast<std::size_t>(shift_day_)];
    day.adherent = day.adherent - kept_;
  }

  void note_of_shift(const Piece& piece, bool is_kept) {
    if (is_kept) kept_ = kept_ + (piece.to - piece.from);
    if (!not_excused_.empty() && not_excused_.back().second == piece.from)
      not_excused_.back().second = piece.to;
    else
      not_excused_.emplace_back(piece.from, piece.to);
  }

  void extend(const Piece& piece, bool works) {
    if (has_run_ && (run_.span != piece.span || run_.is_working != works || run_.to != piece.from)) end_run();
    if (!has_run_) {
      run_ = {};
      run_.span = piece.span;
      run_.from = piece.from;
      run_.is_working = works;
    }
    has_run_ = true;
    run_.to = piece.to;
    run_.is_all_offline = run_.is_all_offline && piece.seen == Seen::offline;
    run_.is_all_not_responding = run_.is_all_not_responding && piece.seen == Seen::not_responding;
  }

  void end_run() {
    if (!has_run_) return;
    has_run_ = false;
    const bool is_open = run_.to == now_ && (run_.span == nullptr || run_.span->to > now_);
    if (run_.span == nullptr) {
      if (run_.to - run_.from > rules_.tolerance)
        all_.push_back({run_.from, run_.to, DeviationKind::unscheduled, day_at(run_.from), is_open});
      return;
    }
    if (is_tolerated(is_open)) {
      if (is_counted(run_.span->day)) {
        Adherence& day = by_day_[static_cast<std::size_t>(run_.span->day)];
        day.adherent = day.adherent + (run_.to - run_.from);
      }
      if (has_shift_ && run_.span->shift_from == shift_from_) kept_ = kept_ + (run_.to - run_.from);
      return;
    }
    all_.push_back({run_.from, run_.to, kind_of(is_open), run_.span->day, is_open});
  }

  bool is_tolerated(bool is_open) const {
    const Duration length = run_.to - run_.from;
    if (length <= rules_.tolerance_inside) return true;
    if (run_.from == run_.span->from || run_.to == run_.span->to) return length <= rules_.tolerance;
    // It goes on and may reach the span's end in time.
    return is_open && run_.span->to - run_.from <= rules_.tolerance;
  }

  DeviationKind kind_of(bool is_open) const {
    const ScheduledSpan& span = *run_.span;
    if (span.duty == Duty::pause)
      return run_.is_working ? DeviationKind::not_on_break : DeviationKind::wrong_activity;
    if (run_.from == span.from)
      return span.from == span.shift_from ? DeviationKind::late : DeviationKind::long_break;
    if (run_.to == span.to && !is_open)
      return span.to == span.shift_to ? DeviationKind::left_early : DeviationKind::early_break;
    if (run_.is_all_not_responding) return DeviationKind::not_responding;
    return run_.is_all_offline ? DeviationKind::signed_out : DeviationKind::away;
  }

  const std::vector<Instant>& days_;
  const Instant now_;
  const AdherenceRules& rules_;
  std::vector<Adherence> by_day_;
  std::vector<Deviation> all_;
  Run run_;
  bool has_run_ = false;
  bool has_shift_ = false, was_there_ = false;
  Instant shift_from_, shift_to_;
  std::int32_t shift_day_ = 0;
  Duration kept_;  // adherent and not excused, of this shift
  std::vector<std::pair<Instant, Instant>> not_excused_;
};

}  // namespace

std::optional<double> Adherence::adherence() const {
  if (scheduled.us == 0) return std::nullopt;
  return static_cast<double>(adherent.us) / static_cast<double>(scheduled.us);
}

std::optional<double> Adherence::conformance() const {
  if (scheduled_work.us == 0) return std::nullopt;
  return static_cast<double>(worked.us) / static_cast<double>(scheduled_work.us);
}

Adherence& Adherence::operator+=(const Adherence& more) {
  scheduled = scheduled + more.scheduled;
  adherent = adherent + more.adherent;
  scheduled_work = scheduled_work + more.scheduled_work;
  worked = worked + more.worked;
  excused = excused + more.excused;
  unscheduled = unscheduled + more.unscheduled;
  deviations.insert(deviations.end(), more.deviations.begin(), more.deviations.end());
  return *this;
}

std::vector<Adherence> adherence_by_day(const AdherenceFacts& facts, const std::vector<Instant>& days,
                                        Instant now, const AdherenceRules& rules) {
  Judge judge(days, now, rules);
  for (const Piece& piece : pieces_of(facts, days, now))
    judge.take(piece);
  return judge.finish();
}

}  // namespace rapport::workforce
