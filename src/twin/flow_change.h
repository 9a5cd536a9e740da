// Swapping flows: another flow, another version, or one that was never published, for those who began with
// the old one. Its steps meet the answers of the old one's: those of the same key and kind, else those of the
// same kind at the same place; what nobody ever met is answered as usual. Part of change.h.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "twin/scenario.h"

namespace rapport::twin {

struct SwapFlow;

struct FlowSwap {
  // A fault of the change, below it: "to/name".
  std::function<void(const std::string& member, std::string what)> issue;
  // What is not answered as it was, in words; may be nullptr.
  std::vector<std::string>* notes = nullptr;
};
void swap_flow(Scenario& scenario, const SwapFlow& change, const FlowSwap& with);

}  // namespace rapport::twin
