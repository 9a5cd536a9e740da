// What the SIP legs say.
#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
void CallControl::on(const sip::Event& event) {
  std::visit(
      [this](const auto& happened) {
        using Happened = std::decay_t<decltype(happened)>;
        if constexpr (std::is_same_v<Happened, sip::Incoming> || std::is_same_v<Happened, sip::Answered> ||
                      std::is_same_v<Happened, sip::ModifyAsked> ||
                      std::is_same_v<Happened, sip::ReferAsked> || std::is_same_v<Happened, sip::InfoDtmf> ||
                      std::is_same_v<Happened, sip::Ended>)
          on(happened);
        // The rest (progress, trunks and phones coming and going) changes no call.
      },
      event);
}

void CallControl::on(const sip::Answered& answered) {
  Call* call = call_of(PartyId{answered.leg.value});
  if (call == nullptr) {
    emit(sip::Command{sip::Hangup{answered.leg, 16, ""}});
    return;
  }
  Party* party = call->of_party(PartyId{answered.leg.value});
  emit(AcceptMedia{party->media, answered.sdp});
  party->is_up = true;
  if (party->offer) {
    submit(*call, switchboard::OfferAccepted{call->interaction, party->user, party->offer});
    party->offer = {};
  }
  touch(*call);
}

void CallControl::on(const sip::ModifyAsked& asked) {
  Call* call = call_of(PartyId{asked.leg.value});
  const Party* party = call == nullptr ? nullptr : call->of_party(PartyId{asked.leg.value});
  // Without an offer they want ours, which no phone that we know does inside a call.
  if (party == nullptr || asked.sdp.empty()) {
    emit(sip::Command{sip::RefuseModify{asked.leg, 488}});
    return;
  }
  emit(AnswerMedia{party->media, asked.sdp});
}

// Desks transfer by the switchboard; a phone's own transfer would go round it.
void CallControl::on(const sip::ReferAsked& asked) {
  emit(sip::Command{sip::AnswerRefer{asked.leg, 603}});
}

void CallControl::on(const sip::InfoDtmf& pressed) {
  on(media::Event{media::Digit{media::LegId{pressed.leg.value}, pressed.digit,
                               static_cast<int>(pressed.length.us / 1'000), false}});
}

void CallControl::on(const sip::Ended& ended) {
  Call* call = call_of(PartyId{ended.leg.value});
  if (call == nullptr) return;
  Party* party = call->of_party(PartyId{ended.leg.value});
  party->has_sip = false;  // nothing more is said on it
  const Party gone = *party;
  touch(*call);
  drop(*call, gone.id);
  switch (gone.role) {
    case Role::customer:
      if (call->interaction && !call->is_ended_by_us)
        submit(*call, switchboard::CustomerLeft{call->interaction});
      end_call(call->id);
      return;
    case Role::agent:
      if (gone.offer)
        submit(*call, switchboard::OfferDeclined{call->interaction, gone.user, gone.offer, {}});
      else if (call->phase == Phase::talking && !call->is_ended_by_us)
        submit(*call, switchboard::ConversationEnded{call->interaction, gone.user});
      return;
    case Role::consulted:
      if (gone.offer)
        submit(*call, switchboard::OfferDeclined{call->interaction, gone.user, gone.offer, {}});
      else if (!call->is_ended_by_us)
        submit(*call, switchboard::ConsultEnded{call->interaction, gone.user});
      return;
    case Role::outside:
      if (call->phase == Phase::outside) end_call(call->id);
      return;
    case Role::supervisor:
      return;
  }
}

}  // namespace rapport::calls
