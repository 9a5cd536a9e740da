// Hold: what a device says about it, and reminding the agent of whom they left on hold.
#include "channels/voice/calls/call_control.h"
#include "channels/voice/sdp/audio.h"

namespace rapport::calls {
namespace {

// They do not want to hear us: sendonly (with their own music), inactive, or the old way of RFC 2543 with no
// address.
bool is_hold(const std::string& text) {
  const auto offer = sdp::parse(text);
  if (!offer) return false;
  const auto sections = sdp::audio_sections(*offer);
  if (sections.empty()) return false;
  return !sdp::receives(sections.front().direction) || sections.front().address == "0.0.0.0";
}

}  // namespace

void CallControl::on(const sip::ModifyAsked& asked) {
  Call* call = call_of(PartyId{asked.leg.value});
  Party* party = call == nullptr ? nullptr : call->of_party(PartyId{asked.leg.value});
  // Without an offer they want ours, which no phone that we know does inside a call.
  if (party == nullptr || asked.sdp.empty()) {
    emit(sip::Command{sip::RefuseModify{asked.leg, 488}});
    return;
  }
  party->hold_asked = is_hold(asked.sdp);
  emit(AnswerMedia{party->media, asked.sdp});
}

// An agent who presses hold on their desk phone has put the customer on hold, like one who does it at the
// desk. A customer, or somebody outside, who holds us only tells so.
void CallControl::take_hold(Call& call, Party& party) {
  const auto asked = std::exchange(party.hold_asked, std::nullopt);
  if (!asked || *asked == party.is_holding) return;
  party.is_holding = *asked;
  const bool is_theirs = party.role == Role::agent && !party.is_aside && call.phase == Phase::talking;
  if (!is_theirs || call.is_conference || call.place != 0) return;
  const bool is_asking_others =
      call.of_role(Role::consulted) != nullptr || call.of_role(Role::outside) != nullptr;
  call.is_held = *asked || is_asking_others;
}

void CallControl::keep_time(Call& call) {
  const bool is_left_alone =
      call.phase == Phase::talking && call.is_held && call.of_role(Role::consulted) == nullptr &&
      call.of_role(Role::outside) == nullptr && (limits_.hold_recall.us > 0 || call.place != 0);
  if (!is_left_alone) return stop_timer(call);
  if (call.timer) return;
  call.timer = TimerId{++last_id_};
  timers_[call.timer] = call.id;
  emit(ArmTimer{call.timer, now_ + (call.place != 0 ? limits_.parked_max : limits_.hold_recall)});
}

void CallControl::stop_timer(Call& call) {
  call.is_recalled = false;
  if (!call.timer) return;
  emit(CancelTimer{call.timer});
  timers_.erase(call.timer);
  call.timer = {};
}

void CallControl::on(const TimerDue& due) {
  const auto found = timers_.find(due.timer);
  Call* call = found == timers_.end() ? nullptr : call_of(found->second);
  if (call == nullptr) return;
  timers_.erase(found);
  if (call->flow && call->flow->timer == due.timer) return flow_due(*call);
  call->timer = {};
  if (call->place != 0) parked_for_too_long(*call);
  call->is_recalled = true;
  const Party* agent = call->of_role(Role::agent);
  if (agent != nullptr && agent->is_up && agent->media)
    emit(Play{agent->media, Sound::hold_reminder, call->number.language});
  touch(*call);  // and again after the same time
}

}  // namespace rapport::calls
