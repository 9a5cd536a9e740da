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

namespace rapport::calls {

// A number that customers call.
struct Number {
  ChannelId id = {};
  OrgId org = {};
  std::string number = {};  // as the trunk says it, e.g. "+861012345678"
  sip::TrunkId trunk = {};  // none: from any trunk of the organisation
  QueueId queue = {};
  std::int32_t priority = 0;
  std::string language = {};  // of announcements: "zh" or "en"
};

struct TrunkRules {
  OrgId org = {};
  std::string caller_number = {};  // what we show when we dial out
};

// How an agent is reached when no desk of theirs has its own sound.
struct AgentPhone {
  sip::PhoneId phone = {};          // a desk phone that registers, or
  std::string outside_number = {};  // a number dialled through `trunk`
  sip::TrunkId trunk = {};
};

struct Configuration {
  std::vector<Number> numbers = {};
  std::map<sip::TrunkId, TrunkRules> trunks = {};
  std::map<std::pair<OrgId, AgentId>, AgentPhone> agents = {};
};

}  // namespace rapport::calls
