#include "channels/voice/sip/timer_heap.h"

namespace rapport::sip {

TimerHeap::Key TimerHeap::arm(Instant due, Task task) {
  const Key key = ++last_;
  tasks_.emplace(key, std::move(task));
  heap_.push({due, key});
  return key;
}

void TimerHeap::cancel(Key key) {
  tasks_.erase(key);
  // Cancelled entries stay in the heap until they come up; rebuilt when most of it is dead.
  if (heap_.size() > 64 && heap_.size() > 4 * tasks_.size()) {
    std::vector<Entry> live;
    live.reserve(tasks_.size());
    for (; !heap_.empty(); heap_.pop())
      if (tasks_.contains(heap_.top().key)) live.push_back(heap_.top());
    heap_ = decltype(heap_)(std::greater<>{}, std::move(live));
  }
}

void TimerHeap::drop_cancelled() {
  while (!heap_.empty() && !tasks_.contains(heap_.top().key))
    heap_.pop();
}

std::optional<Instant> TimerHeap::next() {
  drop_cancelled();
  if (heap_.empty()) return std::nullopt;
  return heap_.top().due;
}

TimerHeap::Task TimerHeap::take_due(Instant now) {
  drop_cancelled();
  if (heap_.empty() || heap_.top().due > now) return {};
  auto node = tasks_.extract(heap_.top().key);
  heap_.pop();
  return std::move(node.mapped());
}

}  // namespace rapport::sip
