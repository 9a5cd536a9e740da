// WorkerPool: threads for blocking work (SQL, password hashing, files). Bounded queue.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace rapport::workers {

class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t queue_limit);
  ~WorkerPool();  // finishes what was taken, then joins
  // False when the queue is full or the pool is stopping: the work was not taken (answer 503).
  [[nodiscard]] bool post(std::function<void()> work);
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::workers
