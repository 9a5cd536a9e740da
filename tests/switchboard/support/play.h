// Plays one scenario.
#pragma once

#include <string>
#include <vector>

#include "switchboard/support/table.h"

namespace rapport::switchboard::scenario {

// What did not hold, as "file:line: expected …, got …"; empty when all did. Stops at what it cannot read.
std::vector<std::string> play(const Scenario& scenario);

}  // namespace rapport::switchboard::scenario
