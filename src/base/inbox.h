// Inbox<T>: the only way values pass between threads. Bounded; many senders, one receiver.
// At the limit `send` refuses (the sender answers 503 or drops, as its own contract says), it never blocks.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace rapport {

template <class T>
class Inbox {
 public:
  explicit Inbox(std::size_t limit) : limit_(limit) {}
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  // False when full or closed: the value was not taken.
  [[nodiscard]] bool send(T value) {
    {
      std::lock_guard lock(mutex_);
      if (is_closed_ || values_.size() >= limit_) return false;
      values_.push_back(std::move(value));
    }
    ready_.notify_one();
    return true;
  }

  // Takes up to `most` values into `out` (cleared first), waiting until there is one, `deadline` passes, or
  // the inbox is closed. False once closed and empty.
  template <class Clock, class Span>
  bool receive(std::vector<T>& out, std::size_t most, std::chrono::time_point<Clock, Span> deadline) {
    out.clear();
    std::unique_lock lock(mutex_);
    ready_.wait_until(lock, deadline, [this] { return is_closed_ || !values_.empty(); });
    while (!values_.empty() && out.size() < most) {
      out.push_back(std::move(values_.front()));
      values_.pop_front();
    }
    return !(is_closed_ && out.empty());
  }

  void close() {
    {
      std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    ready_.notify_all();
  }

  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return values_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> values_;
  std::size_t limit_;
  bool is_closed_ = false;
};

}  // namespace rapport
