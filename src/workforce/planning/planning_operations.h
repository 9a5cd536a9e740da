// The operations about special days and forecasts. Worker threads.
#pragma once

#include "api/api.h"
#include "workforce/jobs/jobs.h"
#include "workforce/planning/forecasts.h"

namespace rapport::workforce {

void add_operations(api::Api& api, Jobs& jobs, const ForecastServices& services);
// The run behind them. Before the jobs start.
void add_forecast_runs(Jobs& jobs, const ForecastServices& services);

}  // namespace rapport::workforce
