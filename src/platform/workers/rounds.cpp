#include "platform/workers/rounds.h"

#include <chrono>

namespace rapport::workers {

Rounds::~Rounds() {
  stop();
}

void Rounds::start(Duration pause, std::function<Duration()> round) {
  thread_ = std::thread([this, pause, round = std::move(round)] { run(pause, round); });
}

void Rounds::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  woken_.notify_all();
}

void Rounds::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Rounds::run(Duration pause, const std::function<Duration()>& round) {
  std::unique_lock lock(mutex_);
  for (;;) {
    woken_.wait_for(lock, std::chrono::microseconds(pause.us), [this] { return is_stopping_ || is_woken_; });
    if (is_stopping_) return;
    is_woken_ = false;
    lock.unlock();
    pause = round();
    lock.lock();
  }
}

}  // namespace rapport::workers
