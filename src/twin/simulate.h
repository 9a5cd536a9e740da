// What `rapport simulate` and planners call: a scenario in, figures out.
#pragma once

#include "base/result.h"
#include "twin/report.h"
#include "twin/scenario.h"

namespace rapport::twin {

// One run with the scenario's seed.
Result<Report> simulate(const Scenario& scenario);

}  // namespace rapport::twin
