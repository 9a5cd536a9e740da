// World: a scenario with everything looked up: ids for names, the switchboard's own values, distributions
// ready to draw from. Made once, read by every run; ids count from 1 in the order of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "switchboard/model/rules.h"
#include "twin/arrivals.h"
#include "twin/distribution.h"
#include "twin/scenario.h"
#include "twin/world_flow.h"

namespace rapport::twin {

struct Span {
  Duration from;
  Duration to;
};

// One sort of customer of a queue.
struct CustomerKind {
  double share = 1;
  std::int32_t priority = 0;
  std::vector<switchboard::Step> steps;  // empty: the queue's
  Distribution talk;
};

// Who comes `after` the end of a customer's conversation: queue, and which of its known customers.
struct Follower {
  std::size_t queue = 0;
  std::size_t known = 0;
  Duration after;
};

// A customer of a recorded day; what is absent is drawn.
struct KnownCustomer {
  std::uint64_t number = 0;  // of their random numbers
  std::optional<std::int32_t> priority;
  std::vector<switchboard::Step> steps;  // empty: the queue's
  AgentId last_agent;
  Duration last_contact_ended;  // before they arrived
  std::optional<Duration> talk, wrap_up, patience;
  Duration talk_over, wrap_up_over, patience_over;
  std::optional<std::size_t> entry;  // into World::entries: they began with a flow
  std::vector<Follower> followers;   // who they are when they have been transferred
};

struct CallbackOffer {
  Duration from;  // since the start
  Duration after;
  double share = 0;
  double reached = 1;
  Distribution ring;
};

struct WorldQueue {
  std::string name;
  std::uint64_t source = 0;  // of its random numbers
  QueueId id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::QueueRules rules;
  Arrivals arrivals;
  std::vector<CustomerKind> kinds;  // the first is the rest that no share of the mix claims
  Distribution wrap_up;
  std::optional<Distribution> patience;
  std::optional<Distribution> customer_every;
  std::optional<Distribution> agent_every;
  std::vector<Span> open;           // empty: always
  std::optional<std::size_t> flow;  // its customers begin with it
  std::vector<KnownCustomer>
      known;  // none, or one for each of the arrivals' times, then those who follow somebody
  double stretch = 0;
  std::optional<CallbackOffer> callback_offer;
  double cost_per_contact = 0, cost_per_abandon = 0;
};

struct Shift {
  Span span;
  std::vector<Span> breaks;
};

struct Assignment {
  Duration from;
  switchboard::AgentProfile profile;
};

struct WorldGroup {
  std::string name;
  std::uint64_t source = 0;
  std::int32_t count = 1;
  AgentId first;  // the group's agents are first, first + 1, …
  switchboard::AgentProfile profile;
  std::vector<Assignment> assignments;
  std::vector<Shift> shifts;  // empty: always there
  Distribution answer_delay;
  double no_answer_share = 0;
  Distribution back_after;
  double pace = 1;
  double cost_per_hour = 0;
};

struct World {
  std::string name;
  std::uint64_t seed = 1;
  Instant start;
  Duration duration, warm_up, drain, interval;
  switchboard::Settings settings;
  std::vector<WorldQueue> queues;
  std::vector<WorldGroup> groups;
  std::vector<WorldFlow> flows;  // FlowId: from 1 in their order; all of version 1
  std::vector<KnownEntry> entries;
  std::int32_t agents = 0;
  bool is_stretched = false;  // any queue is
};

inline constexpr double contacts_max = 10'000'000;  // expected in one run
inline constexpr std::int64_t intervals_max = 20'000;
inline constexpr std::int32_t agents_max = 100'000;  // of all groups

Duration from_seconds(double s);  // the nearest microsecond

// invalid / "bad_scenario" with an issue per fault, `where` a JSON Pointer into the scenario's file.
Result<World> resolve(const Scenario& scenario);

}  // namespace rapport::twin
