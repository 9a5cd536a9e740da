// Writer: the one thread that writes. Takes what is waiting, up to group_max works, runs them in one
// transaction and calls each `done` after the commit, in the order of post().
//
// A work that fails is undone alone: on SQLite every work has a savepoint (free there). On PostgreSQL
// savepoints cost 22-45 %, so a group runs without; when a work fails, the group is rolled back and run again
// with savepoints. Works therefore must be re-runnable: they change nothing but the database, and what they
// hand out they assign, not append.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/inbox.h"
#include "base/result.h"
#include "platform/database/checkpointer.h"
#include "platform/database/options.h"
#include "platform/database/session.h"
#include "platform/log/log.h"

namespace rapport::database {

class Writer {
 public:
  using Work = std::function<Result<void>(Session&)>;
  using Done = std::function<void(Result<void>)>;

  Writer(const Options& options, std::unique_ptr<Session> session, log::Log& log);
  ~Writer();  // finishes what was posted, then joins
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Any thread. With the queue full, `done` gets unavailable at once, on the caller's thread.
  void post(Work work, Done done);

 private:
  struct Job {
    Work work;
    Done done;
    Result<void> outcome;
  };
  // Shared only because Inbox::send may refuse, and then the caller still needs it.
  using Jobs = std::vector<std::shared_ptr<Job>>;
  enum class Attempt { finished, again_with_savepoints, connection_lost, again_one_by_one };

  void loop();
  void run_group(Jobs& jobs);
  void decide(Jobs& jobs);
  Attempt attempt(Jobs& jobs, bool has_savepoints);
  std::optional<Attempt> run_works(Jobs& jobs, bool has_savepoints);
  Attempt commit(Jobs& jobs);
  void run_work(Job& job);
  bool is_ready();
  void undo();
  void fail_all(Jobs& jobs, const Error& error);
  void note_health(const std::optional<Error>& failure);
  void note_log();
  void note_slow(std::chrono::steady_clock::time_point since, const char* what, std::size_t works);

  const Options options_;
  log::Log& log_;
  Inbox<std::shared_ptr<Job>> inbox_;
  // All below belongs to the writer thread.
  std::unique_ptr<Session> session_;            // null: PostgreSQL is away
  std::unique_ptr<Checkpointer> checkpointer_;  // SQLite
  int log_pages_ = 0;                           // in the write-ahead log after the last commit
  std::chrono::steady_clock::time_point next_connect_{};
  std::chrono::milliseconds reconnect_pause_;
  bool is_failing_ = false;
  std::atomic<bool> is_in_work_{false};
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace rapport::database
