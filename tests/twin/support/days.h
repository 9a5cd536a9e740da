// Small scenarios for tests.
#pragma once

#include <string>

#include "twin/scenario.h"

namespace rapport::twin {

// One voice queue "calls", one group "agents"; an answer takes no time.
Scenario small_day(double per_hour, int agents);
// docs/examples/NAME.json; fails the test if it cannot be read.
Scenario example(const std::string& name);

}  // namespace rapport::twin
