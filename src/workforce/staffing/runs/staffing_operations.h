// The operation that asks for requirements: a job that plays the problem's days. Operations on workers, runs
// on the jobs' threads.
#pragma once

#include <filesystem>

#include "api/api.h"
#include "workforce/jobs/jobs.h"
#include "workforce/planning/forecasts.h"

namespace rapport::workforce::staffing {

// Registers the kind "requirements" with the jobs as well.
void add_operations(api::Api& api, Jobs& jobs, const ForecastServices& forecasts);

}  // namespace rapport::workforce::staffing
