#include "workforce/staffing/runs/staffing_operations.h"

#include <algorithm>
#include <thread>

#include "workforce/jobs/job_operations.h"
#include "workforce/staffing/described.h"

namespace rapport::workforce::staffing {
namespace {

constexpr const char* requirements_kind = "requirements";

Result<std::string> found(OrgId, const std::string& request, const Progress& progress) {
  const auto problem = read_problem(request);
  if (!problem) return tl::unexpected<Error>(problem.error());
  FindOptions options;
  options.progress = progress;
  // Beside the floor that runs on the same machine.
  options.threads = static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency() / 2));
  return find_requirements(*problem, options).map([](const Requirements& requirements) {
    return to_json(requirements);
  });
}

}  // namespace

void add_operations(api::Api& api, Jobs& jobs) {
  jobs.add_kind(requirements_kind, found);
  api.post<Problem, Job>(
      job_operation("requirements", "findRequirements",
                    "How many agents of each group are needed when, by simulation: a job whose result is "
                    "StaffingRequirements"),
      [&jobs](const api::Call& call, const Problem& problem) -> Result<Job> {
        if (auto checked = check(problem); !checked) return tl::unexpected<Error>(checked.error());
        const std::string title = problem.name.empty() ? "Requirements" : problem.name;
        return submit_job(jobs, call, requirements_kind, title, problem);
      });
}

}  // namespace rapport::workforce::staffing
