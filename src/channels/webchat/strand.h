// Strand: runs the work of one connection in order, one piece at a time, on the worker pool. Bounded: at the
// limit post() refuses. Any thread; kept alive by what it has taken.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "platform/workers/worker_pool.h"

namespace rapport::webchat {

class Strand : public std::enable_shared_from_this<Strand> {
 public:
  Strand(workers::WorkerPool& workers, std::size_t limit) : workers_(workers), limit_(limit) {}

  [[nodiscard]] bool post(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() >= limit_) return false;
      waiting_.push_back(std::move(work));
      if (is_running_) return true;
      is_running_ = true;
    }
    return run_next();
  }

 private:
  bool run_next() {
    return workers_.post([self = shared_from_this()] { self->run_one(); });
  }
  void run_one() {
    std::function<void()> work;
    {
      const std::lock_guard lock(mutex_);
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) {
        is_running_ = false;
        return;
      }
    }
    // One piece a turn, so that a busy visitor does not keep a worker to themselves. A full pool: go on right
    // here.
    if (!run_next()) run_one();
  }

  workers::WorkerPool& workers_;
  std::size_t limit_;
  // Shared by the net thread, which posts, and whichever worker runs: a queue of its own, as the pool keeps
  // no order.
  std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;
  bool is_running_ = false;
};

}  // namespace rapport::webchat
