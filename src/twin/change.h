// Change: what a planner would do differently, as a file or a form says it, and a scenario with it done.
// docs/whatif.md is the guide. Pure values; seconds count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "platform/contract/json_text.h"
#include "twin/scenario.h"

namespace rapport::twin {

// --- people. `agents` names groups; `count`: so many of them, the last ones of each group first; else all
// ---
struct LearnSkill {
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::string skill;
  std::int32_t level = 3;  // also of who has it already
};
struct LoseSkill {
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::string skill;
};
struct JoinQueue {
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::string queue;
  std::int64_t from_s = 0;  // 0: the whole day
};
struct LeaveQueue {
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::string queue;
  std::int64_t from_s = 0;  // 0: the whole day
};
struct AddAgents {
  std::string group;
  std::int32_t count = 1;
};
struct RemoveAgents {
  std::string group;
  std::int32_t count = 1;
};
struct MoveShifts {  // with their breaks
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::int64_t by_s = 0;
};
struct SetShifts {
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::vector<ScenarioShift> shifts;
};
struct MoveBreaks {  // those that begin in the span; each stays within its shift
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::int64_t from_s = 0;
  std::optional<std::int64_t> to_s;
  std::int64_t by_s = 0;
};
struct BeAbsent {  // one break more
  std::vector<std::string> agents;
  std::optional<std::int32_t> count;
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};

// --- queues ---
struct ChangeRules {
  std::string queue;
  contract::Json rules;  // of ScenarioRules those that change
};
struct OfferCallbacks {
  std::string queue;
  std::optional<ScenarioCallbackOffer> offer;  // absent: not any more
};
struct ChangeOpening {
  std::string queue;
  std::vector<ScenarioSpan> open;  // empty: always
};

// A flow of the scenario by its name, or by where it comes from.
struct FlowNamed {
  std::optional<std::string> name;
  std::optional<FlowId> flow_id;
  std::optional<std::int32_t> version;  // 0: the draft; absent: of `from` every one, of `to` the live one
};
// Who began with `from`, or was passed on to it, meets another flow instead: `to`, or the one in `flow`.
struct SwapFlow {
  FlowNamed from;
  std::optional<FlowNamed> to;
  std::optional<contract::Json> flow;  // as in a scenario
};

// --- customers; `queues` empty: of all ---
struct ScaleArrivals {
  std::vector<std::string> queues;
  double factor = 1;
  std::int64_t from_s = 0;
  std::optional<std::int64_t> to_s;
};
struct MoveArrivals {
  std::vector<std::string> queues;
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
  std::int64_t by_s = 0;
};
struct AddArrivals {  // spread evenly over the span
  std::string queue;
  std::int32_t contacts = 0;
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};
struct ScaleHandleTime {  // conversations and wrap-ups
  std::vector<std::string> queues;
  double factor = 1;
};
struct ScalePatience {
  std::vector<std::string> queues;
  double factor = 1;
};

using ScenarioChange =
    std::variant<LearnSkill, LoseSkill, JoinQueue, LeaveQueue, AddAgents, RemoveAgents, MoveShifts, SetShifts,
                 MoveBreaks, BeAbsent, ChangeRules, OfferCallbacks, ChangeOpening, ScaleArrivals,
                 MoveArrivals, AddArrivals, ScaleHandleTime, ScalePatience, SwapFlow>;

// One thing to try: everything that changes in it, done one after the other.
struct Variant {
  std::string name;
  std::vector<ScenarioChange> changes;
};
struct Variants {
  std::vector<Variant> variants;
};

BOOST_DESCRIBE_STRUCT(LearnSkill, (), (agents, count, skill, level))
BOOST_DESCRIBE_STRUCT(LoseSkill, (), (agents, count, skill))
BOOST_DESCRIBE_STRUCT(JoinQueue, (), (agents, count, queue, from_s))
BOOST_DESCRIBE_STRUCT(LeaveQueue, (), (agents, count, queue, from_s))
BOOST_DESCRIBE_STRUCT(AddAgents, (), (group, count))
BOOST_DESCRIBE_STRUCT(RemoveAgents, (), (group, count))
BOOST_DESCRIBE_STRUCT(MoveShifts, (), (agents, count, by_s))
BOOST_DESCRIBE_STRUCT(SetShifts, (), (agents, count, shifts))
BOOST_DESCRIBE_STRUCT(MoveBreaks, (), (agents, count, from_s, to_s, by_s))
BOOST_DESCRIBE_STRUCT(BeAbsent, (), (agents, count, from_s, to_s))
BOOST_DESCRIBE_STRUCT(ChangeRules, (), (queue, rules))
BOOST_DESCRIBE_STRUCT(OfferCallbacks, (), (queue, offer))
BOOST_DESCRIBE_STRUCT(ChangeOpening, (), (queue, open))
BOOST_DESCRIBE_STRUCT(ScaleArrivals, (), (queues, factor, from_s, to_s))
BOOST_DESCRIBE_STRUCT(MoveArrivals, (), (queues, from_s, to_s, by_s))
BOOST_DESCRIBE_STRUCT(AddArrivals, (), (queue, contacts, from_s, to_s))
BOOST_DESCRIBE_STRUCT(ScaleHandleTime, (), (queues, factor))
BOOST_DESCRIBE_STRUCT(ScalePatience, (), (queues, factor))
BOOST_DESCRIBE_STRUCT(FlowNamed, (), (name, flow_id, version))
BOOST_DESCRIBE_STRUCT(SwapFlow, (), (from, to, flow))
BOOST_DESCRIBE_STRUCT(Variant, (), (name, changes))
BOOST_DESCRIBE_STRUCT(Variants, (), (variants))

contract::Notes contract_notes(contract::Tag<LearnSkill>);
contract::Notes contract_notes(contract::Tag<LoseSkill>);
contract::Notes contract_notes(contract::Tag<JoinQueue>);
contract::Notes contract_notes(contract::Tag<LeaveQueue>);
contract::Notes contract_notes(contract::Tag<AddAgents>);
contract::Notes contract_notes(contract::Tag<RemoveAgents>);
contract::Notes contract_notes(contract::Tag<MoveShifts>);
contract::Notes contract_notes(contract::Tag<SetShifts>);
contract::Notes contract_notes(contract::Tag<MoveBreaks>);
contract::Notes contract_notes(contract::Tag<BeAbsent>);
contract::Notes contract_notes(contract::Tag<OfferCallbacks>);
contract::Notes contract_notes(contract::Tag<ChangeOpening>);
contract::Notes contract_notes(contract::Tag<ScaleArrivals>);
contract::Notes contract_notes(contract::Tag<MoveArrivals>);
contract::Notes contract_notes(contract::Tag<AddArrivals>);
contract::Notes contract_notes(contract::Tag<ScaleHandleTime>);
contract::Notes contract_notes(contract::Tag<ScalePatience>);
contract::Notes contract_notes(contract::Tag<FlowNamed>);
contract::Notes contract_notes(contract::Tag<SwapFlow>);
contract::Notes contract_notes(contract::Tag<Variant>);
contract::Notes contract_notes(contract::Tag<Variants>);

// {"variants": [{"name": …, "changes": [{"kind": "learn_skill", …}]}]}; invalid with a JSON Pointer per
// fault.
Result<Variants> read_variants(std::string_view json);

// The scenario with the changes done in their order. invalid / "bad_change" with an issue per fault, `where`
// below `where`, e.g. "/variants/0/changes/2/skill". What cannot be played as it is meant is said in `notes`.
Result<Scenario> changed(const Scenario& scenario, const std::vector<ScenarioChange>& changes,
                         const std::string& where, std::vector<std::string>* notes = nullptr);

}  // namespace rapport::twin
