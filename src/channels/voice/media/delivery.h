// From media threads to the threads that may wait: what is handed over, and the thread that takes it. A media
// thread writes into its own ring and rings the bell once per round; nothing here ever makes it wait.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "channels/voice/media/event.h"
#include "channels/voice/media/frame.h"
#include "channels/voice/media/ids.h"

namespace rapport::media {

class Leg;
class Player;

// For the courier: an event, or something whose end takes time.
struct Delivered {
  std::optional<Event> event;
  std::unique_ptr<Leg> leg;  // ended before the event (Closed) is told
  std::unique_ptr<Player> player;
};

// For the tap thread.
struct TapCell {
  TapId tap;
  std::uint64_t index = 0;
  int rate = 8000;
  bool is_paused = false;
  bool is_last = false;
  std::array<std::int16_t, frame_samples_max> left, right;
  TapCell() {}  // samples are written before they are read
};

// An eventfd.
class Bell {
 public:
  Bell();
  ~Bell();
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  void ring();
  void silence();     // take back what was rung
  void wait(int ms);  // until rung, or so long; -1: for ever
  int fd() const { return fd_; }

 private:
  int fd_;
};

// Calls `drain` whenever its bell was rung, and once more at the end.
class DeliveryThread {
 public:
  // `niceness`: as of nice(1); whose work can wait a moment gives way to media threads.
  explicit DeliveryThread(std::function<void()> drain, int niceness = 0);
  ~DeliveryThread();
  Bell& bell() { return bell_; }

 private:
  Bell bell_;
  std::function<void()> drain_;
  std::atomic<bool> is_stopping_ = false;
  std::thread thread_;
};

}  // namespace rapport::media
