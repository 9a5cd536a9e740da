// The operations about jobs, and what those of other folders use that answer with one. Worker threads.
#pragma once

#include "api/api.h"
#include "workforce/jobs/jobs.h"

namespace rapport::workforce {

void add_operations(api::Api& api, Jobs& jobs);

// Of planners; `path` below /api/v1/workforce/.
api::Operation planner_operation(std::string path, std::string id, std::string summary);
// The same, answering 202 with the job:
//   api.post<ForecastRequest, Job>(job_operation("forecasts", "makeForecast", "…"), [&jobs](call, wanted) {
//     return submit_job(jobs, call, "forecast", title, wanted); });
api::Operation job_operation(std::string path, std::string id, std::string summary);

template <class Wanted>
Result<Job> submit_job(Jobs& jobs, const api::Call& call, const std::string& kind, const std::string& title,
                       const Wanted& wanted) {
  return jobs.submit(org::by(call), {kind, title, contract::encode(wanted)});
}

}  // namespace rapport::workforce
