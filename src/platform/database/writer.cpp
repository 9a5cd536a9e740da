#include "platform/database/writer.h"

#include "base/check.h"
#include "platform/database/error.h"

namespace rapport::database {

using Clock = std::chrono::steady_clock;

Writer::Writer(const Options& options, std::unique_ptr<Session> session, log::Log& log)
    : options_(options),
      log_(log),
      inbox_(options.queue_max),
      session_(std::move(session)),
      reconnect_pause_(options.reconnect_first),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
  inbox_.close();
  thread_.join();
}

void Writer::post(Work work, Done done) {
  // A work that waits for another would wait for itself.
  RAPPORT_CHECK(!(is_in_work_ && std::this_thread::get_id() == thread_.get_id()));
  auto job = std::make_shared<Job>(Job{std::move(work), std::move(done), {}});
  if (inbox_.send(job)) return;
  job->done(fail(ErrorCode::unavailable, "writer_overloaded",
                 "too many writes are waiting, or the server is stopping"));
}

void Writer::loop() {
  if (options_.engine == Engine::sqlite) {
    checkpointer_ = std::make_unique<Checkpointer>(options_, log_);
    session_->watch_log([this](int pages) { log_pages_ = pages; });
  }
  Jobs jobs;
  for (;;) {
    const auto deadline = session_ ? Clock::now() + std::chrono::hours(1) : next_connect_;
    if (!inbox_.receive(jobs, options_.group_max, deadline)) return;
    if (jobs.empty())
      is_ready();  // reconnects
    else
      run_group(jobs);
  }
}

void Writer::run_group(Jobs& jobs) {
  decide(jobs);
  for (const auto& job : jobs)
    job->done(std::move(job->outcome));
  note_log();
}

// After the answers: nobody waits for a log that begins anew.
void Writer::note_log() {
  if (!checkpointer_ || !checkpointer_->note(log_pages_)) return;
  if (auto carried = session_->checkpoint(); !carried)
    log_.warning("the write-ahead log cannot begin anew", {{"error", carried.error().detail}});
}

// Gives every job its outcome.
void Writer::decide(Jobs& jobs) {
  bool has_savepoints = options_.engine == Engine::sqlite;
  bool may_reconnect = true;
  for (;;) {
    if (!is_ready()) {
      fail_all(jobs, {ErrorCode::unavailable, "connection_lost", "the database cannot be reached"});
      return;
    }
    switch (attempt(jobs, has_savepoints)) {
      case Attempt::finished:
        return;
      case Attempt::again_with_savepoints:
        has_savepoints = true;
        break;
      case Attempt::connection_lost:
        // Nothing was committed, so the group may run again on a new connection; once, lest it be a work that
        // kills it.
        session_.reset();
        if (!may_reconnect) next_connect_ = Clock::now() + reconnect_pause_;
        may_reconnect = false;
        break;
      case Attempt::again_one_by_one:
        for (const auto& job : jobs) {
          Jobs single{job};
          decide(single);
        }
        return;
    }
  }
}

Writer::Attempt Writer::attempt(Jobs& jobs, bool has_savepoints) {
  try {
    session_->run(options_.engine == Engine::sqlite ? "begin immediate" : "begin");
    if (const auto ended = run_works(jobs, has_savepoints)) return *ended;
  } catch (const std::exception& exception) {
    if (!session_->is_connected()) return Attempt::connection_lost;
    const Error error = error_of(exception);
    undo();
    fail_all(jobs, error);
    note_health(error);
    return Attempt::finished;
  }
  return commit(jobs);
}

// Empty: all works ran, those with a good outcome wait for the commit.
std::optional<Writer::Attempt> Writer::run_works(Jobs& jobs, bool has_savepoints) {
  std::size_t applied = 0;
  for (const auto& job : jobs) {
    if (has_savepoints) session_->run("savepoint work");
    run_work(*job);
    if (!session_->is_connected()) return Attempt::connection_lost;
    if (job->outcome) {
      if (has_savepoints) session_->run("release savepoint work");
      ++applied;
      continue;
    }
    if (has_savepoints) {
      // SQLite takes the whole transaction back by itself on some failures (full disk); then none of the
      // group can commit.
      if (options_.engine == Engine::sqlite && !session_->is_in_transaction()) {
        const Error error{ErrorCode::unavailable, job->outcome.error().reason, job->outcome.error().detail};
        for (const auto& other : jobs)
          other->outcome = tl::unexpected<Error>(error);
        note_health(error);
        return Attempt::finished;
      }
      session_->run("rollback to savepoint work");
      session_->run("release savepoint work");
    } else if (applied == 0) {
      session_->run("rollback");
      session_->run("begin");
    } else {
      undo();
      return Attempt::again_with_savepoints;
    }
  }
  return std::nullopt;
}

void Writer::run_work(Job& job) {
  const auto since = Clock::now();
  is_in_work_ = true;
  try {
    job.outcome = job.work(*session_);
  } catch (const std::exception& exception) {
    Error error = error_of(exception);
    if (error.code == ErrorCode::internal) log_.error("a database write failed", {{"error", error.detail}});
    job.outcome = tl::unexpected<Error>(std::move(error));
  }
  is_in_work_ = false;
  // PostgreSQL would answer COMMIT with a silent rollback after an error that the work swallowed.
  if (job.outcome && session_->is_connected() && !session_->is_in_transaction())
    job.outcome = fail(ErrorCode::internal, "transaction_broken",
                       "a write hid a database error or ended the transaction");
  note_slow(since, "a database write ran slowly", 1);
}

Writer::Attempt Writer::commit(Jobs& jobs) {
  const auto since = Clock::now();
  try {
    session_->run("commit");
    note_slow(since, "a database commit was slow", jobs.size());
    note_health(std::nullopt);
    return Attempt::finished;
  } catch (const std::exception& exception) {
    Error error = error_of(exception);
    if (!session_->is_connected()) {
      session_.reset();
      next_connect_ = Clock::now();
      error = {
          ErrorCode::unavailable, "commit_outcome_unknown",
          "the connection to the database broke during the commit: the change may or may not have been made"};
    } else {
      undo();
      // A deferred constraint speaks only now, and does not say whose it is.
      if (error.code != ErrorCode::unavailable && jobs.size() > 1) return Attempt::again_one_by_one;
    }
    for (const auto& job : jobs)
      if (job->outcome) job->outcome = tl::unexpected<Error>(error);
    note_health(error);
    return Attempt::finished;
  }
}

bool Writer::is_ready() {
  if (session_) return true;
  if (Clock::now() < next_connect_) return false;
  auto connected = Session::connect(options_, Access::write);
  if (!connected) {
    note_health(connected.error());
    next_connect_ = Clock::now() + reconnect_pause_;
    reconnect_pause_ = std::min(reconnect_pause_ * 2, options_.reconnect_max);
    return false;
  }
  session_ = std::move(*connected);
  reconnect_pause_ = options_.reconnect_first;
  log_.info("connected to the database again");
  return true;
}

void Writer::undo() {
  try {
    if (session_->is_in_transaction() || options_.engine == Engine::postgresql) session_->run("rollback");
  } catch (const std::exception& exception) {
    log_.error("a database rollback failed", {{"error", error_of(exception).detail}});
  }
}

void Writer::fail_all(Jobs& jobs, const Error& error) {
  for (const auto& job : jobs)
    job->outcome = tl::unexpected<Error>(error);
}

// Says it once when writing stops working and once when it works again.
void Writer::note_health(const std::optional<Error>& failure) {
  if (failure && !is_failing_)
    log_.error("the database does not accept writes",
               {{"reason", failure->reason}, {"error", failure->detail}});
  if (!failure && is_failing_) log_.info("the database accepts writes again");
  is_failing_ = failure.has_value();
}

void Writer::note_slow(Clock::time_point since, const char* what, std::size_t works) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since);
  if (took > options_.slow_write) log_.warning(what, {{"ms", took.count()}, {"writes", works}});
}

}  // namespace rapport::database
