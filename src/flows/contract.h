// What the API says about flows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "flows/definition/described.h"

namespace rapport::flows {

using Definition = switchboard::flow::Flow;

struct FlowSummary {
  FlowId id;
  std::string name;
  switchboard::flow::Purpose purpose = switchboard::flow::Purpose::entrance;
  std::int64_t revision = 0;                 // of the draft
  std::optional<std::int32_t> live_version;  // absent: never published
  Instant changed_at;
  std::int64_t running = 0;  // interactions in any of its versions now
};
BOOST_DESCRIBE_STRUCT(FlowSummary, (), (id, name, purpose, revision, live_version, changed_at, running))
struct FlowList {
  std::vector<FlowSummary> items;
};
BOOST_DESCRIBE_STRUCT(FlowList, (), (items))

struct NewFlow {
  std::string name;
  std::optional<Definition> draft;
};
BOOST_DESCRIBE_STRUCT(NewFlow, (), (name, draft))
contract::Notes contract_notes(contract::Tag<NewFlow>);

struct VersionSummary {
  std::int32_t version = 0;
  std::string note;
  UserId by;
  Instant published_at;
  bool is_live = false;
};
BOOST_DESCRIBE_STRUCT(VersionSummary, (), (version, note, by, published_at, is_live))
contract::Notes contract_notes(contract::Tag<VersionSummary>);

struct FlowWhole : FlowSummary {
  Definition draft;
  std::vector<VersionSummary> versions;  // newest first
};
BOOST_DESCRIBE_STRUCT(FlowWhole, (FlowSummary), (draft, versions))
contract::Notes contract_notes(contract::Tag<FlowWhole>);

struct SaveDraft {
  std::string name;
  Definition draft;
};
BOOST_DESCRIBE_STRUCT(SaveDraft, (), (name, draft))
contract::Notes contract_notes(contract::Tag<SaveDraft>);

struct CheckFlow {
  Definition draft;
};
BOOST_DESCRIBE_STRUCT(CheckFlow, (), (draft))
contract::Notes contract_notes(contract::Tag<CheckFlow>);

struct TestResult {
  std::string name;
  switchboard::flow::Rehearsed rehearsed;
};
BOOST_DESCRIBE_STRUCT(TestResult, (), (name, rehearsed))
contract::Notes contract_notes(contract::Tag<TestResult>);
struct FlowChecked {
  std::vector<switchboard::flow::Problem> problems;
  std::vector<TestResult> tests;  // only run when there are no problems
};
BOOST_DESCRIBE_STRUCT(FlowChecked, (), (problems, tests))

struct PublishFlow {
  std::string note;
};
BOOST_DESCRIBE_STRUCT(PublishFlow, (), (note))
contract::Notes contract_notes(contract::Tag<PublishFlow>);
struct RollBackFlow {
  std::int32_t version = 0;  // what it said is published again, under a new number
};
BOOST_DESCRIBE_STRUCT(RollBackFlow, (), (version))

// `version` 0: the draft.
struct DifferenceQuery {
  std::int32_t from = 0;
  std::int32_t to = 0;
};
BOOST_DESCRIBE_STRUCT(DifferenceQuery, (), (from, to))
contract::Notes contract_notes(contract::Tag<DifferenceQuery>);
struct StepDifference {
  std::string step;                 // "": the flow itself
  std::string change;               // added, removed, changed, moved
  std::vector<std::string> fields;  // of changed: "does", "exits/timeout", "note"
};
BOOST_DESCRIBE_STRUCT(StepDifference, (), (step, change, fields))
struct FlowDifference {
  Definition from, to;
  std::vector<StepDifference> steps;
};
BOOST_DESCRIBE_STRUCT(FlowDifference, (), (from, to, steps))
contract::Notes contract_notes(contract::Tag<FlowDifference>);

struct RunningAt {
  InteractionId interaction_id;
  std::int32_t version = 0;
  std::string step;
  switchboard::Channel channel = switchboard::Channel::chat;
  Instant arrived_at;
};
BOOST_DESCRIBE_STRUCT(RunningAt, (), (interaction_id, version, step, channel, arrived_at))
struct RunningList {
  std::vector<RunningAt> items;  // at most 500
};
BOOST_DESCRIBE_STRUCT(RunningList, (), (items))

// Which entrance begins with which flow. `kind` webchat: `key` is the channel's id; number: the telephone
// number's id, which names its flow itself and is only listed here.
struct FlowEntrance {
  std::string kind;
  std::string key;
  FlowId flow_id;
};
BOOST_DESCRIBE_STRUCT(FlowEntrance, (), (kind, key, flow_id))
struct EntranceList {
  std::vector<FlowEntrance> items;
};
BOOST_DESCRIBE_STRUCT(EntranceList, (), (items))
struct SetEntrance {
  std::string kind, key;
  std::optional<FlowId> flow_id;  // absent: none any more
};
BOOST_DESCRIBE_STRUCT(SetEntrance, (), (kind, key, flow_id))
contract::Notes contract_notes(contract::Tag<SetEntrance>);

}  // namespace rapport::flows
