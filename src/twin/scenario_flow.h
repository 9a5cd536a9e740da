// Flows in a scenario: what customers meet before they reach a queue, and how they answer it. The flow itself
// is as its author writes it, or as the journal keeps it; what its numbers stand for is said once for all
// flows (ScenarioIds). docs/simulate.md is the guide; world_flow.h makes it ready to play.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "switchboard/flow/definition.h"
#include "switchboard/flow/program.h"
#include "twin/distribution.h"

namespace rapport::twin {

// What customers do at a step: one of its exits by name; "timeout", no answer until the step gives up;
// "invalid", something that is not understood; "leaves", they hang up; at a queue "offered", they take what
// is offered to them while they wait.
struct ScenarioShare {
  std::string gives;
  double share = 0;
};

struct ScenarioOpen {
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};

// How one step is answered, by the customer or by whoever is asked. What the shares leave of 1 is answered as
// where nothing is said: a menu by its options evenly, a collection is done, what is asked of others goes
// well.
struct ScenarioFlowStep {
  std::string step;                 // its key
  std::optional<std::string> like;  // it meets the same answers as the step of this key in another version
  std::vector<ScenarioShare> gives;
  std::optional<Law> takes;        // from its beginning until the answer; absent: by its kind
  std::vector<ScenarioOpen> open;  // hours: open in these spans; empty: by the shares
};

// Exactly one of definition and program.
struct ScenarioFlow {
  std::string name;
  std::optional<FlowId> id;  // where it comes from, for changes that name it so
  std::optional<std::int32_t> version;
  std::optional<switchboard::flow::Flow> definition;
  std::optional<switchboard::flow::Program>
      program;  // its steps are called "step 1", its exits "1" and so on
  std::vector<ScenarioFlowStep> steps;
};

using FlowsNumber = Id<struct FlowsNumberTag>;  // of whatever a flow names
struct ScenarioId {
  FlowsNumber id;
  std::string name;  // of a queue, a skill, a team, an agent as GROUP/NUMBER, a flow
};
// What the numbers in flows stand for. Where a list is empty, they are places in the file, from 1. A skill,
// team or agent that is not listed is one that nobody has or is.
struct ScenarioIds {
  std::vector<ScenarioId> queues, skills, teams, agents, flows;
};

// By the attribute's name, or "language" with a place among the flow's languages; of a text any number.
struct ScenarioValue {
  std::string attribute;
  std::int64_t value = 0;
};

// What one customer was seen to do at a step.
struct ScenarioAnswer {
  std::string step;
  std::string gives;
  double after_s = 0;  // the step began
  std::vector<ScenarioValue> values;
};

// How one customer of a recorded day went into a flow, and what they did in it, in order of time.
struct ScenarioEntry {
  std::string flow;
  std::string language;  // "": the first
  bool is_customer_known = false;
  std::vector<ScenarioValue> values;
  std::vector<ScenarioAnswer> answers;
};

}  // namespace rapport::twin
