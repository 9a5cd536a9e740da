// A voicemail on its way: being left, or not an interaction yet. A value.
#pragma once

#include <string>

#include "base/id.h"
#include "recordings/recording.h"

namespace rapport::voicemails {

struct Voicemail {
  OrgId org = {};
  InteractionId interaction = {};  // that it becomes
  InteractionId call = {};         // in which it is left
  std::int32_t turn = 0;           // of the call's flow
  QueueId queue = {};
  std::string language = {};  // of the flow's words: "zh", "en"
  recordings::RecordingId recording = {};
};

}  // namespace rapport::voicemails
