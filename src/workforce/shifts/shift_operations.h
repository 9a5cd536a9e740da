// The API of planners' facts, schedules and agents' shifts. Handlers run on workers.
#pragma once

#include "api/api.h"
#include "workforce/jobs/jobs.h"
#include "workforce/shifts/schedules.h"

namespace rapport::workforce {

// And the kind of job "schedule".
void add_shift_operations(api::Api& api, Jobs& jobs, Schedules& schedules);

}  // namespace rapport::workforce
