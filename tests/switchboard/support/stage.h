// Stage: everything one scenario has: the names, the rules as last given, the driver, and all that happened.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "switchboard/flow/definition.h"
#include "switchboard/support/driver.h"
#include "switchboard/support/names.h"

namespace rapport::switchboard::scenario {

// One thing that happened, in the words an expectation uses.
struct Told {
  Instant at;
  std::string text;                // "c1 is offered to ana"
  std::vector<std::string> tails;  // what may follow: "until 09:00:20", "at step 1 of 2"
  bool is_quiet = false;           // may be expected, but does not break "nothing"
  bool is_seen = false;            // an expectation has met it
};

struct OfferSeen {
  OfferId offer;
  AgentId agent;
};

// A flow as last given, and the version it was given under.
struct FlowGiven {
  FlowId id;
  std::int32_t version = 0;
  std::map<std::int32_t, flow::Flow> versions;
};

struct Stage {
  Stage() : driver(midnight) {}

  Names names;
  Driver driver;
  Settings settings;
  std::map<std::string, QueueRules> queues;
  std::map<std::string, AgentProfile> agents;
  std::map<std::string, FlowGiven> flows;
  std::vector<Told> told;
  std::size_t chapter = 0;  // index into `told` where the present event block began
  std::size_t act = 0;      // and where its last event did
  std::map<InteractionId, std::vector<OfferSeen>> offers;
  std::map<InteractionId, Why> whys;  // of the last offer
  std::map<InteractionId, InteractionClosed> closed;
  std::map<InteractionId, Instant> asked_at;  // when each last offer was made
  std::map<AgentId, Presence> presences;      // as last told
  std::int64_t messages = 0;
};

}  // namespace rapport::switchboard::scenario
