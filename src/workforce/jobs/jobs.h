// Jobs: the long runs of planners. What is asked for is a row first; threads of its own take one after the
// other, an organisation without a run before one that has one, else the oldest. One more thread takes the
// brief ones only, so that an outlook of today does not wait behind a schedule of a month. Progress is kept
// in memory and written about once a second. What runs when the server stops is interrupted; what waits goes
// on waiting. Any thread may call; never the writer's or the loop's.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/progress.h"
#include "org/changes.h"
#include "platform/log/log.h"
#include "workforce/jobs/job_store.h"

namespace rapport::workforce {

inline constexpr std::int64_t waiting_jobs_max = 20;  // of one organisation; beyond it too_many
inline constexpr std::int64_t over_jobs_max = 500;    // of one organisation; beyond it the oldest go
inline constexpr std::size_t job_result_bytes_max = 32U << 20;  // beyond it the job fails

struct JobsOptions {
  std::size_t threads = 1;      // for all kinds; brief ones have another
  std::int64_t kept_days = 90;  // results of jobs that are over
};

// On a thread of Jobs, several at once. The result is JSON. Asks `progress` every few tenths of a second and
// fails with cancelled() when it says so.
using JobRun = std::function<Result<std::string>(OrgId, const std::string& request, const Progress&)>;

enum class JobLength : std::uint8_t { brief, lasting };  // seconds, minutes

struct JobRequest {
  std::string kind, title;
  std::string request;  // JSON, as the run wants it
};

class Jobs {
 public:
  // Borrows both.
  Jobs(const JobsOptions& options, org::Changes& changes, log::Log& log)
      : options_(options), changes_(changes), log_(log) {}
  ~Jobs() { stop(); }
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  void add_kind(std::string kind, JobLength length, JobRun run) {  // before start()
    kinds_[std::move(kind)] = {length, std::move(run)};
  }
  Result<void> start();
  void stop();  // what runs is told to, and waited for

  // too_many: as many as may wait do. invalid, unknown_kind.
  Result<Job> submit(const org::By& by, const JobRequest& request);
  Result<Job> find(OrgId org, JobId id);
  Result<WholeJob> find_whole(OrgId org, JobId id);
  Result<std::vector<Job>> list(OrgId org, const job_store::Filter& filter);
  // conflict, already_over. One that runs stops a moment later.
  Result<Job> cancel(const org::By& by, JobId id);
  // The same once more, as a new job. conflict, not_over.
  Result<Job> again(const org::By& by, JobId id);
  Result<void> remove(const org::By& by, JobId id);  // conflict, not_over

 private:
  struct Running {
    double done = 0;
    bool is_cancelled = false;
    Instant written;
  };
  struct Kind {
    JobLength length = JobLength::lasting;
    JobRun run;
  };
  enum class Lane : std::uint8_t { all, brief_only };
  void work(Lane lane);
  bool take(std::unique_lock<std::mutex>& lock, Lane lane, job_store::Waiting& next);
  // Which of those that wait the lane takes next; the end: none.
  std::deque<job_store::Waiting>::iterator next_of(Lane lane);
  void run(const job_store::Waiting& job);
  bool advance(const job_store::Waiting& job, double done);
  void end(const job_store::Waiting& job, const Result<std::string>& made);
  void show(Job& job);  // what only memory knows

  const JobsOptions options_;
  org::Changes& changes_;
  log::Log& log_;
  std::map<std::string, Kind> kinds_;  // read only once started

  std::mutex mutex_;  // askers, cancellers and the threads meet here
  std::condition_variable changed_;
  std::deque<job_store::Waiting> waiting_;
  std::map<JobId, Running> running_;
  std::map<OrgId, int> runs_of_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace rapport::workforce
