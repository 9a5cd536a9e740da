// Driver: a switchboard in simulated time. Holds the armed timers as plain data and fires them in order of
// their due time when time moves on. Not thread-safe. Speaks up (`trouble`) when a timer is armed twice or
// cancelled without being armed.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "switchboard/switchboard.h"

namespace rapport::switchboard {

class Driver {
 public:
  // Told of every event and what it did, timers included.
  using Listener = std::function<void(const Event&, Instant, const Effects&)>;

  explicit Driver(Instant start) : now_(start) {}
  Driver(Instant start, Switchboard board, std::map<TimerId, Instant> armed);
  void listen(Listener listener) { listener_ = std::move(listener); }

  Instant now() const { return now_; }
  const Switchboard& board() const { return board_; }
  const std::map<TimerId, Instant>& armed() const { return armed_; }
  const std::string& trouble() const { return trouble_; }

  // One event at the present time. The effects are valid until the next call.
  const Effects& happen(const Event& event);
  // Moves time to `until` (never back) and fires what is due by then, each at its due time.
  void advance(Instant until);
  // Moves time without firing: the machine slept, and its timers come late.
  void jump(Instant until) { now_ = until > now_ ? until : now_; }
  // The timer that is due first; 0: none is armed.
  TimerId next_timer() const;
  void fire(TimerId timer);

 private:
  void keep_timers(const Effects& effects);

  Switchboard board_;
  Instant now_;
  std::map<TimerId, Instant> armed_;
  Effects effects_;
  Listener listener_;
  std::string trouble_;
};

}  // namespace rapport::switchboard
