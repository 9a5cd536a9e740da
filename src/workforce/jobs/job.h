// Job: a long run that a planner asked for, and what became of it. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/contract/json_text.h"

namespace rapport::workforce {

using JobId = Id<struct JobTag>;

// From done on it is over. interrupted: the server stopped while it ran; asked for again it begins anew.
enum class JobState : std::uint8_t { queued, running, done, failed, cancelled, interrupted };
BOOST_DESCRIBE_ENUM(JobState, queued, running, done, failed, cancelled, interrupted)

struct JobIssue {
  std::string where, what;
};
BOOST_DESCRIBE_STRUCT(JobIssue, (), (where, what))
struct JobError {
  std::string reason, detail;
  std::vector<JobIssue> issues;
};
BOOST_DESCRIBE_STRUCT(JobError, (), (reason, detail, issues))

struct Job {
  JobId id;
  std::string kind;   // which run: "forecast"
  std::string title;  // in its asker's words
  JobState state = JobState::queued;
  double progress = 0;       // 0 to 1
  bool is_stopping = false;  // cancelled, but still running
  std::optional<UserId> asked_by;
  Instant asked_at;
  std::optional<Instant> started_at, ended_at;
  std::optional<JobError> error;  // failed
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, title, state, progress, is_stopping, asked_by, asked_at, started_at,
                       ended_at, error))
contract::Notes contract_notes(contract::Tag<Job>);

struct WholeJob : Job {
  contract::Json request;
  std::optional<contract::Json> result;  // done
};
BOOST_DESCRIBE_STRUCT(WholeJob, (Job), (request, result))
contract::Notes contract_notes(contract::Tag<WholeJob>);

inline bool is_over(JobState state) {
  return state >= JobState::done;
}

}  // namespace rapport::workforce
