// What the SIP legs say.
#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

std::string signalled_from(const std::string& remote) {
  return remote.substr(0, remote.rfind(':'));
}

}  // namespace

void CallControl::on(const sip::Event& event) {
  std::visit(
      [this](const auto& happened) {
        using Happened = std::decay_t<decltype(happened)>;
        if constexpr (std::is_same_v<Happened, sip::Incoming> || std::is_same_v<Happened, sip::Progress> ||
                      std::is_same_v<Happened, sip::Answered> || std::is_same_v<Happened, sip::ModifyAsked> ||
                      std::is_same_v<Happened, sip::ReferAsked> || std::is_same_v<Happened, sip::InfoDtmf> ||
                      std::is_same_v<Happened, sip::Ended>)
          on(happened);
        // The rest (trunks and phones coming and going) changes no call.
      },
      event);
}

// Ringing, or what the other network says before anybody answers.
void CallControl::on(const sip::Progress& progress) {
  Call* call = call_of(PartyId{progress.leg.value});
  Party* party = call == nullptr ? nullptr : call->of_party(PartyId{progress.leg.value});
  if (party == nullptr || party->is_up) return;
  if (call->refer && call->refer->outside == party->id)
    emit(sip::Command{sip::NotifyRefer{sip::LegId{call->refer->by.value}, progress.code, ""}});
  if (progress.sdp.empty() || party->role != Role::outside) return;
  emit(AcceptMedia{party->media, progress.sdp, signalled_from(progress.remote)});
  party->has_early_sound = true;
  touch(*call);
}

void CallControl::on(const sip::Answered& answered) {
  Call* call = call_of(PartyId{answered.leg.value});
  if (call == nullptr) {
    emit(sip::Command{sip::Hangup{answered.leg, 16, ""}});
    return;
  }
  Party* party = call->of_party(PartyId{answered.leg.value});
  // Some say their description in the 183 alone.
  if (!answered.sdp.empty() || !party->has_early_sound)
    emit(AcceptMedia{party->media, answered.sdp, signalled_from(answered.remote)});
  party->is_up = true;
  party->has_early_sound = false;
  if (party->offer) {
    submit(*call, switchboard::OfferAccepted{call->interaction, party->user, party->offer});
    party->offer = {};
  }
  if (party->role == Role::customer && call->phase == Phase::dialling) customer_answered(*call);
  touch(*call);
  if (party->role != Role::outside) return;
  answer_aside(*call);
  if (call->refer && call->refer->outside == party->id) {
    const UserId by = call->refer->user;
    referred(*call, 200);
    hand_to_outside(*call, by);
  }
}

void CallControl::on(const sip::InfoDtmf& pressed) {
  on(media::Event{media::Digit{media::LegId{pressed.leg.value}, pressed.digit,
                               static_cast<int>(pressed.length.us / 1'000), false}});
}

// Accepted at the desk, and the phone that rang for it was not picked up: somebody else gets the customer,
// unless the agent has turned on the desk's own sound meanwhile.
void CallControl::not_picked_up(Call& call, UserId agent) {
  join(call, agent, Role::agent);
  if (!call.of_user(agent)->is_up)
    submit(call, switchboard::TransferredToQueue{call.interaction, agent, call.queue, {}});
}

void CallControl::on(const sip::Ended& ended) {
  Call* call = call_of(PartyId{ended.leg.value});
  if (call == nullptr) return;
  Party* party = call->of_party(PartyId{ended.leg.value});
  party->has_sip = false;  // nothing more is said on it
  const Party gone = *party;
  touch(*call);
  drop(*call, gone.id);
  if (gone.is_aside) return aside_ended(*call, gone);
  switch (gone.role) {
    case Role::customer:
      if (call->phase == Phase::dialling) return customer_gone(*call, gone, ended);
      // Who hangs up in the middle of speaking has left what they said; the switchboard is told after that.
      if (end_voicemail(*call, true)) return end_call(call->id);
      if (call->interaction && !call->is_ended_by_us && call->phase != Phase::announcing)
        submit(*call, switchboard::CustomerLeft{call->interaction});
      end_call(call->id);
      return;
    case Role::agent:
      refuse_aside(*call, 480);
      if (call->refer)
        phone_left(*call);
      else if (gone.offer)
        submit(*call, switchboard::OfferDeclined{call->interaction, gone.user, gone.offer, {}});
      else if (call->phase == Phase::talking && !gone.is_up && !call->is_ended_by_us)
        not_picked_up(*call, gone.user);
      else if ((call->phase == Phase::talking || call->phase == Phase::dialling) && !call->is_ended_by_us)
        submit(*call, switchboard::ConversationEnded{call->interaction, gone.user});
      return;
    case Role::consulted:
      if (gone.offer)
        submit(*call, switchboard::OfferDeclined{call->interaction, gone.user, gone.offer, {}});
      else if (!call->is_ended_by_us)
        submit(*call, switchboard::ConsultEnded{call->interaction, gone.user});
      return;
    case Role::outside:
      outside_ended(*call, gone, ended.code);
      return;
    case Role::supervisor:
      return;
  }
}

}  // namespace rapport::calls
