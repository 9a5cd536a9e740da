// Session: one connection to SQLite or PostgreSQL, a SOCI session with its prepared statements.
// One owner, used by one thread at a time (the writer's, or whoever borrowed it from the reader pool).
// Failures throw soci::soci_error; error.h maps them.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "platform/database/options.h"

namespace rapport::database {

class Statements;

enum class Access { read, write };

class Session : public soci::session {
 public:
  // Opens and prepares the connection: SQLite with WAL, full sync and foreign keys; PostgreSQL in UTC with
  // synchronous commit. Access::read refuses to write and stops at Options::read_max.
  static Result<std::unique_ptr<Session>> connect(const Options& options, Access access);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Engine engine() const { return engine_; }

  // Runs SQL text of one or several statements as it is, without parameters and rows.
  void run(const std::string& text);

  // False once PostgreSQL has gone; the session is then only good for its destructor. Asks nothing over the
  // network.
  bool is_connected() const;
  // Inside a transaction that can still commit.
  bool is_in_transaction() const;

  // SQLite stops a statement that runs past this; PostgreSQL has its own limit per statement.
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  // SQLite: instead of checkpoints by itself, tells after every commit how many pages lie in the write-ahead
  // log.
  void watch_log(std::function<void(int pages)> watch);
  // SQLite: carries as much of the write-ahead log into the database file as readers and writers let it,
  // without waiting for them.
  Result<void> checkpoint();

  // The prepared statements of this connection; see statement.h.
  Statements& statements() { return *statements_; }

 private:
  explicit Session(Engine engine);
  void open_sqlite(const Options& options, Access access);
  void open_postgresql(const Options& options, Access access);
  static int stop_if_late(void* session);

  Engine engine_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::function<void(int)> log_watch_;
  std::unique_ptr<Statements> statements_;
};

}  // namespace rapport::database
