#include "twin/ledger.h"

#include <algorithm>

namespace rapport::twin {

void QueueCell::add(const QueueCell& other) {
  offered += other.offered;
  answered += other.answered;
  answered_within += other.answered_within;
  abandoned += other.abandoned;
  abandoned_within += other.abandoned_within;
  expired += other.expired;
  refused += other.refused;
  open_at_end += other.open_at_end;
  had_to_wait += other.had_to_wait;
  no_answers += other.no_answers;
  called_back += other.called_back;
  callbacks_failed += other.callbacks_failed;
  moved_on += other.moved_on;
  entered_flow += other.entered_flow;
  served_in_flow += other.served_in_flow;
  left_in_flow += other.left_in_flow;
  waited_answered_us += other.waited_answered_us;
  waited_all_us += other.waited_all_us;
  waiting_us += other.waiting_us;
  talk_us += other.talk_us;
  wrap_us += other.wrap_us;
  waits.add(other.waits);
}

void GroupCell::add(const GroupCell& other) {
  talk_us += other.talk_us;
  wrap_us += other.wrap_us;
  idle_us += other.idle_us;
  break_us += other.break_us;
  contact_us += other.contact_us;
}

Ledger::Ledger(const World& world)
    : from_(world.start + world.warm_up), to_(world.start + world.duration), interval_(world.interval) {
  intervals_ = static_cast<std::size_t>(((to_ - from_).us + interval_.us - 1) / interval_.us);
  for (const WorldQueue& queue : world.queues)
    within_.push_back(queue.rules.service_level_within);
  queues_.resize(world.queues.size() * intervals_);
  groups_.resize(world.groups.size() * intervals_);
}

Duration Ledger::length_of(std::size_t interval) const {
  return std::min(start_of(interval + 1), to_) - start_of(interval);
}

void Ledger::contact(const ContactRecord& record) {
  each_part(record.arrived_at, record.left_at, [&](std::size_t interval, Duration part) {
    queue_cell(record.queue, interval).waiting_us += part.us;
  });
  if (!counts(record.arrived_at)) return;
  QueueCell& cell = queue_cell(record.queue, interval_of(record.arrived_at));
  const Duration waited = record.left_at - record.arrived_at;
  const bool is_within = waited <= within_[record.queue];
  ++cell.offered;
  switch (record.fate) {
    case Fate::answered:
      ++cell.answered;
      cell.answered_within += is_within;
      cell.waited_answered_us += waited.us;
      cell.waits.add(waited.us);
      break;
    case Fate::abandoned:
      ++cell.abandoned;
      cell.abandoned_within += is_within;
      break;
    case Fate::expired:
      ++cell.expired;
      break;
    case Fate::refused:
      ++cell.refused;
      return;
    case Fate::open_at_end:
      ++cell.open_at_end;
      break;
    case Fate::callback_failed:
      ++cell.callbacks_failed;
      break;
    case Fate::moved_on:
      ++cell.moved_on;
      break;
  }
  cell.had_to_wait += record.had_to_wait;
  cell.waited_all_us += waited.us;
}

void Ledger::called_back(std::size_t queue, Instant arrived_at) {
  if (counts(arrived_at)) ++queue_cell(queue, interval_of(arrived_at)).called_back;
}

void Ledger::entered_flow(std::size_t queue, Instant arrived_at) {
  if (counts(arrived_at)) ++queue_cell(queue, interval_of(arrived_at)).entered_flow;
}

void Ledger::served_in_flow(std::size_t queue, Instant arrived_at) {
  if (counts(arrived_at)) ++queue_cell(queue, interval_of(arrived_at)).served_in_flow;
}

void Ledger::left_in_flow(std::size_t queue, Instant arrived_at) {
  if (counts(arrived_at)) ++queue_cell(queue, interval_of(arrived_at)).left_in_flow;
}

void Ledger::no_answer(std::size_t queue, Instant at) {
  if (counts(at)) ++queue_cell(queue, interval_of(at)).no_answers;
}

}  // namespace rapport::twin
