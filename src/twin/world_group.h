// World group: a group of agents of a scenario with everything looked up: profile, what it serves when,
// shifts. Part of world.
#pragma once

#include <string>

#include "twin/world.h"
#include "twin/world_names.h"

namespace rapport::twin {

// Faults are issues of `names`. The group's first agent is left to the caller.
WorldGroup resolve_group(const ScenarioAgents& from, const std::string& where, WorldNames& names);

}  // namespace rapport::twin
