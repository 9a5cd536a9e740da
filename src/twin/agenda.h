// Agenda: what is going to happen, earliest first; at the same instant in the order in which it was put down.
// A binary heap.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/instant.h"

namespace rapport::twin {

enum class Due : std::uint8_t {
  timer,             // subject: TimerId
  arrival,           // queue index, detail: which of its times, negative: drawn
  transfer,          // queue index, detail: which of its known customers
  patience_out,      // contact index, detail: which queue of a flow, 0 without one
  answer,            // contact index, detail: OfferId
  conversation_end,  // contact index, detail: which version of it
  wrap_up_done,      // contact index
  callback_offer,    // contact index, detail: as of patience_out
  dial_end,          // contact index, detail: which dial, negative: not reached
  customer_message,  // contact index, detail: how many before
  agent_message,     // contact index, detail: how many before
  flow_answer,       // contact index, detail: the turn it answers
  flow_offer,        // contact index, detail: the turn of the queue step
  shift_start,       // agent index
  shift_end,         // agent index
  assignment,        // agent index, detail: which one
  break_start,       // agent index
  break_end,         // agent index
  back,              // agent index, detail: which no answer of theirs
  sign_off,          // agent index
  queue_opens,       // queue index
  queue_closes,      // queue index
};

struct Entry {
  Instant at;
  std::uint64_t order = 0;
  std::int64_t subject = 0;
  std::int64_t detail = 0;
  Due due = Due::timer;
};

class Agenda {
 public:
  void put(Instant at, Due due, std::int64_t subject, std::int64_t detail = 0) {
    heap_.push_back({at, next_order_++, subject, detail, due});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  Entry take() {  // REQUIRES: not empty
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const Entry entry = heap_.back();
    heap_.pop_back();
    return entry;
  }
  // Takes out what `is_over` says needs not happen any more, when there is much more than after the last
  // time.
  template <class IsOver>
  void sweep(IsOver is_over) {
    if (heap_.size() < sweep_at_) return;
    std::erase_if(heap_, is_over);
    std::make_heap(heap_.begin(), heap_.end(), later);
    sweep_at_ = std::max(sweep_min, 2 * heap_.size());
  }
  const Entry& first() const { return heap_.front(); }  // REQUIRES: not empty
  bool is_empty() const { return heap_.empty(); }

 private:
  static bool later(const Entry& a, const Entry& b) {
    return a.at > b.at || (a.at == b.at && a.order > b.order);
  }
  static constexpr std::size_t sweep_min = 1 << 16;
  std::vector<Entry> heap_;
  std::size_t sweep_at_ = sweep_min;
  std::uint64_t next_order_ = 0;
};

}  // namespace rapport::twin
