// Scenario: a day that never happened, as its file says it: who comes, who works, what the queues decide.
// Plain values with names instead of ids, so that a planner can build one, change two numbers and simulate it
// again. Seconds count from the start. docs/simulate.md is the guide; world.h turns it into what the engine
// runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"
#include "switchboard/model/rules.h"
#include "twin/distribution.h"
#include "twin/scenario_flow.h"

namespace rapport::twin {

struct ScenarioSpan {
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};

struct ScenarioNeed {
  std::string skill;
  std::int32_t level_min = 1;
};

struct ScenarioStep {
  std::optional<std::string> agent;  // "GROUP/NUMBER", numbers from 1
  std::optional<std::string> team;
  std::vector<ScenarioNeed> skills;
  std::int64_t lasts_s = 0;  // 0: for ever
};

struct ScenarioBranch {
  switchboard::BranchAction action = switchboard::BranchAction::wait;
  std::optional<std::string> overflow_to;
};

// switchboard::QueueRules by the API's names. Its defaults, but for wrap_up_limit_s: wrap-ups last as long as
// the scenario says unless it sets a limit.
struct ScenarioRules {
  switchboard::OrderRule order = switchboard::OrderRule::blended;
  switchboard::AgentChoice choice = switchboard::AgentChoice::longest_idle;
  std::int32_t weight = 100;
  std::int64_t offer_timeout_s = 20;
  bool auto_accept = false;
  std::int64_t wrap_up_limit_s = 0;
  bool disposition_required = false;
  std::int32_t waiting_max = 0;
  ScenarioBranch when_full{switchboard::BranchAction::refuse, {}};
  ScenarioBranch when_closed{switchboard::BranchAction::refuse, {}};
  ScenarioBranch when_unstaffed;
  std::int64_t wait_limit_s = 0;
  std::vector<ScenarioStep> steps;
  std::int64_t sticky_window_s = 72 * 3600;
  std::int64_t sticky_wait_s = 30;
  std::int32_t transfer_head_start_min = 5;
  std::int64_t service_level_within_s = 20;
  // Of callbacks; used once the queue offers them.
  switchboard::CallbackMode callback_mode = switchboard::CallbackMode::agent_first;
  std::int32_t dials_max = 3;
  std::int64_t retry_after_s = 900;
  std::int64_t ring_limit_s = 40;
};

// They come `after_s` after the conversation of that customer has ended; not at all when it does not come
// about.
struct ScenarioTransfer {
  std::string queue;  // where that customer came in
  std::int64_t number = 0;
  double after_s = 0;
};

// One customer of a day that was recorded: what was seen of them. What was not is drawn as for anybody else.
struct ScenarioContact {
  double at_s = 0;
  std::optional<std::int64_t> number;              // of their random numbers; absent: their place in the list
  std::optional<std::int32_t> priority;            // instead of the queue's
  std::optional<std::vector<ScenarioStep>> steps;  // instead of the queue's rules'
  std::optional<std::string> last_agent;           // "GROUP/NUMBER"
  std::int64_t last_contact_ended_s = 0;           // before they arrived
  std::optional<double> talk_s;                    // with an agent of speed 1 who does nothing else meanwhile
  std::optional<double> wrap_up_s;
  std::optional<double> talk_over_s;      // it went on still after so much of it; also without talk_s
  std::optional<double> wrap_up_over_s;   // the same
  std::optional<double> patience_s;       // they left after that
  std::optional<double> patience_over_s;  // they were answered after that: would have waited longer
  std::optional<ScenarioEntry> flow;      // they began with it instead of the queue
  std::optional<ScenarioTransfer> transferred_from;  // then at_s is only when they came on that day
};

// Exactly one of the four; or contacts and per_interval: who has come, and who is expected beside them.
struct ScenarioArrivals {
  std::optional<double> per_hour;    // the whole time
  std::vector<double> per_interval;  // expected number in each interval from the start on; then nobody
  std::int64_t interval_s = 1800;    // of per_interval
  std::optional<std::vector<double>> at_s;
  std::optional<std::vector<ScenarioContact>> contacts;  // by at_s
};

// A share of a queue's customers that differs from the rest.
struct ScenarioKind {
  std::string name;
  double share = 0;
  std::optional<std::int32_t> priority;            // instead of the queue's
  std::optional<std::vector<ScenarioStep>> steps;  // instead of the queue's rules'
  std::optional<Law> talk;                         // instead of the queue's
};

// Messages while a conversation is active, for queues where a silent customer stops counting.
struct ScenarioMessages {
  std::optional<Law> customer_every;
  std::optional<Law> agent_every;
};

// Whoever has waited this long is offered to be called back; a share of them takes it, keeps their place and
// does not run out of patience any more.
struct ScenarioCallbackOffer {
  std::int64_t after_s = 120;
  double share = 0.5;
  double reached = 0.9;  // of the dials
  Law ring = Constant{15};
  std::int64_t from_s = 0;  // to those who come from then on
};

struct ScenarioQueue {
  std::string name;
  switchboard::Channel channel = switchboard::Channel::chat;
  ScenarioRules rules;
  ScenarioArrivals arrivals;
  Law talk;
  Law wrap_up;
  std::optional<Law> patience;  // absent: they never leave
  std::int32_t priority = 0;
  std::vector<ScenarioKind> mix;  // shares sum to at most 1; the rest is as the queue says
  std::optional<ScenarioMessages> messages;
  std::vector<ScenarioSpan> open;  // empty: always
  // Its customers begin with this flow, which says where they wait. Patience counts from there, and how long
  // a conversation lasts is for the queue they wait in to say.
  std::optional<std::string> flow;
  // A conversation goes on at 1 / (1 + stretch * (n - 1)) of its speed while its agent has n of them.
  double stretch = 0;
  std::optional<ScenarioCallbackOffer> callback_offer;
  double cost_per_contact = 0;  // of each that is answered, beside the agents' time
  double cost_per_abandon = 0;  // what a customer who left is reckoned to cost
};

struct ScenarioSkill {
  std::string skill;
  std::int32_t level = 1;
};

struct ScenarioChannel {
  std::int32_t at_once_max = 0;
  std::int32_t units = 0;
  bool is_interruptible = false;
};

struct ScenarioChannels {
  ScenarioChannel voice{1, 100, false};
  ScenarioChannel chat{4, 25, false};
  ScenarioChannel message{4, 25, false};
  ScenarioChannel email{2, 50, true};
  ScenarioChannel task{2, 50, true};
  ScenarioChannel voicemail{2, 50, true};
};

struct ScenarioCapacity {
  std::int32_t units = 100;
  ScenarioChannels channels;
};

struct ScenarioShift {
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
  std::vector<ScenarioSpan> breaks;
};

// From then on they serve these queues instead.
struct ScenarioAssignment {
  std::int64_t from_s = 0;
  std::vector<std::string> queues;
};

// `count` agents who are all alike.
struct ScenarioAgents {
  std::string name;
  std::int32_t count = 1;
  std::vector<ScenarioSkill> skills;
  std::vector<std::string> teams;
  std::vector<std::string> queues;
  std::vector<ScenarioAssignment> assignments;  // by from_s
  ScenarioCapacity capacity;
  std::vector<ScenarioShift> shifts;  // empty: always there
  Law answer_delay;                   // from the offer until it is accepted
  double no_answer_share = 0;         // of offers that nobody answers
  Law back_after = Constant{60};      // from not responding until available again
  double pace = 1;                    // their conversations and wrap-ups last this many times as long
  double cost_per_hour = 0;           // of presence, breaks too
};

struct Scenario {
  std::string name;
  std::int64_t seed = 1;
  Instant start;
  std::int64_t duration_s = 0;      // customers arrive and figures count until then
  std::int64_t warm_up_s = 0;       // nothing counts before
  std::int64_t drain_s = 4 * 3600;  // how long what is open at the end may still take
  std::int64_t interval_s = 1800;   // of the report
  std::int64_t silent_after_s = 600;
  std::vector<std::string> skills;
  std::vector<ScenarioQueue> queues;
  std::vector<ScenarioAgents> agents;
  std::vector<ScenarioFlow> flows;
  ScenarioIds ids;
};

inline constexpr double stretch_max = 5;

// invalid, with an issue per fault: `where` is a JSON Pointer into the file.
Result<Scenario> read_scenario(std::string_view json);

}  // namespace rapport::twin
