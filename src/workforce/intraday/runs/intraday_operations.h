// The operations about today, and the run behind the job `outlook`. Worker threads; the run on a thread of
// Jobs.
#pragma once

#include "api/api.h"
#include "workforce/intraday/runs/outlook_keeper.h"
#include "workforce/jobs/jobs.h"

namespace rapport::workforce::intraday {

// Registers the kind "outlook": before jobs.start().
void add_operations(api::Api& api, Jobs& jobs, OutlookKeeper& keeper);

}  // namespace rapport::workforce::intraday
