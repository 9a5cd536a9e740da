#include "workforce/jobs/job_store.h"

#include <limits>
#include <tuple>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<Job>) {
  return {.doc = "A long run that a planner asked for.",
          .fields = {{.name = "kind", .doc = "which run: forecast, staffing …"},
                     {.name = "progress", .doc = "0 to 1"},
                     {.name = "is_stopping", .doc = "cancelled, but still running"},
                     {.name = "error", .doc = "of one that failed"}}};
}
contract::Notes contract_notes(contract::Tag<WholeJob>) {
  return {.fields = {{.name = "request", .doc = "what was asked for"},
                     {.name = "result", .doc = "what it gave, by its kind; of one that is done"}}};
}

std::vector<database::Migration> job_migrations() {
  return {
      {0, "jobs of planners",
       "create table planner_job (org bigint not null, id bigint not null, kind text not null, title text "
       "not null, asked_by bigint not null, asked_us bigint not null, state integer not null,"
       " progress double precision not null, started_us bigint, ended_us bigint, request text not null,"
       " result text not null, error text not null, primary key (org, id));"
       "create index planner_job_by_state on planner_job (state, id)",
       ""}};
}

namespace job_store {
namespace {

#define JOB_COLUMNS "id, kind, title, state, progress, asked_by, asked_us, started_us, ended_us, error"
using JobRow = std::tuple<JobId, std::string, std::string, JobState, double, UserId, Instant,
                          std::optional<Instant>, std::optional<Instant>, std::string>;

void fill(Job& job, const JobRow& row) {
  UserId asker;
  std::string error;
  std::tie(job.id, job.kind, job.title, job.state, job.progress, asker, job.asked_at, job.started_at,
           job.ended_at, error) = row;
  if (asker) job.asked_by = asker;
  if (error.empty()) return;
  if (auto read = contract::decode<JobError>(error)) job.error = std::move(*read);
}

}  // namespace

void insert(database::Session& sql, OrgId org, const WholeJob& job) {
  database::execute(sql,
                    "insert into planner_job (org, " JOB_COLUMNS
                    ", request, result) values (:org, :id, :kind, :title, :state, :progress, :asker, :asked,"
                    " :started, :ended, :error, :request, :result)",
                    org, job.id, job.kind, job.title, job.state, job.progress,
                    job.asked_by.value_or(UserId{}), job.asked_at, job.started_at, job.ended_at,
                    job.error ? contract::encode(*job.error) : "", job.request.text,
                    job.result ? job.result->text : std::string());
}

std::optional<Job> find(database::Session& sql, OrgId org, JobId id) {
  const auto row = database::first<JobId, std::string, std::string, JobState, double, UserId, Instant,
                                   std::optional<Instant>, std::optional<Instant>, std::string>(
      sql, "select " JOB_COLUMNS " from planner_job where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  Job job;
  fill(job, *row);
  return job;
}

std::optional<WholeJob> find_whole(database::Session& sql, OrgId org, JobId id) {
  const auto job = find(sql, org, id);
  if (!job) return std::nullopt;
  WholeJob whole;
  static_cast<Job&>(whole) = *job;
  const auto texts = database::first<std::string, std::string>(
      sql, "select request, result from planner_job where org = :org and id = :id", org, id);
  if (!texts) return std::nullopt;
  whole.request.text = std::get<0>(*texts);
  if (!std::get<1>(*texts).empty()) whole.result = contract::Json{std::get<1>(*texts)};
  return whole;
}

std::vector<Job> list(database::Session& sql, OrgId org, const Filter& filter) {
  std::vector<Job> all;
  for (const auto& row : database::all<JobId, std::string, std::string, JobState, double, UserId, Instant,
                                       std::optional<Instant>, std::optional<Instant>, std::string>(
           sql,
           "select " JOB_COLUMNS
           " from planner_job where org = :org and id < :before and (:kind = '' or kind = :kind)"
           " and (:state < 0 or state = :state) order by id desc limit :most",
           org, filter.before ? filter.before : JobId{std::numeric_limits<std::int64_t>::max()}, filter.kind,
           filter.state ? static_cast<int>(*filter.state) : -1, filter.most)) {
    all.emplace_back();
    fill(all.back(), row);
  }
  return all;
}

std::int64_t count_waiting(database::Session& sql, OrgId org) {
  return *database::first<std::int64_t>(
      sql, "select count(*) from planner_job where org = :org and state = :state", org, JobState::queued);
}

std::vector<Waiting> all_waiting(database::Session& sql) {
  std::vector<Waiting> all;
  for (const auto& row : database::all<OrgId, JobId, std::string>(
           sql, "select org, id, kind from planner_job where state = :state order by id", JobState::queued))
    all.push_back({std::get<0>(row), std::get<1>(row), std::get<2>(row)});
  return all;
}

bool begin(database::Session& sql, const Waiting& job, Instant now) {
  return database::execute(sql,
                           "update planner_job set state = :running, started_us = :now where org = :org and"
                           " id = :id and state = :queued",
                           JobState::running, now, job.org, job.id, JobState::queued) == 1;
}

void set_progress(database::Session& sql, const Waiting& job, double done) {
  database::execute(
      sql, "update planner_job set progress = :done where org = :org and id = :id and state = :running", done,
      job.org, job.id, JobState::running);
}

void end(database::Session& sql, const Waiting& job, const Job& how, const std::string& result) {
  database::execute(sql,
                    "update planner_job set state = :state, progress = :progress, ended_us = :ended,"
                    " error = :error, result = :result where org = :org and id = :id",
                    how.state, how.progress, how.ended_at, how.error ? contract::encode(*how.error) : "",
                    result, job.org, job.id);
}

void interrupt_running(database::Session& sql, Instant now) {
  database::execute(sql,
                    "update planner_job set state = :interrupted, ended_us = :now where state = :running",
                    JobState::interrupted, now, JobState::running);
}

void remove(database::Session& sql, OrgId org, JobId id) {
  database::execute(sql, "delete from planner_job where org = :org and id = :id", org, id);
}

void forget(database::Session& sql, OrgId org, Instant before, std::int64_t most) {
  database::execute(sql, "delete from planner_job where org = :org and state >= :over and ended_us < :before",
                    org, JobState::done, before);
  database::execute(
      sql,
      "delete from planner_job where org = :org and state >= :over and id not in (select id from"
      " planner_job where org = :org and state >= :over order by id desc limit :most)",
      org, JobState::done, most);
}

#undef JOB_COLUMNS

}  // namespace job_store
}  // namespace rapport::workforce
