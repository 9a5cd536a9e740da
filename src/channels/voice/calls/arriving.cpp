// A customer calls: the number says where they go, the media plane takes their sound, the company's records
// say who they are, and the switchboard queues them. They are answered as soon as they are queued, and hear
// music.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {
namespace {

sip::LegId line_of(PartyId party) {
  return sip::LegId{party.value};
}

std::string host_of(const std::string& remote) {
  const auto colon = remote.rfind(':');
  return colon == std::string::npos ? remote : remote.substr(0, colon);
}

// RFC 5373, and what most desk phones read. Those that read none of them ring.
std::vector<sip::Header> answers_itself() {
  return {{"Answer-Mode", "Auto"},
          {"Call-Info", "<sip:rapport.invalid>;answer-after=0"},
          {"Alert-Info", "<http://rapport.invalid>;info=alert-autoanswer;delay=0"}};
}

}  // namespace

void CallControl::on(const Configured& configured) {
  configuration_ = configured.configuration;
}

void CallControl::on(const sip::Incoming& incoming) {
  const auto refuse = [&](int code, const char* reason) {
    emit(sip::Command{sip::Refuse{incoming.leg, code, reason, 0}});
  };
  if (incoming.source.phone) return on_phone_call(incoming);
  const auto trunk = configuration_.trunks.find(incoming.source.trunk);
  // What no trunk of ours brings reaches nothing.
  if (!incoming.source.trunk || trunk == configuration_.trunks.end()) return refuse(403, "");
  if (trunk->second.refuses_anonymous && incoming.caller_number.empty())
    return refuse(433, "Anonymity Disallowed");  // RFC 5079
  const auto number = std::find_if(
      configuration_.numbers.begin(), configuration_.numbers.end(), [&](const Number& candidate) {
        return candidate.number == incoming.called_number && candidate.org == trunk->second.org &&
               (!candidate.trunk || candidate.trunk == incoming.source.trunk);
      });
  if (number == configuration_.numbers.end()) return refuse(404, "");
  if (incoming.sdp.empty()) return refuse(488, "");

  Call call;
  call.id = CallId{++last_id_};
  call.org = number->org;
  call.number = *number;
  // Who is called in later is called through the trunk that brought the call.
  if (!call.number.trunk) call.number.trunk = incoming.source.trunk;
  call.queue = number->queue;
  call.caller_name = incoming.caller_name;
  Party customer;
  customer.id = PartyId{incoming.leg.value};
  customer.role = Role::customer;
  customer.number = incoming.caller_number;
  customer.media = media::LegId{incoming.leg.value};
  customer.has_sip = true;
  call.parties.push_back(customer);
  call_of_party_[customer.id] = call.id;
  emit(sip::Command{sip::Provisional{incoming.leg, 180, "", false}});
  emit(OpenMedia{customer.media, Kind::trunk, incoming.sdp, host_of(incoming.remote)});
  calls_.emplace(call.id, std::move(call));
}

void CallControl::on(const Described& described) {
  if (Station* station = station_of(described.leg)) {
    emit(AnswerStation{station->org, station->connection, station->id, described.sdp, described.failure});
    if (!described.failure.empty()) drop_station(station->id, false);
    return;
  }
  Call* call = call_of(described.leg);
  if (call == nullptr) return;
  Party* party = call->of_party(PartyId{described.leg.value});
  touch(*call);
  if (party->is_up) {  // a later offer of theirs, or one of ours
    if (described.failure.empty()) {
      emit(sip::Command{sip::AnswerModify{line_of(party->id), described.sdp}});
      take_hold(*call, *party);
    } else {
      party->hold_asked.reset();
      emit(sip::Command{sip::RefuseModify{line_of(party->id), 488}});
    }
    return;
  }
  if (!described.failure.empty()) {
    party->media = {};
    if (call->phase == Phase::dialling && party->role == Role::customer)
      submit(*call, switchboard::DialEnded{call->interaction, call->dial, switchboard::DialResult::failed});
    else if (party->role == Role::customer || party->is_aside)
      emit(sip::Command{sip::Refuse{line_of(party->id), 488, "", 0}});
    else
      drop(*call, party->id);
    return;
  }
  if (party->is_aside) {
    party->answer = described.sdp;
    return begin_aside(*call, *party);
  }
  switch (party->role) {
    case Role::customer:
      if (call->phase == Phase::dialling) return invite_customer(*call, *party, described.sdp);
      emit(sip::Command{sip::Answer{line_of(party->id), described.sdp}});
      party->is_up = true;
      emit(Identify{call->id, call->org, party->number, call->caller_name, call->number.number,
                    call->number.flow, call->number.language});
      break;
    case Role::agent:
    case Role::consulted: {
      const auto phone = configuration_.agents.find({call->org, party->user});
      if (phone == configuration_.agents.end()) return drop(*call, party->id);
      sip::Invite invite;
      invite.leg = line_of(party->id);
      if (phone->second.phone) {
        invite.target = sip::ToPhone{phone->second.phone, {}};
        if (party->is_unasked) invite.headers = answers_itself();
      } else {
        invite.target = sip::ToTrunk{phone->second.trunk, phone->second.outside_number};
      }
      show_customer(invite, *call);
      invite.sdp = described.sdp;
      party->has_sip = true;
      emit(sip::Command{std::move(invite)});
      break;
    }
    case Role::outside: {
      sip::Invite invite;
      invite.leg = line_of(party->id);
      invite.target = sip::ToTrunk{call->number.trunk, party->number};
      show_caller(invite, *call);
      invite.sdp = described.sdp;
      party->has_sip = true;
      emit(sip::Command{std::move(invite)});
      break;
    }
    case Role::supervisor:
      break;  // supervisors listen at their stations
  }
}

void CallControl::on(const Identified& identified) {
  Call* call = call_of(identified.call);
  if (call == nullptr || call->phase != Phase::identifying) return;  // they hung up meanwhile
  touch(*call);
  call->interaction = identified.interaction;
  call_of_interaction_[{call->org, call->interaction}] = call->id;
  call->arrived = identified;
  if (call->number.announcement.empty()) return announced(*call, false);
  call->phase = Phase::announcing;
  speak(*call, call->number.announcement);
}

// Whatever the number tells everybody has been said, or could not be.
void CallControl::announced(Call& call, bool is_heard) {
  touch(call);
  call.speech = {};
  call.is_announced = is_heard;
  const Identified identified = *call.arrived;
  arrive(call, identified);
  if (call.phase == Phase::waiting) speak(call, call.number.greeting);
}

void CallControl::arrive(Call& call, const Identified& identified) {
  call.arrived = identified;
  call.phase = identified.flow ? Phase::flowing : Phase::waiting;
  switchboard::InteractionArrived arrived;
  arrived.interaction = identified.interaction;
  arrived.channel = switchboard::Channel::voice;
  if (identified.queue) call.queue = identified.queue;
  arrived.queue = call.queue;
  arrived.customer = identified.customer;
  arrived.priority = std::min(call.number.priority + identified.head_start_min, switchboard::priority_max);
  arrived.last_agent = identified.last_agent;
  arrived.last_contact_ended = identified.last_contact_ended;
  arrived.previous = identified.previous;
  arrived.flow = identified.flow;
  submit(call, std::move(arrived));
}

void CallControl::on(const NotTaken& refused) {
  Call* call = call_of(refused.call);
  // An arrival that was refused leaves a caller whom nobody will ever serve; anything else came too late, and
  // what made it late is told by the switchboard.
  if (call == nullptr) return;
  if (refused.is_arrival) {
    touch(*call);
    if (call->phase != Phase::flowing || !call->arrived || !call->arrived->flow) return send_away(*call);
    // Their flow has just been replaced, or cannot begin: the number's queue has them.
    Identified without = *call->arrived;
    without.flow.reset();
    return arrive(*call, without);
  }
  refuse_pick_up(*call, refused.reason);
  // A transfer or a consult that a desk phone asked for cannot be.
  const bool is_away = refused.reason == "agent_not_available";
  if (const Party* aside = call->aside(); aside != nullptr && !aside->is_up)
    refuse_aside(*call, is_away ? 480 : 603);
  if (!call->refer) return;
  const Refer refer = *call->refer;
  referred(*call, is_away ? 480 : 603);
  if (refer.has_left) submit(*call, switchboard::ConversationEnded{call->interaction, refer.user});
}

}  // namespace rapport::calls
