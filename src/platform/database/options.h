// Which database, where, and its limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

namespace rapport::database {

enum class Engine { sqlite, postgresql };

struct Options {
  Engine engine = Engine::sqlite;
  std::filesystem::path sqlite_file;  // e.g. data/rapport.db
  std::string postgresql_connection;  // libpq key=value text or URI
  std::size_t readers = 8;            // pooled read connections
  std::size_t group_max = 256;        // writes per transaction
  std::size_t queue_max = 65'536;     // writes waiting; beyond it: unavailable
  // How long a read waits for a pooled connection; then: unavailable, database_busy.
  std::chrono::milliseconds reader_wait_max{5'000};
  // How long one read may run; then: unavailable, read_timeout.
  std::chrono::milliseconds read_max{30'000};
  // SQLite: how long the writer waits for another process that holds the write lock (whole seconds, at least
  // 1).
  std::chrono::seconds lock_wait_max{5};
  // PostgreSQL: pause before the writer's next attempt to reconnect, doubling from the first to the second.
  std::chrono::milliseconds reconnect_first{50};
  std::chrono::milliseconds reconnect_max{5'000};
  // A commit or one piece of work longer than this is logged.
  std::chrono::milliseconds slow_write{1'000};
};

}  // namespace rapport::database
