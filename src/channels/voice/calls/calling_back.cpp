// A customer is called back: the switchboard holds an agent, the customer's number is looked up and dialled,
// and what became of it is told. From then on it is a call like any other.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

switchboard::DialResult result_of(const sip::Ended& ended) {
  switch (ended.code) {
    case 486:
    case 600:
    case 603:
      return switchboard::DialResult::busy;
    case 408:
    case 480:
    case 487:
      return switchboard::DialResult::no_answer;
    default:
      return switchboard::DialResult::failed;
  }
}

}  // namespace

// The number that the queue shows and the trunk it dials by: its own, or any of the organisation.
Number CallControl::line_out(OrgId org, QueueId queue) const {
  const Number* found = nullptr;
  for (const Number& number : configuration_.numbers) {
    if (number.org != org) continue;
    if (found == nullptr || (number.queue == queue && found->queue != queue)) found = &number;
  }
  Number line = found == nullptr ? Number{} : *found;
  line.org = org;
  line.queue = queue;
  if (line.trunk) return line;
  for (const auto& [id, rules] : configuration_.trunks) {
    if (rules.org != org) continue;
    line.trunk = id;
    break;
  }
  return line;
}

// Nobody is on the line yet.
Call& CallControl::open_callback(OrgId org, InteractionId interaction, QueueId queue) {
  Call call;
  call.id = CallId{++last_id_};
  call.org = org;
  call.interaction = interaction;
  call.number = line_out(org, queue);
  call.phase = Phase::dialling;
  if (const auto wish = wishes_.find({org, interaction}); wish != wishes_.end()) {
    call.recording.wish = wish->second;
    call.recording.wished_by = RecordingCause::by_flow;
  }
  const CallId id = call.id;
  call_of_interaction_[{org, interaction}] = id;
  return calls_.emplace(id, std::move(call)).first->second;
}

void CallControl::on(OrgId org, const switchboard::DialStarted& started) {
  Call* call = call_of(org, started.interaction);
  if (call == nullptr) call = &open_callback(org, started.interaction, started.queue);
  touch(*call);
  call->phase = Phase::dialling;
  call->dial = started.dial;
  call->is_ended_by_us = false;
  hold_agent(*call, started.agent);
  emit(FindNumber{call->id, org, started.interaction, started.customer, started.dial});
}

// Their phone may have rung already, when they were asked. A desk's own sound only has to be joined; nobody
// asked an agent who is held for a customer who is dialled first: their phone rings beside the customer's.
void CallControl::hold_agent(Call& call, UserId agent) {
  const Station* station = station_of(call.org, agent);
  const auto device = configuration_.agents.find({call.org, agent});
  const bool has_rung = call.of_user(agent) != nullptr;
  if (has_rung || (station != nullptr && station->is_ready) || device == configuration_.agents.end())
    return join(call, agent, Role::agent);
  Party party;
  party.id = next_party();
  party.role = Role::agent;
  party.user = agent;
  party.media = media::LegId{party.id.value};
  call_of_party_[party.id] = call.id;
  emit(OpenMedia{party.media, device->second.phone ? Kind::phone : Kind::trunk, "", "", beside(call)});
  call.parties.push_back(std::move(party));
}

void CallControl::on(const NumberFound& found) {
  Call* call = call_of(found.call);
  if (call == nullptr || call->phase != Phase::dialling || call->dial != found.dial ||
      call->customer() != nullptr)
    return;
  touch(*call);
  call->caller_name = found.name;
  if (found.number.empty() || !call->number.trunk) {
    submit(*call, switchboard::DialEnded{call->interaction, call->dial, switchboard::DialResult::failed});
    return;
  }
  Party customer;
  customer.id = next_party();
  customer.role = Role::customer;
  customer.number = found.number;
  customer.media = media::LegId{customer.id.value};
  call_of_party_[customer.id] = call->id;
  emit(OpenMedia{customer.media, Kind::trunk, "", "", beside(*call)});
  call->parties.insert(call->parties.begin(), std::move(customer));
}

// Their phone is to ring, once our description of the sound is there.
void CallControl::invite_customer(Call& call, Party& party, const std::string& sdp) {
  sip::Invite invite;
  invite.leg = sip::LegId{party.id.value};
  invite.target = sip::ToTrunk{call.number.trunk, party.number};
  show_caller(invite, call);
  invite.sdp = sdp;
  party.has_sip = true;
  emit(sip::Command{std::move(invite)});
}

void CallControl::customer_answered(Call& call) {
  submit(call, switchboard::DialEnded{call.interaction, call.dial, switchboard::DialResult::answered});
  const auto rules = configuration_.recording.find({call.org, call.number.queue});
  const bool is_ruled =
      rules != configuration_.recording.end() && (rules->second.percent > 0 || rules->second.by_hand);
  if (call.number.announcement.empty() || !call.recording.wish.value_or(is_ruled)) return;
  call.is_telling = true;
  speak(call, call.number.announcement);
}

// They have heard what callers of the number hear, or could not.
void CallControl::told(Call& call, bool is_heard) {
  touch(call);
  call.speech = {};
  call.is_telling = false;
  call.is_announced = is_heard;
}

// Their end of a dial is over: they hung up after answering, or were not reached.
void CallControl::customer_gone(Call& call, const Party& gone, const sip::Ended& ended) {
  if (gone.is_up)
    submit(call, switchboard::CustomerLeft{call.interaction});
  else
    submit(call, switchboard::DialEnded{call.interaction, call.dial, result_of(ended)});
}

void CallControl::on(OrgId org, const switchboard::DialStopped& stopped) {
  Call* call = call_of(org, stopped.interaction);
  if (call == nullptr || call->phase != Phase::dialling || call->dial != stopped.dial) return;
  end_call(call->id);
}

// They have a callback and need not stay on the line.
void CallControl::let_wait_elsewhere(Call& call) {
  if (call.phase == Phase::dialling) return;
  keep_wish(call);
  call_of_interaction_.erase({call.org, call.interaction});
  call.interaction = {};
  call.is_ended_by_us = true;
  call.phase = Phase::leaving;
  while (call.parties.size() > 1)
    drop(call, call.parties.back().id);
  if (Party* customer = call.customer()) hang_up(call, *customer, 16);
}

}  // namespace rapport::calls
