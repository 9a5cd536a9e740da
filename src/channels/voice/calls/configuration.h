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
#include "platform/numbering/phone_number.h"

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
  // Heard to its end before anything else: that the call may be recorded.
  std::vector<phrases::Utterance> announcement = {};
};

// Which calls of a queue are recorded.
struct RecordingRules {
  std::int32_t percent = 0;  // of its calls
  bool by_hand = false;      // agents may begin and end recordings
};

// What those see whom we call through a trunk. What it names and does not find gives way to `caller_number`.
enum class ShownNumber : std::uint8_t {
  called,  // the number that the call is about: which the customer called, or which calls back
  fixed,   // `caller_number`
  queue,   // the number of the queue that the call is in
  hidden,  // nothing; a carrier that wants our identity is told it (P-Asserted-Identity, Privacy: id)
};

struct TrunkRules {
  OrgId org = {};
  std::string caller_number = {};  // what we show when nothing else is known, or always
  std::string region = {};         // the country whose way to write numbers the trunk has, e.g. "CN"
  ShownNumber shown = ShownNumber::called;
  bool is_customer_shown = true;  // to agents whom we reach outside
  numbering::Form form = numbering::Form::e164;
  bool refuses_anonymous = false;  // callers without a number get 433
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
