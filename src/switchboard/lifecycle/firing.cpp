// Firing: what each kind of timer leads to.
#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/consulting.h"
#include "switchboard/lifecycle/conversation.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/moving_places.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/presence.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

Verdict on(Turn& turn, const TimerFired& fired) {
  const Timer* found = turn.state.timers.find(fired.timer.value);
  if (found == nullptr) return Refusal::unknown_timer;
  const Timer timer = *found;
  if (timer.due > turn.now) return Refusal::bad_value;  // fired too early
  turn.state.timers.erase(fired.timer.value);
  if (timer.kind == TimerKind::disconnect) {
    disconnect_expired(turn, timer.target);
    return done;
  }
  turn.interaction(timer.target).timers[static_cast<std::size_t>(timer.kind)] = {};
  switch (timer.kind) {
    case TimerKind::offer:
      offer_expired(turn, timer.target);
      break;
    case TimerKind::consult_offer:
      consult_offer_expired(turn, timer.target);
      break;
    case TimerKind::step:
      step_expired(turn, timer.target);
      break;
    case TimerKind::wait_limit:
      wait_limit_expired(turn, timer.target);
      break;
    case TimerKind::passed_over:
      passed_over_expired(turn, timer.target);
      break;
    case TimerKind::silence:
      silence_expired(turn, timer.target);
      break;
    case TimerKind::wrap_up:
      wrap_up_expired(turn, timer.target);
      break;
    case TimerKind::flow:
      flow_expired(turn, timer.target);
      break;
    case TimerKind::callback:
      callback_expired(turn, timer.target);
      break;
    case TimerKind::aside:
      merge(turn, timer.target);
      break;
    case TimerKind::disconnect:
      break;
  }
  return done;
}

}  // namespace rapport::switchboard
