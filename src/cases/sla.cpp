#include "cases/sla.h"

#include <algorithm>
#include <array>

namespace rapport::cases {
namespace {

// One clock while the timeline goes by.
class SlaTicker {
 public:
  SlaTicker(const std::optional<std::int32_t>& limit_min, BusinessTime& time)
      : time_(time), is_promised_(limit_min.has_value()), limit_(minutes(limit_min.value_or(0))) {}

  void begin(Instant at, bool counts) {
    if (!is_promised_) return;
    left_ = limit_;
    is_on_ = true;
    has_run_ = true;
    breached_.reset();
    ended_due_.reset();
    if (counts) go(at);
  }
  void end(Instant at) {
    if (!is_on_) return;
    ended_due_ = since_ ? due_ : time_.after(at, left_);
    halt(at);
    is_on_ = false;
  }
  // Whether it counts from here.
  void set(Instant at, bool counts) {
    if (!is_on_) return;
    if (counts && !since_) go(at);
    if (!counts) halt(at);
  }

  CaseClock shown(Instant now, bool is_over) const {
    CaseClock clock;
    if (!has_run_) return clock;
    if (is_on_ && since_ && due_ && now > *due_) {
      clock.state = ClockState::breached;
      clock.due_at = due_;
      clock.left_s = 0;
      return clock;
    }
    if (breached_) {
      clock.state = ClockState::breached;
      clock.due_at = breached_;
      if (is_on_ && !is_over) clock.left_s = 0;
      return clock;
    }
    if (!is_on_) {
      clock.state = ClockState::met;
      clock.due_at = ended_due_;
      return clock;
    }
    if (is_over) return clock;
    const Duration left = since_ ? left_ - time_.between(*since_, now) : left_;
    clock.left_s = left.us / 1'000'000;
    if (since_) {
      clock.state = ClockState::running;
      clock.due_at = clock.breach_at = due_;
    } else {
      clock.state = ClockState::paused;
      clock.breach_at = time_.after(now, left);
    }
    return clock;
  }

 private:
  void go(Instant at) {
    since_ = at;
    due_ = time_.after(at, left_);
  }
  void halt(Instant at) {
    if (!since_) return;
    if (due_ && at > *due_ && !breached_) breached_ = due_;
    left_ = Duration{std::max<std::int64_t>((left_ - time_.between(*since_, at)).us, 0)};
    since_.reset();
  }

  BusinessTime& time_;
  bool is_promised_;
  Duration limit_;
  Duration left_;
  bool is_on_ = false, has_run_ = false;
  std::optional<Instant> since_, due_, breached_, ended_due_;
};

bool counts_in(CaseStatus status) {
  return is_live(status) && status != CaseStatus::waiting_customer;
}

}  // namespace

CaseClocks clocks_of(const std::vector<Moment>& moments, const CaseTargets& targets, BusinessTime& time,
                     Instant now) {
  SlaTicker first(targets.first_reply_min, time), next(targets.next_reply_min, time),
      resolution(targets.resolution_min, time);
  CaseStatus status = CaseStatus::fresh;
  bool is_answered = false;  // for the first time
  bool is_waited_for = false;
  bool is_resolved = false;
  for (const Moment& moment : moments) {
    if (moment.at > now) break;
    switch (moment.kind) {
      case MomentKind::opened:
        status = moment.status;
        first.begin(moment.at, counts_in(status));
        resolution.begin(moment.at, counts_in(status));
        break;
      case MomentKind::customer_reply:
        if (is_answered && !is_waited_for) {
          next.begin(moment.at, counts_in(status));
          is_waited_for = true;
        }
        break;
      case MomentKind::agent_reply:
        if (!is_answered) first.end(moment.at);
        is_answered = true;
        if (is_waited_for) next.end(moment.at);
        is_waited_for = false;
        break;
      case MomentKind::status:
        status = moment.status;
        first.set(moment.at, counts_in(status));
        next.set(moment.at, counts_in(status));
        resolution.set(moment.at, counts_in(status));
        break;
    }
    is_resolved = !is_live(status);
  }
  CaseClocks clocks{first.shown(now, is_resolved), next.shown(now, is_resolved),
                    resolution.shown(now, is_resolved)};
  if (is_resolved && targets.resolution_min && clocks.resolution.state == ClockState::none)
    clocks.resolution.state = ClockState::met;
  return clocks;
}

std::optional<Instant> due_of(const CaseClocks& clocks) {
  std::optional<Instant> due;
  for (const CaseClock* clock : std::array{&clocks.first_reply, &clocks.next_reply, &clocks.resolution})
    if (clock->state != ClockState::paused && clock->left_s && clock->due_at &&
        (!due || *clock->due_at < *due))
      due = clock->due_at;
  return due;
}

bool is_breached(const CaseClocks& clocks) {
  for (const CaseClock* clock : std::array{&clocks.first_reply, &clocks.next_reply, &clocks.resolution})
    if (clock->state == ClockState::breached) return true;
  return false;
}

}  // namespace rapport::cases
