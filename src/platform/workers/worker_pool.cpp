#include "platform/workers/worker_pool.h"

#include <pthread.h>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"

namespace rapport::workers {

// Not an Inbox: that has one receiver, and here several workers wait on one queue.
struct WorkerPool::Impl {
  std::size_t queue_limit = 0;
  std::function<void(std::string_view)> failed;
  std::mutex mutex;  // guards queue and is_stopping
  std::condition_variable ready;
  std::deque<std::function<void()>> queue;
  bool is_stopping = false;
  std::vector<std::thread> threads;

  void run();
  void run_one(std::function<void()>& work);
};

void WorkerPool::Impl::run_one(std::function<void()>& work) {
  std::string what = "unknown exception";
  try {
    work();
    return;
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
  }
  if (failed)
    failed(what);
  else
    std::fprintf(stderr, "worker: work failed: %s\n", what.c_str());
}

void WorkerPool::Impl::run() {
  std::unique_lock lock(mutex);
  while (true) {
    ready.wait(lock, [this] { return is_stopping || !queue.empty(); });
    if (queue.empty()) return;
    auto work = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    run_one(work);
    work = nullptr;  // what the work held is let go before the lock is taken
    lock.lock();
  }
}

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_limit,
                       std::function<void(std::string_view)> failed)
    : impl_(std::make_unique<Impl>()) {
  RAPPORT_CHECK(threads > 0);
  impl_->queue_limit = queue_limit;
  impl_->failed = std::move(failed);
  for (std::size_t i = 0; i < threads; ++i) {
    impl_->threads.emplace_back([impl = impl_.get()] { impl->run(); });
    pthread_setname_np(impl_->threads.back().native_handle(), ("worker-" + std::to_string(i)).c_str());
  }
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::post(std::function<void()> work) {
  {
    std::lock_guard lock(impl_->mutex);
    if (impl_->is_stopping || impl_->queue.size() >= impl_->queue_limit) return false;
    impl_->queue.push_back(std::move(work));
  }
  impl_->ready.notify_one();
  return true;
}

void WorkerPool::stop() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->is_stopping = true;
  }
  impl_->ready.notify_all();
  for (auto& thread : impl_->threads) {
    RAPPORT_CHECK(thread.get_id() != std::this_thread::get_id());
    if (thread.joinable()) thread.join();
  }
}

}  // namespace rapport::workers
