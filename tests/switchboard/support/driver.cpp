#include "switchboard/support/driver.h"

#include <utility>

namespace rapport::switchboard {

Driver::Driver(Instant start, Switchboard board, std::map<TimerId, Instant> armed)
    : board_(std::move(board)), now_(start), armed_(std::move(armed)) {}

const Effects& Driver::happen(const Event& event) {
  board_.apply(event, now_, effects_);
  keep_timers(effects_);
  if (listener_) listener_(event, now_, effects_);
  return effects_;
}

void Driver::keep_timers(const Effects& effects) {
  for (const Effect& effect : effects.list) {
    if (const auto* arm = std::get_if<ArmTimer>(&effect)) {
      if (!armed_.emplace(arm->timer, arm->due).second)
        trouble_ = "timer " + std::to_string(arm->timer.value) + " is armed twice";
    } else if (const auto* cancel = std::get_if<CancelTimer>(&effect)) {
      if (armed_.erase(cancel->timer) == 0)
        trouble_ = "timer " + std::to_string(cancel->timer.value) + " is cancelled but was not armed";
    }
  }
}

TimerId Driver::next_timer() const {
  TimerId first;
  Instant due;
  for (const auto& [timer, at] : armed_) {
    if (!first || at < due) {
      first = timer;
      due = at;
    }
  }
  return first;
}

void Driver::fire(TimerId timer) {
  const auto armed = armed_.find(timer);
  if (armed == armed_.end()) return;
  if (armed->second > now_) now_ = armed->second;
  armed_.erase(armed);
  const Effects& effects = happen(Event{TimerFired{timer}});
  if (effects.refusal)
    trouble_ = "timer " + std::to_string(timer.value) + " was armed, and refused when it fired";
}

void Driver::advance(Instant until) {
  for (TimerId next = next_timer(); next && armed_.at(next) <= until; next = next_timer())
    fire(next);
  if (until > now_) now_ = until;
}

}  // namespace rapport::switchboard
