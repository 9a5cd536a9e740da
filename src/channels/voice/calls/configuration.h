// What call control is told about numbers and devices; replaced as a whole while calls go on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "channels/voice/sip/ids.h"
#include "phrases/utterance.h"

namespace rapport::calls {

// A number that customers call.
struct Number {
  ChannelId id = {};
  OrgId org = {};
  std::string number = {};  // as the trunk says it, e.g. "+861012345678"
  sip::TrunkId trunk = {};  // none: from any trunk of the organisation
  QueueId queue = {};
  std::int32_t priority = 0;
  std::string language = {};                      // of announcements: "zh" or "en"
  FlowId flow = {};                               // that calls begin with instead of the queue; 0: none
  std::vector<phrases::Utterance> greeting = {};  // heard first, when there is no flow
};

// Which calls of a queue are recorded.
struct RecordingRules {
  std::int32_t percent = 0;  // of its calls
  bool by_hand = false;      // agents may begin and end recordings
};

struct TrunkRules {
  OrgId org = {};
  std::string caller_number = {};  // what we show when we dial out
  std::string region = {};         // the country whose way to write numbers the trunk has, e.g. "CN"
};

// How an agent is reached when no desk of theirs has its own sound.
struct AgentPhone {
  std::string extension = {};       // what colleagues dial or transfer to; "": none
  sip::PhoneId phone = {};          // a desk phone that registers, or
  std::string outside_number = {};  // a number dialled through `trunk`
  sip::TrunkId trunk = {};
};

// How long things may take.
struct Limits {
  Duration hold_recall = seconds(60);  // the agent is reminded of a customer on hold; 0: never
  Duration parked_max = minutes(3);    // then a parked customer is back with who parked them, on hold
};

struct Configuration {
  std::vector<Number> numbers = {};
  std::map<sip::TrunkId, TrunkRules> trunks = {};
  std::map<std::pair<OrgId, AgentId>, AgentPhone> agents = {};
  std::map<std::pair<OrgId, QueueId>, RecordingRules> recording = {};
};

}  // namespace rapport::calls
