// Recorded rules: a queue's rules and a customer's own steps, from the switchboard's ids into a
// scenario's names. Part of recorded_day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "twin/day_recorder.h"
#include "twin/recorded_names.h"
#include "twin/scenario.h"

namespace rapport::twin {

class RecordedRules {
 public:
  // Borrows both. `seen` has only those agents who are in the scenario.
  RecordedRules(const SeenDay& seen, RecordedNames& names) : seen_(seen), names_(names) {}

  ScenarioRules rules_of(const switchboard::QueueRules& rules);
  // Steps of an agent who was not there are left out: they are over at once, as they were.
  std::vector<ScenarioStep> steps_of(const std::vector<switchboard::Step>& steps);
  std::optional<std::string> agent_of(AgentId id);  // "NAME/1"; nothing: was not there

 private:
  ScenarioBranch branch_of(const switchboard::Branch& branch);

  const SeenDay& seen_;
  RecordedNames& names_;
};

}  // namespace rapport::twin
