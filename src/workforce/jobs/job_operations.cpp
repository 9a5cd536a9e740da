#include "workforce/jobs/job_operations.h"

#include "api/page.h"

namespace rapport::workforce {

struct ListJobs : api::PageQuery {
  std::string kind;
  std::optional<JobState> state;
};
BOOST_DESCRIBE_STRUCT(ListJobs, (api::PageQuery), (kind, state))
contract::Notes contract_notes(contract::Tag<ListJobs>) {
  return {.fields = {{.name = "kind",
                      .doc = "forecast, staffing …; absent: any",
                      .max_length = 50,
                      .has_default = true}}};
}

namespace {

using api::Call;

Result<api::Page<Job>> jobs_shown(Jobs& jobs, const Call& call, const ListJobs& query) {
  auto before = api::read_cursor<JobId>(query);
  if (!before) return tl::unexpected<Error>(before.error());
  return jobs.list(call.org(), {query.kind, query.state, before->value_or(JobId{}), query.limit + 1})
      .map([&](std::vector<Job>&& found) {
        return api::page_of(std::move(found), query.limit, [](const Job& job) { return job.id; });
      });
}

}  // namespace

api::Operation planner_operation(std::string path, std::string id, std::string summary) {
  api::Operation made;
  made.path = "/api/v1/workforce/" + std::move(path);
  made.id = std::move(id);
  made.tag = "workforce";
  made.summary = std::move(summary);
  made.any_of = {api::Permission::plan};
  return made;
}

api::Operation job_operation(std::string path, std::string id, std::string summary) {
  api::Operation made = planner_operation(std::move(path), std::move(id), std::move(summary));
  made.status = 202;
  return made;
}

void add_operations(api::Api& api, Jobs& jobs) {
  api.get<ListJobs, api::Page<Job>>(
      planner_operation("jobs", "listJobs", "Long runs of planners, the newest first"),
      [&jobs](const Call& call, const ListJobs& query) { return jobs_shown(jobs, call, query); });
  api.get<WholeJob>(
      planner_operation("jobs/{id}", "getJob", "How far it is; when it is done, with its result"),
      [&jobs](const Call& call) { return jobs.find_whole(call.org(), call.id<JobId>("id")); });
  api.post<Job>(job_operation("jobs/{id}/cancel", "cancelJob", "Stops it, now or in a moment"),
                [&jobs](const Call& call) { return jobs.cancel(org::by(call), call.id<JobId>("id")); });
  api.post<Job>(job_operation("jobs/{id}/again", "repeatJob", "The same once more, as a new job"),
                [&jobs](const Call& call) { return jobs.again(org::by(call), call.id<JobId>("id")); });
  api.remove(planner_operation("jobs/{id}", "deleteJob", "Forgets a job that is over, and its result"),
             [&jobs](const Call& call) { return jobs.remove(org::by(call), call.id<JobId>("id")); });
}

}  // namespace rapport::workforce
