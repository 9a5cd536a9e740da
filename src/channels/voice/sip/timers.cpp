#include "channels/voice/sip/timers.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <ctime>

#include "base/check.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

Instant monotonic_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return {static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000};
}

Timers::Timers() : fd_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  RAPPORT_CHECK(fd_ >= 0);
  const int error = fd_listen(
      fd_, FD_READ, [](int, void* self) { static_cast<Timers*>(self)->run_due(); }, this);
  RAPPORT_CHECK(error == 0);
}

Timers::~Timers() {
  fd_close(fd_);
  close(fd_);
}

TimerHeap::Key Timers::after(Duration wait, TimerHeap::Task task) {
  const TimerHeap::Key key = heap_.arm(monotonic_now() + wait, std::move(task));
  wind();
  return key;
}

void Timers::run_due() {
  std::uint64_t fired = 0;
  (void)!read(fd_, &fired, sizeof fired);
  wound_for_ = {};
  const Instant now = monotonic_now();
  while (const TimerHeap::Task task = heap_.take_due(now))
    task();
  wind();
}

void Timers::wind() {
  const auto next = heap_.next();
  if (!next || (wound_for_.us != 0 && wound_for_ <= *next)) return;
  wound_for_ = *next;
  itimerspec when{};
  when.it_value.tv_sec = next->us / 1'000'000;
  when.it_value.tv_nsec = (next->us % 1'000'000) * 1'000;
  if (when.it_value.tv_sec == 0 && when.it_value.tv_nsec == 0) when.it_value.tv_nsec = 1;
  RAPPORT_CHECK(timerfd_settime(fd_, TFD_TIMER_ABSTIME, &when, nullptr) == 0);
}

void Timer::start(Duration wait, TimerHeap::Task task) {
  stop();
  key_ = timers_.after(wait, [this, task = std::move(task)] {
    key_ = 0;
    task();
  });
}

void Timer::stop() {
  if (key_ != 0) timers_.cancel(key_);
  key_ = 0;
}

}  // namespace rapport::sip
