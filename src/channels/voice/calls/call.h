// The records of call control: calls, their parties, the desks' stations. Owned by CallControl.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "channels/voice/calls/call_effect.h"
#include "channels/voice/calls/call_event.h"
#include "channels/voice/calls/flow_step.h"
#include "channels/voice/calls/ids.h"

namespace rapport::calls {

using Role = CallShown::Member::Role;
using Supervision = CallShown::Member::Supervision;

// One end of a call.
struct Party {
  PartyId id = {};
  Role role = Role::customer;
  UserId user = {};              // of agents and supervisors
  std::string number = {};       // of customers and outside numbers
  media::LegId media = {};       // a station's for a browser, else our own
  bool has_sip = false;          // has a SIP leg of its own, numbered like the party
  bool is_up = false;            // answered: hears and is heard
  bool has_early_sound = false;  // not answered yet, but its network says something already (183 with SDP)
  bool is_holding = false;       // its own device has put us on hold
  bool is_aside = false;  // a desk phone's second line, on which its agent speaks with whom they called
  std::optional<bool> hold_asked = {};  // by an offer that the media plane still looks at
  std::string answer = {};              // of an aside: our description, until whom they called is there
  bool is_muted = false;
  Supervision supervision = Supervision::none;
  switchboard::OfferId offer = {};  // that rings at this party
  bool is_unasked = false;          // and that its phone is to take by itself
};

// What a leg of ours was last told to hear and play; only differences are sent.
struct Ear {
  media::LegId leg = {};
  std::vector<media::LegId> others = {};
  Sound sound = Sound::none;
  PromptId music = {};
};

enum class Phase : std::uint8_t {
  identifying,  // answered by the media plane, not yet by the switchboard
  announcing,   // are told what their number has to tell them; the switchboard does not know of them
  flowing,      // with their flow: nobody is asked for yet
  waiting,      // in a queue, or offered
  dialling,     // an agent is held, or asked, and the customer is called back
  talking,
  outside,  // handed to an outside number: the switchboard has no part in it any more
  leaving,  // hears why it was not taken, then is hung up on
};

// Who wants to have a parked call.
struct PickUp {
  UserId user = {};
  ConnectionId connection = 0;
};

// A transfer that a desk phone asked for (REFER) and hears of (NOTIFY).
struct Refer {
  PartyId by = {};        // on this line
  UserId user = {};       // who did
  PartyId outside = {};   // the outside number that is being called for it
  bool has_left = false;  // the phone hung up without waiting for how it ends
};

// What of a call is recorded just now. See recording.cpp.
struct CallRecording {
  media::TapId tap = {};          // 0: it is not
  QueueId queue = {};             // whose rule holds
  std::optional<bool> wish = {};  // of an agent or a flow: stronger than the rule
  RecordingCause wished_by = RecordingCause::by_hand;
  bool is_paused = false;   // by hand
  bool is_secret = false;   // by itself: digits are collected that nobody may hear
  bool has_failed = false;  // not tried again in this conversation
  bool has_talked = false;  // an agent with the customer, since the last transfer
  bool was_held = false, was_conference = false, was_assisted = false;
  std::vector<media::LegId> left = {}, right = {};
  std::vector<UserId> heard = {};
};

struct Call {
  CallId id = {};
  OrgId org = {};
  InteractionId interaction = {};
  Number number = {};
  QueueId queue = {};   // where it is, or came from last
  PromptId music = {};  // while they wait there; none: the usual
  std::string caller_name = {};
  Phase phase = Phase::identifying;
  bool is_held = false;
  bool is_conference = false;
  bool is_assisted = false;  // the customer is in a flow beside their agent, who hears nothing of them
  std::int32_t place = 0;    // parked there, for colleagues to pick up; 0: not parked
  bool is_spared = false;    // by being parked it does not count toward its agent's capacity
  Instant parked_at = {};
  std::optional<PickUp> pick_up = {};
  TimerId timer = {};        // of the next reminder that they are on hold, or of the end of parking
  bool is_recalled = false;  // on hold for longer than that
  std::optional<Refer> refer = {};
  bool is_ended_by_us = false;      // the switchboard knows that it has ended
  std::vector<Party> parties = {};  // the customer first, while there
  std::vector<Ear> ears = {};
  std::int32_t dial = 0;  // of a callback
  CallShown shown = {};
  CallRecording recording = {};
  media::PlayerId speech = {};                 // what the customer is being told; 0: nothing
  std::optional<FlowOnLine> flow = {};         // while one runs
  bool is_announced = false;                   // the number's announcement, to its end
  bool is_telling = false;                     // who was called back hears it; then agent and customer talk
  bool has_given_place = false;                // to another contact of theirs: they stand aside
  std::optional<OtherPlace> other_place = {};  // a chat of theirs where they may go on
  PairId asked_of = {};                        // they were asked about it, at most once
  media::PlayerId question = {};               // by this speech
  bool is_secret = false;                      // what the customer types is kept from everybody
  std::optional<Identified> arrived = {};      // kept until the switchboard has them

  // In a flow that asks them something.
  bool is_in_flow() const { return phase == Phase::flowing || (phase == Phase::talking && is_assisted); }

  Party* customer();
  Party* of_role(Role role);
  Party* of_user(UserId user);
  Party* of_party(PartyId party);
  Party* aside();
};

// Whether `ear` hears `voice`, both up, and neither the same. topology.cpp
bool hears(const Call& call, const Party& ear, const Party& voice);

// A desk's own sound.
struct Station {
  StationId id = {};
  OrgId org = {};
  UserId user = {};
  ConnectionId connection = 0;
  bool is_ready = false;  // sound flows
};

}  // namespace rapport::calls
