// What agents do at their desk phones: transfer (REFER, blind or with Replaces), and call somebody on a
// second line while their customer is on hold. The switchboard decides, as it does for desks; the phone is
// told how it went.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
AgentId CallControl::agent_at(OrgId org, const std::string& extension) const {
  for (const auto& [agent, phone] : configuration_.agents) {
    if (agent.first == org && !extension.empty() && phone.extension == extension) return agent.second;
  }
  return {};
}

const Number* CallControl::number_at(OrgId org, const std::string& number) const {
  const auto found = std::find_if(configuration_.numbers.begin(), configuration_.numbers.end(),
                                  [&](const Number& one) { return one.org == org && one.number == number; });
  return found == configuration_.numbers.end() ? nullptr : &*found;
}

// Only an agent's own phone transfers; a customer, or a gateway, would spend our lines.
void CallControl::on(const sip::ReferAsked& asked) {
  Call* call = call_of(PartyId{asked.leg.value});
  Party* by = call == nullptr ? nullptr : call->of_party(PartyId{asked.leg.value});
  int code = 603;
  if (by != nullptr && by->role == Role::agent && by->is_up && call->phase == Phase::talking &&
      !call->refer && !call->is_assisted) {
    touch(*call);
    code = refer(*call, *by, asked);
  }
  if (code != 202) emit(sip::Command{sip::AnswerRefer{asked.leg, code}});
}

// 202 when it was begun (and said so), else why not.
int CallControl::refer(Call& call, Party& by, const sip::ReferAsked& asked) {
  if (asked.replaced) {
    // One of the phone's two lines takes the place of the other.
    const Party* other = call.of_party(PartyId{asked.replaced.value});
    return other == nullptr || other->user != by.user ? 603 : complete_at_phone(call, by);
  }
  if (asked.replaces || by.is_aside) return 603;
  const auto begin = [&] {
    emit(sip::Command{sip::AnswerRefer{asked.leg, 202}});
    call.refer = Refer{by.id, by.user, {}, false};
  };
  if (const AgentId agent = agent_at(call.org, asked.target_number)) {
    begin();
    submit(call, switchboard::TransferredToAgent{call.interaction, by.user, agent, {}});
    return 202;
  }
  if (const Number* number = number_at(call.org, asked.target_number)) {
    begin();
    submit(call, switchboard::TransferredToQueue{call.interaction, by.user, number->queue, {}});
    return 202;
  }
  const PartyId referrer = by.id;
  const UserId user = by.user;
  const bool was_held = call.is_held;
  const std::string refusal = call_outside(call, asked.target_number);  // `by` may have moved
  if (!refusal.empty()) {
    call.is_held = was_held;
    return refusal == "bad_number" ? 404 : 603;
  }
  emit(sip::Command{sip::AnswerRefer{asked.leg, 202}});
  call.refer = Refer{referrer, user, call.parties.back().id, false};
  return 202;
}

int CallControl::complete_at_phone(Call& call, Party& by) {
  const Party* consulted = call.of_role(Role::consulted);
  const Party* outside = call.of_role(Role::outside);
  const bool is_there = (consulted != nullptr && !consulted->offer) || (outside != nullptr && outside->is_up);
  if (!is_there) return 603;
  emit(sip::Command{sip::AnswerRefer{sip::LegId{by.id.value}, 202}});
  call.refer = Refer{by.id, by.user, {}, false};
  if (consulted != nullptr) {
    submit(call, switchboard::ConsultCompleted{call.interaction, by.user});
    return 202;
  }
  const UserId user = by.user;
  referred(call, 200);
  hand_to_outside(call, user);
  return 202;
}

void CallControl::referred(Call& call, int code) {
  if (!call.refer) return;
  if (!call.refer->has_left) emit(sip::Command{sip::NotifyRefer{sip::LegId{call.refer->by.value}, code, ""}});
  call.refer.reset();
}

// Many phones hang up as soon as the REFER is taken.
void CallControl::phone_left(Call& call) {
  call.refer->has_left = true;
  if (!call.refer->outside) return;  // the switchboard has it
  const UserId user = call.refer->user;
  call.refer.reset();
  hand_to_outside(call, user);
}

void CallControl::outside_ended(Call& call, const Party& gone, int code) {
  // A transfer of the customer's flow may come back to it.
  if (call.phase == Phase::outside && !call.flow) return end_call(call.id);
  refuse_aside(call, code >= 400 ? code : 480);
  if (!call.refer || call.refer->outside != gone.id) return;
  referred(call, code >= 300 ? code : 480);
  const Party* agent = call.of_role(Role::agent);
  call.is_held = agent != nullptr && agent->is_holding;
}

// A desk phone calls somebody: to consult them about the customer it has. Nothing else is begun at a phone.
void CallControl::on_phone_call(const sip::Incoming& incoming) {
  const auto refuse = [&](int code) { emit(sip::Command{sip::Refuse{incoming.leg, code, "", 0}}); };
  const auto agent =
      std::find_if(configuration_.agents.begin(), configuration_.agents.end(),
                   [&](const auto& entry) { return entry.second.phone == incoming.source.phone; });
  if (agent == configuration_.agents.end()) return refuse(403);
  const OrgId org = agent->first.first;
  const UserId user = agent->first.second;
  const auto found = std::find_if(calls_.begin(), calls_.end(), [&](auto& entry) {
    if (entry.second.org != org || entry.second.phase != Phase::talking || entry.second.place != 0)
      return false;
    const Party* self = entry.second.of_user(user);
    return self != nullptr && self->role == Role::agent && self->has_sip && self->is_up;
  });
  if (found == calls_.end()) return refuse(403);
  Call& call = found->second;
  if (call.aside() != nullptr || call.of_role(Role::consulted) != nullptr ||
      call.of_role(Role::outside) != nullptr || call.refer)
    return refuse(486);
  if (incoming.sdp.empty()) return refuse(488);
  Party aside;
  aside.id = PartyId{incoming.leg.value};
  aside.role = Role::agent;
  aside.user = user;
  aside.number = incoming.called_number;
  aside.media = media::LegId{incoming.leg.value};
  aside.has_sip = true;
  aside.is_aside = true;
  call_of_party_[aside.id] = call.id;
  const std::string remote = incoming.remote.substr(0, incoming.remote.rfind(':'));
  emit(OpenMedia{aside.media, Kind::phone, incoming.sdp, remote, beside(call)});
  call.parties.push_back(std::move(aside));
}

// Its sound is ready: whom it called is asked in, and it rings meanwhile.
void CallControl::begin_aside(Call& call, Party& aside) {
  const sip::LegId line{aside.id.value};
  const UserId user = aside.user;
  const std::string number = aside.number;
  if (const AgentId agent = agent_at(call.org, number)) {
    emit(sip::Command{sip::Provisional{line, 180, "", false}});
    submit(call, switchboard::ConsultStarted{call.interaction, user, agent, {}});
    return;
  }
  if (!call_outside(call, number).empty()) return refuse_aside(call, 404);
  emit(sip::Command{sip::Provisional{line, 180, "", false}});
}

void CallControl::answer_aside(Call& call) {
  Party* aside = call.aside();
  if (aside == nullptr || aside->is_up) return;
  aside->is_up = true;
  emit(sip::Command{sip::Answer{sip::LegId{aside->id.value}, aside->answer}});
}

void CallControl::refuse_aside(Call& call, int code) {
  Party* aside = call.aside();
  if (aside == nullptr) return;
  touch(call);
  if (!aside->is_up && aside->has_sip) {
    aside->has_sip = false;  // the refusal ends the line
    emit(sip::Command{sip::Refuse{sip::LegId{aside->id.value}, code, "", 0}});
  }
  drop(call, aside->id);
}

// The agent hung up on whom they consulted, before or after these answered.
void CallControl::aside_ended(Call& call, const Party& gone) {
  if (call.refer) return;
  if (Party* outside = call.of_role(Role::outside)) return hang_up(call, *outside, 16);
  submit(call, switchboard::ConsultEnded{call.interaction, gone.user});
}

}  // namespace rapport::calls
