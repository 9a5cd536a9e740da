// Rounds: a thread that does the same again and again, with a pause between that each round chooses. Sleeps
// until then, or until somebody wakes it. Owned by whoever does the rounds, as its last member: what a round
// uses is still there when the thread is joined.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/instant.h"

namespace rapport::workers {

class Rounds {
 public:
  Rounds() = default;
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  ~Rounds();  // stops

  // Once. The first round is `pause` from now; `round` runs on the thread of its own and says the next pause.
  void start(Duration pause, std::function<Duration()> round);
  // The next round is now; when one is running, one more follows it at once. Any thread.
  void wake();
  // A round that runs is finished first. Not from a round. Before start, or again: nothing happens.
  void stop();

 private:
  void run(Duration pause, const std::function<Duration()>& round);

  std::mutex mutex_;  // the thread waits here; wake() and stop() come from others
  std::condition_variable woken_;
  bool is_stopping_ = false, is_woken_ = false;
  std::thread thread_;
};

}  // namespace rapport::workers
