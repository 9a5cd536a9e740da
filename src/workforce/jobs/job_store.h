// What stands in the table of jobs. In a read or a transaction of the caller's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "workforce/jobs/job.h"

namespace rapport::workforce {

std::vector<database::Migration> job_migrations();

namespace job_store {

struct Waiting {
  OrgId org;
  JobId id;
  std::string kind = {};
};
struct Filter {
  std::string kind;  // "": any
  std::optional<JobState> state;
  JobId before;  // ids below this one; 0: from the newest
  std::int64_t most = 50;
};

void insert(database::Session& sql, OrgId org, const WholeJob& job);
std::optional<Job> find(database::Session& sql, OrgId org, JobId id);
std::optional<WholeJob> find_whole(database::Session& sql, OrgId org, JobId id);
std::vector<Job> list(database::Session& sql, OrgId org, const Filter& filter);  // newest first
std::int64_t count_waiting(database::Session& sql, OrgId org);
std::vector<Waiting> all_waiting(database::Session& sql);  // the oldest first

// False: it was not waiting any more.
bool begin(database::Session& sql, const Waiting& job, Instant now);
void set_progress(database::Session& sql, const Waiting& job, double done);
// result: JSON of what it gave, "" for none.
void end(database::Session& sql, const Waiting& job, const Job& how, const std::string& result);
void interrupt_running(database::Session& sql, Instant now);
void remove(database::Session& sql, OrgId org, JobId id);
// Of those that are over: what ended before, and what is beyond the newest `most`.
void forget(database::Session& sql, OrgId org, Instant before, std::int64_t most);

}  // namespace job_store
}  // namespace rapport::workforce
