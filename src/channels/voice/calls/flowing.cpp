// A caller's flow, as far as it is heard and typed: what each step says, when that is over, where a transfer
// leads. How the flow goes on is decided by the switchboard, which tells the next step.
#include <algorithm>

#include "channels/voice/calls/call_control.h"
#include "switchboard/flow/program.h"

namespace rapport::calls {
namespace {

namespace flow = switchboard::flow;

constexpr Duration rings_at_most = seconds(45);  // a transfer's other end

std::string dialled(const std::string& number) {
  std::string digits;
  for (const char c : number)
    if ((c >= '0' && c <= '9') || c == '+') digits += c;
  return digits;
}

}  // namespace

void CallControl::on(const FlowAsked& asked) {
  Call* call = call_of(asked.org, asked.interaction);
  if (call == nullptr) return;
  touch(*call);
  const bool is_awaited = asked.asks == Asks::treatment ? call->phase == Phase::waiting : call->is_in_flow();
  if (!is_awaited) return;  // the switchboard is further already
  end_voicemail(*call);     // the switchboard did not wait for it
  FlowOnLine next;
  next.at = asked;
  if (call->flow) {
    disarm(*call);
    if (!asked.is_again) next.ahead = call->flow->ahead;
    next.ignores_hash = call->flow->ignores_hash;
  }
  if (call->question && call->speech == call->question) call->asked_of = {};  // cut short: once more later
  hush(*call);
  call->flow = std::move(next);
  switch (asked.asks) {
    case Asks::say:
    case Asks::menu:
    case Asks::collect:
      // Who types ahead has heard it before.
      if (!call->flow->ahead.empty()) return speech_ended(*call);
      return speak(*call, asked.says);
    case Asks::voicemail:
      call->flow->ahead.clear();
      return speak(*call, asked.says);
    case Asks::treatment:
      return speak(*call, asked.says);
    case Asks::transfer:
      return connect(*call);
    case Asks::callback:
      return keep_number(*call);
    case Asks::pause:
    case Asks::nothing:
      return;
  }
}

void CallControl::on(const MusicChosen& chosen) {
  Call* call = call_of(chosen.org, chosen.interaction);
  if (call == nullptr) return;
  touch(*call);
  call->music = chosen.prompt;
}

// The switchboard books it, and refuses it by its time-out.
void CallControl::keep_number(Call& call) {
  const FlowAsked& at = call.flow->at;
  if (!at.number.empty()) return emit(KeepNumber{call.org, call.interaction, at.turn, at.number});
  const Party* customer = call.customer();
  const bool is_known = customer != nullptr && !customer->number.empty();
  leave_flow_step(call, is_known ? flow::exit_booked : flow::exit_failed);
}

void CallControl::on(const NumberKept& kept) {
  Call* call = call_of(kept.org, kept.interaction);
  if (call == nullptr || !call->flow || call->flow->is_answered) return;
  if (call->flow->at.asks != Asks::callback || call->flow->at.turn != kept.turn) return;
  touch(*call);
  leave_flow_step(*call, kept.is_kept ? flow::exit_booked : flow::exit_failed);
}

// To the number of the step, while the flow waits: they hear it ring, or what the other network says.
void CallControl::connect(Call& call) {
  if (!call_outside(call, dialled(call.flow->at.number)).empty())
    return leave_flow_step(call, flow::exit_failed);
  call.is_held = false;
  call.phase = Phase::outside;
  call.flow->is_dialling = true;
  arm(call, rings_at_most);
}

void CallControl::speak(Call& call, std::vector<phrases::Utterance> says) {
  const Party* customer = call.customer();
  if (customer == nullptr || says.empty()) return speech_ended(call);
  call.speech = media::PlayerId{++last_id_};
  emit(Speak{call.org, customer->media, call.speech, std::move(says)});
}

void CallControl::hush(Call& call) {
  call.is_telling = false;
  if (!call.speech) return;
  if (const Party* customer = call.customer()) emit(StopSpeaking{customer->media, call.speech});
  call.speech = {};
}

// It has been said, or a key cut it short.
void CallControl::speech_ended(Call& call) {
  touch(call);
  call.speech = {};
  if (!call.flow || call.flow->is_answered) return;
  const Asks asks = call.flow->at.asks;
  if (asks == Asks::say) return answer_flow(call, switchboard::FlowInputKind::finished);
  if (asks == Asks::voicemail) return begin_voicemail(call);
  if (asks != Asks::menu && asks != Asks::collect) return;
  if (call.flow->ahead.empty()) return listen_on(call);
  take_keys(call);
}

// The switchboard counts a customer's time from when it last heard this.
void CallControl::listen_on(Call& call) {
  call.flow->told_at = now_;
  submit(call, switchboard::FlowInput{call.interaction, call.flow->at.turn,
                                      switchboard::FlowInputKind::finished, 0, 0});
}

void CallControl::answer_flow(Call& call, switchboard::FlowInputKind kind, std::int32_t option) {
  call.flow->is_answered = true;
  disarm(call);
  submit(call, switchboard::FlowInput{call.interaction, call.flow->at.turn, kind, option, 0});
}

void CallControl::leave_flow_step(Call& call, std::int32_t exit) {
  call.flow->is_answered = true;
  disarm(call);
  submit(call, switchboard::FlowAnswered{call.interaction, call.flow->at.turn, exit, {}, {}});
}

// Before every settling: what of the flow is over, where its transfer has got to, and whether keys are
// secret.
void CallControl::tend_flow(Call& call) {
  if (call.flow && call.flow->is_dialling) {
    const Party* outside = call.of_role(Role::outside);
    if (outside != nullptr && outside->is_up && !call.flow->is_connected) {
      call.flow->is_connected = true;
      disarm(call);
      if (!call.flow->at.returns) {
        call.is_ended_by_us = true;
        leave_flow_step(call, flow::exit_transferred);
      }
    } else if (outside == nullptr && !call.flow->is_answered) {
      call.flow->is_dialling = false;
      call.phase = Phase::flowing;
      leave_flow_step(call, call.flow->is_connected ? flow::exit_transferred : flow::exit_failed);
    }
  }
  const bool is_before_agents =
      call.phase == Phase::identifying || call.phase == Phase::announcing || call.phase == Phase::waiting;
  if (call.flow && call.phase == Phase::waiting && call.flow->at.asks != Asks::treatment) {
    // In a queue now: its question was answered, or given up by the switchboard.
    if (call.flow->at.asks != Asks::nothing) hush(call);
    disarm(call);
    call.flow->at.asks = Asks::nothing;
    call.flow->typed.clear();
    call.flow->ahead.clear();
  }
  if (call.phase != Phase::flowing) end_voicemail(call);
  if (!is_before_agents && !call.is_in_flow()) {
    if (!call.is_telling) hush(call);
    const bool runs_on = call.phase == Phase::outside && call.flow && !call.flow->is_answered;
    if (call.flow && !runs_on) {
      disarm(call);
      call.flow.reset();
    }
  }
  const bool is_secret = call.flow && call.is_in_flow() && call.flow->at.asks == Asks::collect &&
                         call.flow->at.is_secret && !call.flow->is_answered;
  // Beside an agent every key is kept from everybody: its end may come when they are together again.
  const bool is_kept = is_secret || (call.is_assisted && call.is_in_flow());
  const Party* customer = call.customer();
  if (customer == nullptr) return;
  if (is_kept != call.is_secret) {
    call.is_secret = is_kept;
    emit(SetSecret{customer->media, is_kept});
  }
  if (is_secret != call.recording.is_secret) collect_secret(call, is_secret);
}

}  // namespace rapport::calls
