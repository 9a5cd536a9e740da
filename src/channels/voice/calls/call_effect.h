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
};
struct AnswerMedia {  // a later offer of the other end
  media::LegId leg = {};
  std::string offer = {};
};
struct AcceptMedia {  // the other end's answer to our offer
  media::LegId leg = {};
  std::string sdp = {};
};
struct Hear {
  media::LegId leg = {};
  std::vector<media::LegId> others = {};
};
struct Mute {
  media::LegId leg = {};
  bool is_muted = true;
};
enum class Sound : std::uint8_t { none, waiting_music, hold_music, not_taken };
// Instead of what it heard; `none`: silence and the voices again. PlayerEnded follows what ends by itself.
struct Play {
  media::LegId leg = {};
  Sound sound = Sound::none;
  std::string language = {};
};
struct PressDigits {
  media::LegId leg = {};
  std::string digits = {};
};
struct CloseMedia {
  media::LegId leg = {};
};

// --- the rest of the program ---
struct Identify {
  CallId call = {};
  OrgId org = {};
  std::string caller_number = {};
  std::string caller_name = {};
  std::string called_number = {};
};
struct Submit {
  OrgId org = {};
  CallId call = {};
  switchboard::Event event = {};
};

// --- desks ---
struct AnswerStation {
  ConnectionId connection = 0;
  StationId station = {};
  std::string sdp = {};
  std::string failure = {};
};
enum class StationState : std::uint8_t { connecting, ready, lost, replaced };
struct TellStation {
  ConnectionId connection = 0;
  StationState state = StationState::connecting;
};
struct TellQuality {
  ConnectionId connection = 0;
  media::Quality quality = {};
};
// A call as everybody in it sees it.
struct CallShown {
  InteractionId interaction = {};
  bool is_up = true;
  bool is_held = false;
  bool is_conference = false;
  struct Member {
    UserId user = {};         // 0: the customer, or an outside number
    std::string number = {};  // of those
    enum class Role : std::uint8_t { customer, agent, consulted, outside, supervisor } role = Role::customer;
    enum class Supervision : std::uint8_t { none, monitor, whisper, barge } supervision = Supervision::none;
    bool is_ringing = false;
    bool is_muted = false;
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
struct CallRefused {
  ConnectionId connection = 0;
  InteractionId interaction = {};
  std::string reason = {};
};

using Effect =
    std::variant<sip::Command, OpenMedia, AnswerMedia, AcceptMedia, Hear, Mute, Play, PressDigits, CloseMedia,
                 Identify, Submit, AnswerStation, TellStation, TellQuality, TellCall, CallRefused>;

}  // namespace rapport::calls
