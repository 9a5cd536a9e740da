// What is due when: a binary heap of moments, O(log n) to arm, O(1) to cancel. Pure: told the time, never
// asks. The time here is the monotonic clock's, so a step of the wall clock moves nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <unordered_map>
#include <vector>

#include "base/instant.h"

namespace rapport::sip {

class TimerHeap {
 public:
  using Task = std::function<void()>;
  using Key = std::uint64_t;  // 0: none

  Key arm(Instant due, Task task);
  void cancel(Key key);  // of a timer that fired already: nothing

  // The earliest moment armed.
  std::optional<Instant> next();
  // Takes one that is due out; empty when none is. Among equals the one armed first.
  Task take_due(Instant now);
  std::size_t size() const { return tasks_.size(); }

 private:
  struct Entry {
    Instant due;
    Key key;
    bool operator>(const Entry& other) const { return due != other.due ? due > other.due : key > other.key; }
  };
  void drop_cancelled();

  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap_;
  std::unordered_map<Key, Task> tasks_;
  Key last_ = 0;
};

}  // namespace rapport::sip
