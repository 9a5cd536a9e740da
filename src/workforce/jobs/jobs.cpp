#include "workforce/jobs/jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

constexpr Duration progress_written_every = seconds(1);

tl::unexpected<Error> no_such_job(JobId id) {
  return org::no_such("job", id.value);
}

Result<std::string> guarded(const JobRun& run, OrgId org, const std::string& request,
                            const Progress& progress) {
  try {
    return run(org, request, progress);
  } catch (const std::exception& e) {
    return fail(ErrorCode::internal, "broke", e.what());
  }
}

}  // namespace

Result<void> Jobs::start() {
  auto left = changes_.database()
                  .write<std::vector<job_store::Waiting>>(
                      [this](database::Session& sql) -> Result<std::vector<job_store::Waiting>> {
                        job_store::interrupt_running(sql, changes_.now());
                        return job_store::all_waiting(sql);
                      })
                  .get();
  if (!left) return tl::unexpected<Error>(left.error());
  waiting_.assign(left->begin(), left->end());
  for (std::size_t i = 0; i < options_.threads; ++i)
    threads_.emplace_back([this] { work(Lane::all); });
  threads_.emplace_back([this] { work(Lane::brief_only); });
  return {};
}

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    thread.join();
  threads_.clear();
}

Result<Job> Jobs::submit(const org::By& by, const JobRequest& request) {
  if (!kinds_.contains(request.kind))
    return fail(ErrorCode::invalid, "unknown_kind", "there are no jobs of the kind " + request.kind);
  auto made = changes_.make<Job>(by, "", [&](org::Change& change) -> Result<Job> {
    if (job_store::count_waiting(change.sql, change.org()) >= waiting_jobs_max)
      return fail(ErrorCode::too_many, "too_many_jobs",
                  fmt::format("{} jobs are waiting already: wait for one or cancel one", waiting_jobs_max));
    WholeJob job;
    job.id = change.new_id<JobId>();
    job.kind = request.kind;
    job.title = request.title;
    if (by.user) job.asked_by = by.user;
    job.asked_at = change.now;
    job.request.text = request.request;
    job_store::insert(change.sql, change.org(), job);
    change.audit({"create", "job", job.id.value, "", contract::encode(static_cast<const Job&>(job))});
    return static_cast<const Job&>(job);
  });
  if (!made) return made;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({by.org, made->id, made->kind});
  }
  changed_.notify_all();  // not each of them may take it
  return made;
}

Result<Job> Jobs::find(OrgId org, JobId id) {
  return changes_.database().read([&](database::Session& sql) -> Result<Job> {
    auto job = job_store::find(sql, org, id);
    if (!job) return no_such_job(id);
    show(*job);
    return std::move(*job);
  });
}

Result<WholeJob> Jobs::find_whole(OrgId org, JobId id) {
  return changes_.database().read([&](database::Session& sql) -> Result<WholeJob> {
    auto job = job_store::find_whole(sql, org, id);
    if (!job) return no_such_job(id);
    show(*job);
    return std::move(*job);
  });
}

Result<std::vector<Job>> Jobs::list(OrgId org, const job_store::Filter& filter) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<Job>> {
    auto jobs = job_store::list(sql, org, filter);
    for (Job& job : jobs)
      show(job);
    return jobs;
  });
}

Result<Job> Jobs::cancel(const org::By& by, JobId id) {
  auto job = changes_.make<Job>(by, "", [&](org::Change& change) -> Result<Job> {
    auto found = job_store::find(change.sql, change.org(), id);
    if (!found) return no_such_job(id);
    if (is_over(found->state))
      return fail(ErrorCode::conflict, "already_over", "this job is over: there is nothing to cancel");
    change.audit({"cancel", "job", id.value});
    if (found->state == JobState::running) return std::move(*found);
    found->state = JobState::cancelled;
    found->ended_at = change.now;
    job_store::end(change.sql, {change.org(), id}, *found, "");
    return std::move(*found);
  });
  if (!job) return job;
  const std::lock_guard lock(mutex_);
  if (const auto found = running_.find(id); found != running_.end()) {
    found->second.is_cancelled = true;
    job->is_stopping = job->state == JobState::running;
    job->progress = found->second.done;
  }
  return job;
}

Result<Job> Jobs::again(const org::By& by, JobId id) {
  auto before = find_whole(by.org, id);
  if (!before) return tl::unexpected<Error>(before.error());
  if (!is_over(before->state))
    return fail(ErrorCode::conflict, "not_over", "this job is still waiting or running");
  return submit(by, {before->kind, before->title, before->request.text});
}

Result<void> Jobs::remove(const org::By& by, JobId id) {
  return changes_.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    const auto found = job_store::find(change.sql, change.org(), id);
    if (!found) return no_such_job(id);
    if (!is_over(found->state))
      return fail(ErrorCode::conflict, "not_over", "this job is still waiting or running: cancel it first");
    job_store::remove(change.sql, change.org(), id);
    change.audit({"delete", "job", id.value, contract::encode(*found)});
    return {};
  });
}

void Jobs::show(Job& job) {
  if (job.state != JobState::running) return;
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(job.id);
  if (found == running_.end()) return;
  job.progress = found->second.done;
  job.is_stopping = found->second.is_cancelled;
}

// --- on its own threads ---

void Jobs::work(Lane lane) {
  std::unique_lock lock(mutex_);
  job_store::Waiting next;
  while (take(lock, lane, next)) {
    lock.unlock();
    run(next);
    lock.lock();
    running_.erase(next.id);
    --runs_of_[next.org];
  }
}

// False: the server stops.
bool Jobs::take(std::unique_lock<std::mutex>& lock, Lane lane, job_store::Waiting& next) {
  changed_.wait(lock, [&] { return is_stopping_ || next_of(lane) != waiting_.end(); });
  if (is_stopping_) return false;
  const auto chosen = next_of(lane);
  next = *chosen;
  waiting_.erase(chosen);
  running_[next.id] = {};
  ++runs_of_[next.org];
  return true;
}

std::deque<job_store::Waiting>::iterator Jobs::next_of(Lane lane) {
  const auto may = [&](const job_store::Waiting& job) {
    if (lane == Lane::all) return true;
    const auto kind = kinds_.find(job.kind);
    return kind != kinds_.end() && kind->second.length == JobLength::brief;
  };
  const auto idle = std::find_if(waiting_.begin(), waiting_.end(),
                                 [&](const auto& job) { return may(job) && runs_of_[job.org] == 0; });
  return idle != waiting_.end() ? idle : std::find_if(waiting_.begin(), waiting_.end(), may);
}

void Jobs::run(const job_store::Waiting& job) {
  auto begun =
      changes_.database()
          .write<std::optional<WholeJob>>([&](database::Session& sql) -> Result<std::optional<WholeJob>> {
            // Cancelled while it waited, or removed.
            if (!job_store::begin(sql, job, changes_.now())) return std::optional<WholeJob>();
            return job_store::find_whole(sql, job.org, job.id);
          })
          .get();
  if (!begun)
    return log_.error("a job could not begin", {{"job", job.id.value}, {"error", begun.error().detail}});
  if (!*begun) return;
  const auto kind = kinds_.find((*begun)->kind);
  if (kind == kinds_.end())  // of a newer or older program
    return end(job,
               fail(ErrorCode::invalid, "unknown_kind", "there are no jobs of the kind " + (*begun)->kind));
  const Progress progress{[this, &job](double done) { return advance(job, done); }};
  auto made = guarded(kind->second.run, job.org, (*begun)->request.text, progress);
  if (made && made->size() > job_result_bytes_max)
    made = fail(ErrorCode::too_large, "result_too_large",
                fmt::format("the result has {} bytes, and at most {} are kept: ask for less at once",
                            made->size(), job_result_bytes_max));
  end(job, made);
}

bool Jobs::advance(const job_store::Waiting& job, double done) {
  if (!std::isfinite(done)) done = 0;
  const Instant now = changes_.now();
  {
    const std::lock_guard lock(mutex_);
    Running& running = running_[job.id];
    if (is_stopping_ || running.is_cancelled) return false;
    running.done = std::clamp(done, running.done, 1.0);
    done = running.done;
    if (now - running.written < progress_written_every) return true;
    running.written = now;
  }
  changes_.database().write_then(
      [job, done](database::Session& sql) -> Result<void> {
        job_store::set_progress(sql, job, done);
        return {};
      },
      [](const Result<void>&) {});  // the next one says it, too
  return true;
}

void Jobs::end(const job_store::Waiting& job, const Result<std::string>& made) {
  Job how;
  how.ended_at = changes_.now();
  {
    const std::lock_guard lock(mutex_);
    const Running& running = running_[job.id];
    how.progress = made ? 1 : running.done;
    how.state = made                                    ? JobState::done
                : made.error().reason != "cancelled"    ? JobState::failed
                : !running.is_cancelled && is_stopping_ ? JobState::interrupted
                                                        : JobState::cancelled;
  }
  if (how.state == JobState::failed) {
    how.error = JobError{made.error().reason, made.error().detail, {}};
    for (const Issue& issue : made.error().issues)
      how.error->issues.push_back({issue.where, issue.what});
  }
  auto ended =
      changes_.database()
          .write<void>([&](database::Session& sql) -> Result<void> {
            job_store::end(sql, job, how, made ? *made : std::string());
            job_store::forget(sql, job.org, *how.ended_at - hours(24) * options_.kept_days, over_jobs_max);
            return {};
          })
          .get();
  // Its row says running; the next start makes that interrupted.
  if (!ended) log_.error("a job's end was lost", {{"job", job.id.value}, {"error", ended.error().detail}});
}

}  // namespace rapport::workforce
