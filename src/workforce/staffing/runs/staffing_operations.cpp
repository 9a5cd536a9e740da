#include "workforce/staffing/runs/staffing_operations.h"

#include <algorithm>
#include <thread>

#include "workforce/jobs/job_operations.h"
#include "workforce/staffing/runs/forecast_requirements.h"

namespace rapport::workforce::staffing {
namespace {

constexpr const char* requirements_kind = "requirements";

constexpr double part_of_reading = 0.05;  // of the progress: reading a day is quick beside playing many

Result<PlannedProblem> problem_in(const ForecastServices& forecasts, OrgId org, const std::string& request,
                                  const Progress& progress) {
  // One that was asked for as a whole knows no forecast.
  if (const auto wanted = contract::decode<ForecastRequirementsWanted>(request))
    return problem_of_forecast(forecasts, org, *wanted, progress);
  return read_problem(request).map([](Problem&& problem) { return PlannedProblem{std::move(problem), {}}; });
}

Result<std::string> found(const ForecastServices& forecasts, OrgId org, const std::string& request,
                          const Progress& progress) {
  const auto planned = problem_in(forecasts, org, request, progress);
  if (!planned) return tl::unexpected<Error>(planned.error());
  FindOptions options;
  options.progress.report = [&progress](double done) {
    return progress.at(part_of_reading + (1 - part_of_reading) * done);
  };
  // Beside the floor that runs on the same machine.
  options.threads = static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency() / 2));
  auto requirements = find_requirements(planned->problem, options);
  if (!requirements) return tl::unexpected<Error>(requirements.error());
  std::vector<std::string>& explanation = requirements->explanation;
  explanation.insert(explanation.begin(), planned->notes.begin(), planned->notes.end());
  return to_json(*requirements);
}

}  // namespace

void add_operations(api::Api& api, Jobs& jobs, const ForecastServices& forecasts) {
  jobs.add_kind(requirements_kind,
                [forecasts](OrgId org, const std::string& request, const Progress& progress) {
                  return found(forecasts, org, request, progress);
                });
  api.post<Problem, Job>(
      job_operation("requirements", "findRequirements",
                    "How many agents of each group are needed when, by simulation: a job whose result is "
                    "StaffingRequirements"),
      [&jobs](const api::Call& call, const Problem& problem) -> Result<Job> {
        if (auto checked = check(problem); !checked) return tl::unexpected<Error>(checked.error());
        const std::string title = problem.name.empty() ? "Requirements" : problem.name;
        return submit_job(jobs, call, requirements_kind, title, problem);
      });
  api.post<ForecastRequirementsWanted, Job>(
      job_operation("requirements/for-forecast", "findForecastRequirements",
                    "The same for days of a kept forecast, on the organisation's own rules, agents, handle "
                    "times and patience: a job whose result is StaffingRequirements"),
      [&jobs, forecasts](const api::Call& call, const ForecastRequirementsWanted& wanted) -> Result<Job> {
        if (auto known = whole_forecast(forecasts, call.org(), wanted.forecast_id); !known)
          return tl::unexpected<Error>(known.error());
        return submit_job(jobs, call, requirements_kind, wanted.name, wanted);
      });
}

}  // namespace rapport::workforce::staffing
