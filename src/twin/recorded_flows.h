// Recorded flows: what a day's customers met in flows, by the names of a scenario: the flows with the day's
// answers at each step, and each customer's own. Part of recorded_day.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "switchboard/flow/definition.h"
#include "twin/flow_recorder.h"
#include "twin/scenario_flow.h"
#include "twin/world_flow.h"

namespace rapport::twin {

// A version of a flow as it was written. What is not given is played from the journal's program, its steps by
// their numbers.
struct WrittenFlow {
  std::string name;
  switchboard::flow::Flow definition;
};
using WrittenFlows = std::function<std::optional<WrittenFlow>(FlowId, std::int32_t version)>;

class RecordedFlows {
 public:
  RecordedFlows(const SeenFlows& seen, const WrittenFlows& written);  // borrows `seen`

  QueueId fallback_of(const SeenEntry& entry) const;
  ScenarioEntry entry_of(const SeenEntry& entry) const;
  // Those that somebody was in, and those that these pass customers on to.
  std::vector<ScenarioFlow> flows(Instant day) const;
  std::vector<ScenarioId> ids() const;  // each flow's newest version of the day
  void add_notes(std::vector<std::string>& notes) const;

 private:
  struct Version {
    std::string name;
    std::optional<switchboard::flow::Flow> written;
    FlowNames names;
  };
  void add(const FlowVersion& flow, const WrittenFlows& written);
  std::string text_of(const SeenAnswer& answer) const;
  std::vector<ScenarioValue> values_of(const FlowVersion& flow,
                                       const std::vector<switchboard::flow::Value64>& values) const;
  ScenarioFlowStep step_of(const FlowVersion& flow, std::size_t step, Instant day) const;

  const SeenFlows& seen_;
  std::map<FlowVersion, Version> versions_;
  std::map<std::pair<FlowVersion, std::int32_t>, std::vector<const SeenAnswer*>> answers_;  // by step
};

}  // namespace rapport::twin
