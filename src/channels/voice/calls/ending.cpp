// How parties and calls end, and what is closed with them: docs/teardown.md.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

// From our side. Its SIP leg says Ended, and the rest follows from that.
void CallControl::hang_up(Call& call, Party& party, int cause) {
  touch(call);
  if (party.has_sip) {
    emit(sip::Command{sip::Hangup{sip::LegId{party.id.value}, cause, ""}});
    return;
  }
  drop(call, party.id);
}

void CallControl::drop(Call& call, PartyId id) {
  const auto found = std::find_if(call.parties.begin(), call.parties.end(),
                                  [id](const Party& party) { return party.id == id; });
  if (found == call.parties.end()) return;
  touch(call);
  const media::LegId leg = found->media;
  if (leg.value == id.value) {
    emit(CloseMedia{leg});
    std::erase_if(call.ears, [leg](const Ear& ear) { return ear.leg == leg; });
  } else if (leg) {
    settle_ear(call, leg, {}, Sound::none);  // a station stays, and is silent
    if (found->is_muted) emit(Mute{leg, false});
  }
  if (found->has_sip) emit(sip::Command{sip::Hangup{sip::LegId{id.value}, 16, ""}});
  call_of_party_.erase(id);
  call.parties.erase(found);
}

void CallControl::end_call(CallId id) {
  Call* call = call_of(id);
  if (call == nullptr) return;
  stop_timer(*call);
  end_recording(*call);
  if (!call->is_ended_by_us) keep_wish(*call);
  end_voicemail(*call);
  if (call->flow) disarm(*call);
  while (!call->parties.empty())
    drop(*call, call->parties.back().id);
  if (call->interaction) {
    std::vector<UserId> gone;
    for (const CallShown::Member& member : call->shown.members) {
      if (member.user) gone.push_back(member.user);
    }
    CallShown over;
    over.interaction = call->interaction;
    over.is_up = false;
    emit(TellCall{call->org, std::move(over), std::move(gone)});
    call_of_interaction_.erase({call->org, call->interaction});
  }
  calls_.erase(id);
}

// Nobody will serve them: they hear so, then the line is closed.
void CallControl::send_away(Call& call) {
  call.phase = Phase::leaving;
  call.is_ended_by_us = true;
  touch(call);
}

}  // namespace rapport::calls
