// CaseListener: tells the case book of tasks that somebody has accepted and of words in conversations, as
// they happen and in their order. Hears on the loop's thread, works on workers, one thing after the other;
// beyond `waiting_max` it loses turns of the clocks, never words.
#pragma once

#include <deque>
#include <mutex>

#include "cases/case_book.h"
#include "live/released.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"

namespace rapport::cases {

class CaseListener : public live::Listener {
 public:
  static constexpr std::size_t waiting_max = 10'000;

  // Borrows all.
  CaseListener(CaseBook& book, workers::WorkerPool& workers, log::Log& log)
      : book_(book), workers_(workers), log_(log) {}

  void on_released(const std::shared_ptr<const live::Released>& released) override;

 private:
  struct Heard {
    OrgId org;
    bool is_taken = false;  // else spoken, or
    InteractionId joined_to = {};
    CaseWork::Spoken said;
  };
  void add(const Heard& heard);
  void run();
  void tell(const Heard& heard);

  CaseBook& book_;
  workers::WorkerPool& workers_;
  log::Log& log_;
  // Between the loop's thread, which adds, and whichever worker runs: the pool keeps no order.
  std::mutex mutex_;
  std::deque<Heard> waiting_;
  bool is_running_ = false;
};

}  // namespace rapport::cases
