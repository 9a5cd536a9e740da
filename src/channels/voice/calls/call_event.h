// Everything that can happen to a call. Values; the shell (../voice.h) makes them from what signalling, the
// media plane, the switchboard and the desks say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/id.h"
#include "base/instant.h"
#include "channels/voice/calls/configuration.h"
#include "channels/voice/calls/flow_step.h"
#include "channels/voice/calls/ids.h"
#include "channels/voice/media/event.h"
#include "channels/voice/sip/events.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"

namespace rapport::calls {

struct Configured {
  Configuration configuration = {};
};

// The media plane's answer to OpenMedia or AnswerMedia, at once: our description, or why there is none. An
// OpenMedia that failed leaves nothing open; an AnswerMedia that failed leaves the leg as it was.
struct Described {
  media::LegId leg = {};
  std::string sdp = {};
  std::string failure = {};  // "": it went well
};

// The answer to Identify: who calls, and the interaction's id. The customer is 0 when the look-up failed: the
// call is taken all the same.
struct Identified {
  CallId call = {};
  InteractionId interaction = {};
  CustomerId customer = {};
  AgentId last_agent = {};
  Instant last_contact_ended = {};
  InteractionId previous = {};
  std::optional<switchboard::FlowStart> flow = {};  // that they begin with instead of a queue
  std::int32_t head_start_min = 0;                  // beside the number's own priority
  QueueId queue = {};                               // that has them instead of the number's; 0: none
};

// The answer to FindNumber. "" when nobody knows one.
struct NumberFound {
  CallId call = {};
  std::int32_t dial = 0;
  std::string number = {};
  std::string name = {};
};

// The answer to KeepNumber.
struct NumberKept {
  OrgId org = {};
  InteractionId interaction = {};
  std::int32_t turn = 0;
  bool is_kept = false;
};

// A chat of the same customer about the same thing, where they may go on instead.
struct OtherPlace {
  PairId pair = {};
  InteractionId chat = {};
  bool is_talking = false;                                 // with an agent; else it waits
  bool can_come_here = false;                              // its place can go to the call
  std::optional<std::pair<Duration, Duration>> wait = {};  // there: at least, at most
};
// What of that is so now, whenever it changes; none: nothing to choose.
struct OtherPlaceTold {
  OrgId org = {};
  InteractionId interaction = {};
  std::optional<OtherPlace> other = {};
};

// Whoever leaves a voicemail has begun to speak, or fallen silent.
struct VoiceHeard {
  OrgId org = {};
  InteractionId interaction = {};  // of the call
  media::TapId tap = {};
  bool is_talking = false;
};

// The switchboard refused what call control submitted for this call, or could not take it.
struct NotTaken {
  CallId call = {};
  bool is_arrival = false;
  std::string reason = {};
};

// A released effect of an organisation's switchboard, in order.
struct Told {
  OrgId org = {};
  switchboard::Effect effect = {};
};

// --- desks ---
// A desk offers its sound (WebRTC). The newest of an agent is the one that is used.
struct StationOffered {
  OrgId org = {};
  UserId user = {};
  ConnectionId connection = 0;
  std::string sdp = {};
};
struct StationLeft {  // its socket closed, or it says so
  ConnectionId connection = 0;
};

// A desk that knows nothing yet: its socket opened (no interaction: it is told of the calls its user is in),
// or it opened an interaction. The shell says whether its user may see calls of others.
struct DeskLooks {
  OrgId org = {};
  UserId user = {};
  ConnectionId connection = 0;
  InteractionId interaction = {};
  bool may_see_all = false;
};

// What an agent or supervisor does with a call, from their desk. Refused ones are told to `connection` by
// CallRefused.
enum class Action : std::uint8_t {
  hold,
  resume,
  mute,
  unmute,
  conference,       // everybody hears everybody: ends a hold, too
  monitor,          // a supervisor hears all; nobody hears them
  whisper,          // only the agents hear them
  barge,            // everybody hears them
  leave,            // a supervisor stops
  dial,             // `digits`: a number, joins as an outside party while the customer is on hold
  drop_outside,     // the outside party is hung up on
  hand_to_outside,  // the customer stays with the outside party, the agent goes
  park,             // the customer waits at a place where any colleague can pick them up
  pick_up,          // a parked call
  press,            // `digits` are sent to the customer's side
  record,           // begins a recording, or ends it, where the queue lets agents
  stop_recording,
  pause_recording,  // silence while a card number is said
  resume_recording,
};
struct Asked {
  OrgId org = {};
  UserId user = {};
  ConnectionId connection = 0;
  InteractionId interaction = {};
  Action action = Action::hold;
  std::string digits = {};
};

struct TimerDue {
  TimerId timer = {};
};

// A recording has ended though nobody asked for it: no room on the disk, it could not be begun.
struct RecordingEnded {
  media::TapId tap = {};
};

using Event =
    std::variant<Configured, sip::Event, media::Event, Described, Identified, NumberFound, NotTaken, Told,
                 FlowAsked, MusicChosen, RecordingWished, NumberKept, OtherPlaceTold, VoiceHeard,
                 StationOffered, StationLeft, DeskLooks, Asked, RecordingEnded, TimerDue>;

}  // namespace rapport::calls
