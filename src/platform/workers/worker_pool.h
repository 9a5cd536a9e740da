// WorkerPool: threads for blocking work (SQL, password hashing, files). Bounded queue. Work is taken in the
// order it was posted. It does not return results: the work itself says where they go.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace rapport::workers {

class WorkerPool {
 public:
  // `failed` hears, on the worker's thread, what() of an exception that escaped from work; the worker goes
  // on. Without it the text goes to standard error.
  WorkerPool(std::size_t threads, std::size_t queue_limit, std::function<void(std::string_view)> failed = {});
  ~WorkerPool();  // finishes what was taken, then joins
  // False when the queue is full or the pool is stopping: the work was not taken (answer 503).
  [[nodiscard]] bool post(std::function<void()> work);
  // Takes no more, finishes what was taken, joins. Not from a worker's own thread.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::workers
