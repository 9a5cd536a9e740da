// The keys a customer presses while a flow runs. Whoever knows the menus types ahead: a key ends what is
// being said, and what nobody has asked for yet waits for the next question.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

using switchboard::FlowInputKind;

constexpr std::size_t ahead_max = 32;
constexpr Duration pause_ends = seconds(4);  // a number that may be longer is taken as it is after so long
constexpr Duration told_every = seconds(1);  // that they still type

}  // namespace

void CallControl::pressed(Call& call, char digit) {
  if (call.has_given_place) {
    if (digit == '1') submit(call, switchboard::PlaceReturned{call.interaction, {}});
    return;
  }
  if (call.phase == Phase::waiting && chooses_place(call, digit)) return;
  if (!call.flow) return;
  touch(call);
  FlowOnLine& flow = *call.flow;
  if (call.phase == Phase::waiting) {
    const auto is_key = [digit](const std::string& key) { return key == std::string(1, digit); };
    if (flow.at.asks != Asks::treatment || flow.is_answered ||
        std::none_of(flow.at.keys.begin(), flow.at.keys.end(), is_key))
      return;
    hush(call);
    return answer_flow(call, FlowInputKind::offer_taken);
  }
  if (!call.is_in_flow()) return;
  if (flow.at.asks == Asks::voicemail && !flow.is_answered) {
    if (call.speech) {
      hush(call);
      return speech_ended(call);
    }
    if (digit == '#') end_voicemail(call);
    return;
  }
  // Many end with # what was complete without it.
  const bool is_late_end = flow.ignores_hash && digit == '#';
  flow.ignores_hash = false;
  if (is_late_end) return;
  if (flow.ahead.size() < ahead_max) flow.ahead += digit;
  if (call.speech) {
    hush(call);
    return speech_ended(call);
  }
  take_keys(call);
}

void CallControl::take_keys(Call& call) {
  FlowOnLine& flow = *call.flow;
  while (!flow.is_answered && !flow.ahead.empty()) {
    const char key = flow.ahead.front();
    if (flow.at.asks == Asks::menu) {
      const auto found = std::find(flow.at.keys.begin(), flow.at.keys.end(), std::string(1, key));
      if (found == flow.at.keys.end()) {
        flow.ahead.clear();
        return answer_flow(call, FlowInputKind::not_understood);
      }
      flow.ahead.erase(0, 1);
      return answer_flow(call, FlowInputKind::chosen,
                         static_cast<std::int32_t>(found - flow.at.keys.begin()));
    }
    if (flow.at.asks != Asks::collect) return;
    flow.ahead.erase(0, 1);
    if (key == '*') {
      flow.typed.clear();  // once more from the beginning
    } else if (key >= '0' && key <= '9') {
      flow.typed += key;
      flow.ignores_hash = flow.typed.size() >= static_cast<std::size_t>(flow.at.length_max);
    }
    if (key == '#' || flow.ignores_hash) return take_typed(call);
  }
  if (!flow.is_answered && flow.at.asks == Asks::collect) wait_for_key(call);
}

void CallControl::take_typed(Call& call) {
  call.flow->is_answered = true;
  disarm(call);
  emit(Keyed{call.org, call.interaction, call.flow->at.turn, call.flow->typed});
  call.flow->typed.clear();
}

void CallControl::wait_for_key(Call& call) {
  if (call.flow->told_at.us == 0 || now_ - call.flow->told_at >= told_every) listen_on(call);
  if (call.flow->typed.empty())
    disarm(call);
  else
    arm(call, pause_ends);
}

void CallControl::arm(Call& call, Duration lasts) {
  disarm(call);
  call.flow->timer = TimerId{++last_id_};
  timers_[call.flow->timer] = call.id;
  emit(ArmTimer{call.flow->timer, now_ + lasts});
}

void CallControl::disarm(Call& call) {
  if (!call.flow->timer) return;
  emit(CancelTimer{call.flow->timer});
  timers_.erase(call.flow->timer);
  call.flow->timer = {};
}

void CallControl::flow_due(Call& call) {
  call.flow->timer = {};
  touch(call);
  if (call.flow->is_dialling) {
    if (Party* outside = call.of_role(Role::outside)) hang_up(call, *outside, 16);
  } else if (call.flow->at.asks == Asks::collect && !call.flow->is_answered) {
    take_typed(call);
  } else if (call.flow->at.asks == Asks::voicemail) {
    end_voicemail(call);
  }
}

}  // namespace rapport::calls
