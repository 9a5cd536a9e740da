// A step of the caller's flow as call control is told of it, and what call control keeps of it. The words are
// there already; how a flow goes on is the switchboard's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "channels/voice/calls/ids.h"
#include "channels/voice/media/ids.h"
#include "phrases/utterance.h"

namespace rapport::calls {

enum class Asks : std::uint8_t {
  nothing,    // the flow is on its way
  say,        // to be heard
  menu,       // one of `keys`
  collect,    // up to `length_max` digits, ended by # or by a pause
  transfer,   // to be connected with `number`
  callback,   // booked by the switchboard; `number`, if any, is kept first
  voicemail,  // after its words and a beep what the caller says is kept for `queue`
  pause,      // others are asked: music
  treatment,  // said while they wait in a queue; a key of `keys` takes the offer
};

// The flow of this interaction stands at this turn, and asks.
struct FlowAsked {
  OrgId org = {};
  InteractionId interaction = {};
  std::int32_t turn = 0;
  Asks asks = Asks::nothing;
  std::vector<phrases::Utterance> says = {};
  std::vector<std::string> keys = {};
  std::int32_t length_max = 0;  // digits; of a voicemail seconds
  QueueId queue = {};           // that gets a voicemail
  std::string language = {};    // of the words
  bool is_secret = false;
  bool is_again = false;
  std::string number = {};  // of a transfer, of a callback
  bool returns = false;     // a transfer: the flow goes on when the other end has hung up
};

// In the queue that they come to now, this is their music; none: the usual.
struct MusicChosen {
  OrgId org = {};
  InteractionId interaction = {};
  PromptId prompt = {};
};

// The flow says whether this call is recorded, whatever its queue says.
struct RecordingWished {
  OrgId org = {};
  InteractionId interaction = {};
  bool is_on = false;
};

// What a caller leaves at a voicemail step: leaving.cpp.
struct Leaving {
  media::TapId tap = {};     // 0: none has begun
  Instant ends_at = {};      // at the latest
  Instant talks_since = {};  // 0: silent
  Duration talked = {};
};

// Of a call whose flow runs.
struct FlowOnLine {
  FlowAsked at = {};
  bool is_answered = false;  // the switchboard has the answer: what is typed now is for the next question
  std::string typed = {};
  std::string ahead = {};     // typed before it was asked for
  bool ignores_hash = false;  // what was typed was complete: a # after it means nothing
  Instant told_at = {};       // when the switchboard last heard that they listen or type
  TimerId timer = {};
  bool is_dialling = false;   // a transfer: its other end rings, or
  bool is_connected = false;  // they talk
  Leaving leaving = {};
};

}  // namespace rapport::calls
