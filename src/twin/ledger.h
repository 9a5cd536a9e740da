// Ledger: what a run has counted, per queue and interval and per group and interval, in whole numbers. Only
// what lies between the warm-up and the end of the scenario's duration counts: customers by their arrival,
// time by the clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/instant.h"
#include "twin/waits.h"
#include "twin/world.h"

namespace rapport::twin {

enum class Fate : std::uint8_t {
  answered,
  abandoned,
  expired,
  refused,
  open_at_end,
  callback_failed,
  moved_on,  // back into their flow, by a way out of waiting
};

struct ContactRecord {
  std::size_t queue = 0;  // where it ended up, which after an overflow is not where it came in
  Instant arrived_at;
  Instant left_at;  // the queue: answered, gone, or the end of the run
  Fate fate = Fate::answered;
  bool had_to_wait = false;  // nobody was free at the moment of arrival
};

struct QueueCell {
  std::int64_t offered = 0, answered = 0, answered_within = 0, abandoned = 0, abandoned_within = 0;
  std::int64_t expired = 0, refused = 0, open_at_end = 0, had_to_wait = 0, no_answers = 0;
  std::int64_t called_back = 0;  // took the offer, whatever became of it
  std::int64_t callbacks_failed = 0;
  std::int64_t moved_on = 0;
  // Of flows, by where their customers came in.
  std::int64_t entered_flow = 0, served_in_flow = 0, left_in_flow = 0;
  std::int64_t waited_answered_us = 0, waited_all_us = 0;
  std::int64_t waiting_us = 0;            // integral of the number waiting
  std::int64_t talk_us = 0, wrap_us = 0;  // agents' time for it, shared between what they do at once
  Waits waits;                            // of the answered

  void add(const QueueCell& other);
};

struct GroupCell {
  std::int64_t talk_us = 0, wrap_us = 0, idle_us = 0, break_us = 0;
  std::int64_t contact_us = 0;  // as talk + wrap, but counted once for every conversation

  void add(const GroupCell& other);
};

class Ledger {
 public:
  explicit Ledger(const World& world);

  void contact(const ContactRecord& record);
  void no_answer(std::size_t queue, Instant at);
  void called_back(std::size_t queue, Instant arrived_at);
  void entered_flow(std::size_t queue, Instant arrived_at);
  void served_in_flow(std::size_t queue, Instant arrived_at);  // it ended without a queue
  void left_in_flow(std::size_t queue, Instant arrived_at);

  // Calls visit(interval, part of the span that lies in it) for what counts of a span.
  template <class Visit>
  void each_part(Instant from, Instant to, Visit visit) const {
    if (from < from_) from = from_;
    if (to > to_) to = to_;
    while (from < to) {
      const std::size_t interval = interval_of(from);
      Instant end = start_of(interval + 1);
      if (end > to) end = to;
      visit(interval, end - from);
      from = end;
    }
  }
  bool counts(Instant at) const { return at >= from_ && at < to_; }

  QueueCell& queue_cell(std::size_t queue, std::size_t interval) {
    return queues_[queue * intervals_ + interval];
  }
  GroupCell& group_cell(std::size_t group, std::size_t interval) {
    return groups_[group * intervals_ + interval];
  }
  const QueueCell& queue_cell(std::size_t queue, std::size_t interval) const {
    return queues_[queue * intervals_ + interval];
  }
  const GroupCell& group_cell(std::size_t group, std::size_t interval) const {
    return groups_[group * intervals_ + interval];
  }
  std::size_t intervals() const { return intervals_; }
  Instant start_of(std::size_t interval) const {
    return from_ + interval_ * static_cast<std::int64_t>(interval);
  }
  Duration length_of(std::size_t interval) const;

 private:
  std::size_t interval_of(Instant at) const {
    return static_cast<std::size_t>((at - from_).us / interval_.us);
  }
  Instant from_, to_;
  Duration interval_;
  std::size_t intervals_;
  std::vector<Duration> within_;  // by queue
  std::vector<QueueCell> queues_;
  std::vector<GroupCell> groups_;
};

}  // namespace rapport::twin
