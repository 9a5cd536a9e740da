// Database: one organisation-spanning SQL database, SQLite (one file, WAL, full sync) or PostgreSQL, through
// SOCI. Reads run on pooled connections, on the caller's thread (worker pool). Writes all go through one
// Writer thread, which groups what is waiting into one transaction, so that a burst costs one sync.
#pragma once

#include <soci/soci.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/log/log.h"

namespace rapport::database {

enum class Engine { sqlite, postgresql };

struct Options {
  Engine engine = Engine::sqlite;
  std::filesystem::path sqlite_file;  // e.g. data/rapport.db
  std::string postgresql_connection;  // libpq key=value text or URI
  std::size_t readers = 8;            // pooled read connections
  std::size_t group_max = 256;        // writes per transaction
  std::size_t queue_max = 65'536;     // writes waiting; beyond it: unavailable
};

// One step of the schema. `version` counts up from 1 without gaps over the whole program; a database with a
// higher version than the program knows is refused with both numbers. Both texts hold several statements
// separated by ';'.
struct Migration {
  int version = 0;
  std::string name;
  std::string sqlite;
  std::string postgresql;  // "": the same text serves both
};

class Database {
 public:
  // Opens, checks the version, migrates. Fails in words an administrator can act on.
  static Result<std::unique_ptr<Database>> open(Options options, std::vector<Migration> migrations,
                                                log::Log& log);
  ~Database();

  Engine engine() const;

  // Runs `query` on a pooled read connection on this thread. SQL failures come back as unavailable /
  // internal.
  template <class T>
  Result<T> read(const std::function<Result<T>(soci::session&)>& query);

  // Runs `work` on the writer thread inside the group's transaction and completes after the commit is
  // durable. An error result, or an exception of SOCI, undoes this piece of work alone. Never call it from
  // within `work`.
  template <class T>
  std::future<Result<T>> write(std::function<Result<T>(soci::session&)> work);

  // The same without a future: `done` is called on the writer thread after the commit, in the order of the
  // calls. Works queued later never commit before earlier ones.
  void write_then(std::function<Result<void>(soci::session&)> work, std::function<void(Result<void>)> done);

  // A consistent copy while running (SQLite: VACUUM INTO). PostgreSQL: refused, with the pg_dump command to
  // use.
  Result<void> backup_to(const std::filesystem::path& file);

 private:
  Database();
  Result<void> read_with(const std::function<Result<void>(soci::session&)>& query);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <class T>
Result<T> Database::read(const std::function<Result<T>(soci::session&)>& query) {
  Result<T> result = fail(ErrorCode::internal, "not_run", "query did not run");
  Result<void> outcome = read_with([&](soci::session& sql) -> Result<void> {
    result = query(sql);
    if constexpr (std::is_void_v<T>)
      return result;
    else
      return {};
  });
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  return result;
}

template <class T>
std::future<Result<T>> Database::write(std::function<Result<T>(soci::session&)> work) {
  struct State {
    std::promise<Result<T>> promise;
    Result<T> result = fail(ErrorCode::internal, "not_run", "write did not run");
  };
  auto state = std::make_shared<State>();
  std::future<Result<T>> future = state->promise.get_future();
  write_then(
      [state, work = std::move(work)](soci::session& sql) -> Result<void> {
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
