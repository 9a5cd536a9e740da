// The same work for many numbers on a few threads. Which thread takes which number is left to chance, so the
// work must not depend on it.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace rapport::workforce::schedule {

// work(thread, number) for all numbers below count; thread is below `threads`.
inline void for_each_parallel(std::size_t threads, std::size_t count,
                              const std::function<void(std::size_t, std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t thread) {
    for (std::size_t number = next++; number < count; number = next++)
      work(thread, number);
  };
  std::vector<std::thread> others;
  for (std::size_t thread = 1; thread < threads; ++thread)
    others.emplace_back(run, thread);
  run(0);
  for (std::thread& other : others)
    other.join();
}

}  // namespace rapport::workforce::schedule
