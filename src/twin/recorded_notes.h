// Recorded notes: what of a day is not played as it was, in words. Part of recorded_day.
#pragma once

#include <string>
#include <vector>

#include "twin/recorded_day.h"
#include "twin/recorded_flows.h"
#include "twin/recorded_names.h"

namespace rapport::twin {

std::vector<std::string> recorded_notes(const SeenDay& seen, const RecordedDayOptions& options,
                                        const RecordedFlows& flows, RecordedNames& names);

}  // namespace rapport::twin
