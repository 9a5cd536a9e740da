#include "twin/crowd.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace rapport::twin {

Result<void> run_crowd(const CrowdWork& work,
                       const std::function<Result<void>(std::int32_t, const std::atomic<bool>&)>& one) {
  const std::int32_t count = work.to - work.from;
  if (count <= 0) return {};
  std::int32_t threads =
      work.threads > 0 ? work.threads : static_cast<std::int32_t>(std::thread::hardware_concurrency());
  threads = std::clamp(threads, std::int32_t{1}, count);
  std::atomic<std::int32_t> next{work.from};
  std::atomic<bool> stop{false};
  // Guards what follows: the caller sleeps on it between two reports.
  std::mutex mutex;
  std::condition_variable changed;
  std::int32_t finished = 0, working = threads;
  std::optional<std::pair<std::int32_t, Error>> failed;
  std::vector<std::jthread> pool;
  for (std::int32_t i = 0; i < threads; ++i)
    pool.emplace_back([&] {
      for (std::int32_t number = next++; number < work.to && !stop; number = next++) {
        auto result = one(number, stop);
        const std::lock_guard lock(mutex);
        ++finished;
        if (!result && (!failed || number < failed->first)) failed.emplace(number, std::move(result.error()));
        if (!result) stop = true;
        changed.notify_one();
      }
      const std::lock_guard lock(mutex);
      --working;
      changed.notify_one();
    });
  bool is_cancelled = false;
  std::unique_lock lock(mutex);
  while (working > 0) {
    changed.wait_for(lock, std::chrono::milliseconds(100));
    const double done = work.done_from + (work.done_to - work.done_from) * finished / count;
    lock.unlock();
    if (!is_cancelled && work.progress != nullptr && !work.progress->at(done)) is_cancelled = stop = true;
    lock.lock();
  }
  lock.unlock();
  pool.clear();
  if (is_cancelled) return cancelled();
  if (failed) return tl::unexpected<Error>(std::move(failed->second));
  return {};
}

}  // namespace rapport::twin
