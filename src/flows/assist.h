// What desks are told of flows beside an agent: those there are, one that runs, and what one has brought. Of
// a secret only whether it was given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "switchboard/model/described.h"

namespace rapport::flows {

// Published, and made for that.
struct AssistFlow {
  FlowId id;
  std::string name;
  std::vector<switchboard::Channel> channels;
  std::vector<std::string> languages;
};
BOOST_DESCRIBE_STRUCT(AssistFlow, (), (id, name, channels, languages))
struct AssistFlowList {
  std::vector<AssistFlow> items;
};
BOOST_DESCRIBE_STRUCT(AssistFlowList, (), (items))

struct AssistNow {
  FlowId flow_id;
  std::string name;  // of the flow
  Instant began_at;
  std::string step;
  switchboard::flow::StepKind kind = switchboard::flow::StepKind::say;
  std::string asks;  // of a collect: the attribute that it is for; else ""
  bool is_secret = false;
};
BOOST_DESCRIBE_STRUCT(AssistNow, (), (flow_id, name, began_at, step, kind, asks, is_secret))

struct AssistLearnt {
  std::string name;  // of the attribute
  bool is_given = false;
  bool is_secret = false;
  std::optional<std::string> value;  // of what was given, and is no secret
};
BOOST_DESCRIBE_STRUCT(AssistLearnt, (), (name, is_given, is_secret, value))
struct AssistDone {
  FlowId flow_id;
  std::string name;  // "": the flow has been deleted
  AgentId agent_id;
  Instant began_at, ended_at;
  switchboard::FlowEnd end = switchboard::FlowEnd::returned;
  std::vector<AssistLearnt> learnt;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(AssistDone, (), (flow_id, name, agent_id, began_at, ended_at, end, learnt, tags))

}  // namespace rapport::flows
