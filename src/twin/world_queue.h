// World queue: a queue of a scenario with everything looked up: rules, customers, laws, opening hours.
// Part of world.
#pragma once

#include <string>
#include <vector>

#include "twin/world.h"
#include "twin/world_names.h"

namespace rapport::twin {

// The scenario's flows, resolved already, and those of its listed customers who begin with one.
struct FlowsAndEntries {
  std::vector<WorldFlow> flows;
  std::vector<KnownEntry> entries;
};

// Faults are issues of `names`; entries are added to `flows`.
WorldQueue resolve_queue(const ScenarioQueue& from, const std::string& where, WorldNames& names,
                         FlowsAndEntries& flows);

}  // namespace rapport::twin
