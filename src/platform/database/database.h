// Database: one organisation-spanning SQL database, SQLite (one file, WAL, full sync) or PostgreSQL, through
// SOCI. Reads run on pooled connections, on the caller's thread (worker pool). Writes all go through one
// writer thread, which groups what is waiting into one transaction, so that a burst costs one sync. A closure
// gets a Session: a soci::session (`sql << ...`) that also keeps prepared statements (statement.h, twice as
// fast). The closures of read and write may run more than once (a lost connection, a failed neighbour in the
// group): they change nothing but the database and what they return.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "platform/database/migration.h"
#include "platform/database/options.h"
#include "platform/database/session.h"
#include "platform/log/log.h"

namespace rapport::database {

class Database {
 public:
  // Opens, checks the version, migrates. Fails in words an administrator can act on.
  static Result<std::unique_ptr<Database>> open(Options options, std::vector<Migration> migrations,
                                                log::Log& log);
  ~Database();  // finishes the writes that were queued

  Engine engine() const;
  const Options& options() const;

  // Runs `query` on a pooled read connection on this thread. SQL failures come back as unavailable / internal
  // (error.h). Each statement sees its own moment; one statement is one moment.
  template <class T>
  Result<T> read(const std::function<Result<T>(Session&)>& query);
  // The same with the type taken from the closure: db.read([&](Session& sql) -> Result<T> { ... }).
  template <class Query>
  auto read(Query&& query) -> std::invoke_result_t<Query&, Session&>;

  // Runs `work` on the writer thread inside the group's transaction and completes after the commit is
  // durable. An error result, or an exception of SOCI, undoes this piece of work alone. Never call it from
  // within `work`. unavailable / commit_outcome_unknown: PostgreSQL went away during the commit; look before
  // doing it again.
  template <class T>
  std::future<Result<T>> write(std::function<Result<T>(Session&)> work);

  // The same without a future: `done` is called on the writer thread after the commit, in the order of the
  // calls. Works queued later never commit before earlier ones. `done` is short and does not throw; it may
  // call write_then but never waits for a write. With queue_max works waiting, `done` gets unavailable at
  // once on the caller's thread.
  void write_then(std::function<Result<void>(Session&)> work, std::function<void(Result<void>)> done);

  // A consistent copy while running (SQLite: VACUUM INTO). PostgreSQL: refused, with the pg_dump command to
  // use.
  Result<void> backup_to(const std::filesystem::path& file);

  // Reads and verifies the whole database; takes seconds per GB. PostgreSQL: that it answers.
  Result<void> check();

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  Result<void> read_with(const std::function<Result<void>(Session&)>& query);
  std::unique_ptr<Impl> impl_;
};

template <class T>
Result<T> Database::read(const std::function<Result<T>(Session&)>& query) {
  Result<T> result = fail(ErrorCode::internal, "not_run", "query did not run");
  Result<void> outcome = read_with([&](Session& sql) -> Result<void> {
    result = query(sql);
    if (!result) return tl::unexpected<Error>(result.error());
    return {};
  });
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  return result;
}

template <class Query>
auto Database::read(Query&& query) -> std::invoke_result_t<Query&, Session&> {
  using T = typename std::invoke_result_t<Query&, Session&>::value_type;
  return read<T>(std::function<Result<T>(Session&)>(std::ref(query)));
}

template <class T>
std::future<Result<T>> Database::write(std::function<Result<T>(Session&)> work) {
  struct State {
    std::promise<Result<T>> promise;
    Result<T> result = fail(ErrorCode::internal, "not_run", "write did not run");
  };
  auto state = std::make_shared<State>();
  std::future<Result<T>> future = state->promise.get_future();
  write_then(
      [state, work = std::move(work)](Session& sql) -> Result<void> {
        state->result = work(sql);
        if (!state->result) return tl::unexpected<Error>(state->result.error());
        return {};
      },
      [state](Result<void> outcome) {
        if (!outcome)
          state->promise.set_value(tl::unexpected<Error>(outcome.error()));
        else
          state->promise.set_value(std::move(state->result));
      });
  return future;
}

}  // namespace rapport::database
