// The timers of thread S: a TimerHeap behind one timerfd of the monotonic clock in libre's loop. Timers of
// libre itself are kept to its transactions.
#pragma once

#include "base/instant.h"
#include "channels/voice/sip/timer_heap.h"

namespace rapport::sip {

Instant monotonic_now();  // microseconds since the machine started

class Timers {
 public:
  Timers();  // on thread S, with libre's loop set up
  ~Timers();
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  TimerHeap::Key after(Duration wait, TimerHeap::Task task);
  void cancel(TimerHeap::Key key) { heap_.cancel(key); }
  std::size_t size() const { return heap_.size(); }

 private:
  void run_due();
  void wind();

  TimerHeap heap_;
  int fd_ = -1;
  Instant wound_for_{};  // what the timerfd is set to; 0: nothing
};

// One timer of an object: armed again and again, gone with its owner.
class Timer {
 public:
  explicit Timer(Timers& timers) : timers_(timers) {}
  ~Timer() { stop(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void start(Duration wait, TimerHeap::Task task);
  void stop();
  bool is_running() const { return key_ != 0; }

 private:
  Timers& timers_;
  TimerHeap::Key key_ = 0;
};

}  // namespace rapport::sip
