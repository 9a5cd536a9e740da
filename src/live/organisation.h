// Organisation: one organisation's switchboard in real time, with its place in the journal, its armed timers
// and the ring of what was released lately. Owned by the loop; loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/id.h"
#include "base/instant.h"
#include "live/onward_clock.h"
#include "live/released.h"
#include "switchboard/switchboard.h"

namespace rapport::live {

struct ArmedTimer {
  switchboard::TimerId timer;
  Instant due;
};

class Organisation {
 public:
  explicit Organisation(OrgId org) : org_(org) {}

  // What time it is here, see onward_clock.h.
  Instant now(Instant time_of_day, Duration steady);

  // Applies an event at `at`, or at the time of the event before it when that is later. A refused event gives
  // the refusal and changes nothing.
  tl::expected<std::shared_ptr<Released>, switchboard::Refusal> apply(const switchboard::Event& event,
                                                                      Instant at);

  // Back to nothing, or to a snapshot; recovery then applies what came after it.
  void restart();
  void restart_from(const switchboard::Image& image, std::int64_t seq, Instant at);

  // The timer that is due first; nullopt: none is armed.
  std::optional<ArmedTimer> next_timer() const;

  void remember(std::shared_ptr<const Released> released, std::size_t ring_max);

  OrgId org() const { return org_; }
  const switchboard::Switchboard& board() const { return board_; }
  std::int64_t applied_seq() const { return applied_seq_; }    // of the last applied event
  std::int64_t released_seq() const { return released_seq_; }  // of the last durable one
  Instant last_at() const { return last_at_; }
  const std::deque<std::shared_ptr<const Released>>& ring() const { return ring_; }

  std::int64_t snapshot_seq = 0;  // of the newest snapshot, written or on its way

 private:
  void keep_timers(const std::vector<switchboard::Effect>& effects);

  OrgId org_;
  switchboard::Switchboard board_;
  std::int64_t applied_seq_ = 0;
  std::int64_t released_seq_ = 0;
  Instant last_at_;
  OnwardClock clock_;
  std::map<switchboard::TimerId, Instant> due_of_;
  std::set<std::pair<Instant, switchboard::TimerId>> timers_by_due_;
  std::deque<std::shared_ptr<const Released>> ring_;
};

}  // namespace rapport::live
