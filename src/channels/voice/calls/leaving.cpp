// A voicemail: what a caller says after the beep is kept until they press #, fall silent, hang up or have
// spoken long enough. Too little is nothing.
#include <algorithm>
#include <utility>

#include "channels/voice/calls/call_control.h"
#include "switchboard/flow/program.h"

namespace rapport::calls {
namespace {

constexpr Duration silence_max = seconds(5);
constexpr Duration said_min = seconds(1);  // of speech
// Silence is noticed that much later than speech is.
constexpr Duration noticed_late = milliseconds(740);

}  // namespace

// Recording begins with the beep: nobody's first word is lost.
void CallControl::begin_voicemail(Call& call) {
  FlowOnLine& flow = *call.flow;
  if (flow.leaving.tap) return;
  const Party* customer = call.customer();
  if (customer == nullptr || !customer->media) return leave_flow_step(call, switchboard::flow::exit_failed);
  flow.leaving.tap = media::TapId{++last_id_};
  flow.leaving.ends_at = now_ + seconds(flow.at.length_max);
  emit(StartVoicemail{flow.leaving.tap, customer->media, call.org, call.interaction, flow.at.turn,
                      flow.at.queue, flow.at.language});
  wait_for_silence(call);
}

void CallControl::on(const VoiceHeard& heard) {
  Call* call = call_of(heard.org, heard.interaction);
  if (call == nullptr || !call->flow || call->flow->leaving.tap != heard.tap) return;
  Leaving& leaving = call->flow->leaving;
  const bool was_talking = leaving.talks_since.us != 0;
  if (!leaving.tap || was_talking == heard.is_talking) return;
  if (was_talking)
    leaving.talked = leaving.talked + std::max(Duration{}, now_ - leaving.talks_since - noticed_late);
  leaving.talks_since = heard.is_talking ? now_ : Instant{};
  wait_for_silence(*call);
}

void CallControl::wait_for_silence(Call& call) {
  const Leaving& leaving = call.flow->leaving;
  Duration left = leaving.ends_at - now_;
  if (leaving.talks_since.us == 0) left = std::min(left, silence_max);
  arm(call, std::max(Duration{}, left));
}

bool CallControl::end_voicemail(Call& call, bool has_hung_up) {
  if (!call.flow || !call.flow->leaving.tap) return false;
  Leaving over = std::exchange(call.flow->leaving, Leaving{});
  if (over.talks_since.us != 0) over.talked = over.talked + (now_ - over.talks_since);
  const bool is_left = over.talked >= said_min;
  emit(StopVoicemail{over.tap, is_left, has_hung_up});
  if (is_left) {
    call.flow->is_answered = true;  // once it is an interaction
    disarm(call);
  } else if (!has_hung_up) {
    leave_flow_step(call, switchboard::flow::exit_failed);
  }
  return is_left;
}

}  // namespace rapport::calls
