// What call control wants done, in order.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "channels/voice/calls/call_event.h"
#include "channels/voice/calls/ids.h"
#include "channels/voice/media/ids.h"
#include "channels/voice/sdp/audio.h"
#include "channels/voice/sip/commands.h"
#include "phrases/utterance.h"
#include "switchboard/model/event.h"

namespace rapport::calls {

// --- media; Described follows at once for the first two ---
enum class Kind : std::uint8_t { trunk, phone, browser };
// A new leg: answers `offer`, or makes an offer when it is "".
struct OpenMedia {
  media::LegId leg = {};
  Kind kind = Kind::trunk;
  std::string offer = {};
  std::string remote_host = {};  // where signalling came from
  media::LegId near = {};        // of the same call: sound costs less between them; none: wherever
};
struct AnswerMedia {  // a later offer of the other end
  media::LegId leg = {};
  std::string offer = {};
};
struct AcceptMedia {  // the other end's answer to our offer
  media::LegId leg = {};
  std::string sdp = {};
  std::string remote_host = {};  // where signalling came from: sound may, too (NAT)
};
struct Hear {
  media::LegId leg = {};
  std::vector<media::LegId> others = {};
};
struct Mute {
  media::LegId leg = {};
  bool is_muted = true;
};
enum class Sound : std::uint8_t { none, ringing, waiting_music, hold_music, not_taken, hold_reminder, beep };
// Instead of what it heard (a hold_reminder: on top of it); `none`: silence and the voices again. PlayerEnded
// follows what ends by itself.
struct Play {
  media::LegId leg = {};
  Sound sound = Sound::none;
  std::string language = {};
  // Whose music: of the number that was called, its queue, its organisation.
  OrgId org = {};
  QueueId queue = {};
  ChannelId number = {};
  PromptId prompt = {};  // before all of these: of the flow's step that they wait by
};
// Says this to the leg instead of what it hears; PlayerEnded with `player` follows, also when nothing of it
// can be said. StopSpeaking ends it earlier.
struct Speak {
  OrgId org = {};
  media::LegId leg = {};
  media::PlayerId player = {};
  std::vector<phrases::Utterance> says = {};
};
struct StopSpeaking {
  media::LegId leg = {};
  media::PlayerId player = {};
};
struct SetSecret {  // its keys reach nobody but call control
  media::LegId leg = {};
  bool is_on = true;
};
struct PressDigits {
  media::LegId leg = {};
  std::string digits = {};
};
struct CloseMedia {
  media::LegId leg = {};
};

// --- recording: recording.cpp ---
enum class RecordingCause : std::uint8_t { rule, by_hand, by_flow };
// Left the customer's side, right ours. RecordingEnded follows when it ends by itself.
struct StartRecording {
  media::TapId tap = {};
  OrgId org = {};
  InteractionId interaction = {};
  QueueId queue = {};
  RecordingCause cause = RecordingCause::rule;
  std::vector<media::LegId> left = {}, right = {};
};
struct ChangeRecording {
  media::TapId tap = {};
  std::vector<media::LegId> left = {}, right = {};
};
struct PauseRecording {
  media::TapId tap = {};
  bool is_paused = true;
};
enum class RecordingMark : std::uint8_t {
  agent_joined,
  agent_left,
  held,
  resumed,
  paused,
  secret,
  unpaused,
  conference,
  key,
  announced,
  in_flow,  // the customer is in a flow beside their agent, and back
  out_of_flow,
};
struct MarkRecording {
  media::TapId tap = {};
  RecordingMark mark = RecordingMark::held;
  UserId user = {};
};
struct StopRecording {
  media::TapId tap = {};
};

// What this leg says is kept as a voicemail, beside any recording of a call. VoiceHeard follows, and
// RecordingEnded when it ends by itself.
struct StartVoicemail {
  media::TapId tap = {};
  media::LegId leg = {};
  OrgId org = {};
  InteractionId call = {};
  std::int32_t turn = 0;  // of the call's flow
  QueueId queue = {};
  std::string language = {};
};
// Once each. What is left becomes an interaction of its own, and the flow is told so (FlowAnswered), then
// that its customer has hung up; of anything else nothing stays.
struct StopVoicemail {
  media::TapId tap = {};
  bool is_left = false;
  bool has_hung_up = false;
};

// --- the rest of the program ---
struct Identify {
  CallId call = {};
  OrgId org = {};
  std::string caller_number = {};
  std::string caller_name = {};
  std::string called_number = {};
  FlowId flow = {};           // that the number begins with; 0: none
  std::string language = {};  // of the number
};
// The digits that the customer's flow asked for at that turn; the answer comes back by the switchboard.
struct Keyed {
  OrgId org = {};
  InteractionId interaction = {};
  std::int32_t turn = 0;
  std::string digits = {};
};
// The caller has chosen: they go on there, or here. What follows comes from the switchboard.
struct ChoosePlace {
  OrgId org = {};
  InteractionId interaction = {};
  OtherPlace other = {};
  bool is_there = false;
};
// Where the customer of a callback wants to be called.
struct FindNumber {
  CallId call = {};
  OrgId org = {};
  InteractionId interaction = {};
  CustomerId customer = {};
  std::int32_t dial = 0;
};
// They typed where they want to be called: NumberKept follows.
struct KeepNumber {
  OrgId org = {};
  InteractionId interaction = {};
  std::int32_t turn = 0;
  std::string number = {};
};
struct Submit {
  OrgId org = {};
  CallId call = {};
  switchboard::Event event = {};
};
struct ArmTimer {
  TimerId timer = {};
  Instant due = {};
};
struct CancelTimer {
  TimerId timer = {};
};

// --- desks ---
struct AnswerStation {
  OrgId org = {};
  ConnectionId connection = 0;
  StationId station = {};
  std::string sdp = {};
  std::string failure = {};
};
enum class StationState : std::uint8_t { connecting, ready, lost, replaced };
struct TellStation {
  OrgId org = {};
  ConnectionId connection = 0;
  StationState state = StationState::connecting;
};
struct TellQuality {
  OrgId org = {};
  ConnectionId connection = 0;
  media::Quality quality = {};
};
// A call as everybody in it sees it.
struct CallShown {
  InteractionId interaction = {};
  bool is_up = true;
  bool is_held = false;
  bool is_conference = false;
  bool is_recalled = false;  // on hold for too long
  std::int32_t place = 0;    // parked there; 0: not
  enum class Recording : std::uint8_t { none, on, paused } recording = Recording::none;
  bool may_record = false;  // agents may begin and end a recording themselves
  struct Member {
    UserId user = {};         // 0: the customer, or an outside number
    std::string number = {};  // of those
    enum class Role : std::uint8_t { customer, agent, consulted, outside, supervisor } role = Role::customer;
    enum class Supervision : std::uint8_t { none, monitor, whisper, barge } supervision = Supervision::none;
    bool is_ringing = false;
    bool is_muted = false;
    bool is_holding = false;  // by their own device
    friend bool operator==(const Member&, const Member&) = default;
  };
  std::vector<Member> members = {};
  friend bool operator==(const CallShown&, const CallShown&) = default;
};
struct TellCall {
  OrgId org = {};
  CallShown call = {};
  std::vector<UserId> gone = {};  // were in it until now
};
// A call told again, to one desk that may have missed it.
struct TellCallTo {
  OrgId org = {};
  ConnectionId connection = 0;
  CallShown call = {};
};
// What is parked in an organisation, all of it, whenever that changes.
struct ParkedShown {
  std::int32_t place = 0;
  InteractionId interaction = {};
  QueueId queue = {};
  std::string number = {};  // the customer's
  UserId by = {};
  Instant since = {};
  friend bool operator==(const ParkedShown&, const ParkedShown&) = default;
};
struct TellParked {
  OrgId org = {};
  ConnectionId connection = 0;  // to this desk; 0: to all
  std::vector<ParkedShown> parked = {};
};
struct CallRefused {
  OrgId org = {};
  ConnectionId connection = 0;
  InteractionId interaction = {};
  std::string reason = {};
};

using Effect =
    std::variant<sip::Command, OpenMedia, AnswerMedia, AcceptMedia, Hear, Mute, Play, Speak, StopSpeaking,
                 SetSecret, PressDigits, CloseMedia, StartRecording, ChangeRecording, PauseRecording,
                 MarkRecording, StopRecording, StartVoicemail, StopVoicemail, Identify, FindNumber,
                 KeepNumber, ChoosePlace, Keyed, Submit, ArmTimer, CancelTimer, AnswerStation, TellStation,
                 TellQuality, TellCall, TellCallTo, TellParked, CallRefused>;

}  // namespace rapport::calls
