// Runs a test on a fresh SQLite file and on a fresh database of a private PostgreSQL:
//
//   TEST_CASE("a case keeps its subject") {
//     for_each_engine([](database::Database& db) { ... CHECK(...); }, case_migrations());
//   }
//
// The body may hold SUBCASEs; each run gets an empty schema. The schema is made once per list of migrations
// and copied. Without PostgreSQL installed those runs are skipped, and it is said on standard error.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "platform/database/database.h"
#include "support/temp_folder.h"

namespace rapport::tests {

// A database of its own, gone with the object.
class FreshDatabase {
 public:
  // Writes its files before it opens: `options` needs no place, only limits that differ from the usual.
  FreshDatabase(database::Engine engine, std::vector<database::Migration> migrations,
                database::Options options = {});
  ~FreshDatabase();
  // False: PostgreSQL is not installed.
  static bool is_available(database::Engine engine);

  database::Database& db() { return *db_; }
  // Where it is: for opening it a second time.
  const database::Options& options() const { return options_; }
  log::Log& log() { return *log_; }
  // Of its own, gone with the object: for whatever else the test keeps.
  const std::filesystem::path& folder() const { return folder_.path(); }
  // Closes it as a stop of the program would, opens it again.
  void reopen();
  void close() { db_.reset(); }

 private:
  std::vector<database::Migration> migrations_;
  database::Options options_;
  TempFolder folder_;
  std::string postgresql_name_;
  std::unique_ptr<log::Log> log_;
  std::unique_ptr<database::Database> db_;
};

template <class Body>
void for_each_fresh(Body&& body, const std::vector<database::Migration>& migrations,
                    const database::Options& options = {}) {
  SUBCASE("on SQLite") {
    FreshDatabase fresh(database::Engine::sqlite, migrations, options);
    body(fresh);
  }
  SUBCASE("on PostgreSQL") {
    if (FreshDatabase::is_available(database::Engine::postgresql)) {
      FreshDatabase fresh(database::Engine::postgresql, migrations, options);
      body(fresh);
    }
  }
}

template <class Body>
void for_each_engine(Body&& body, const std::vector<database::Migration>& migrations,
                     const database::Options& options = {}) {
  for_each_fresh([&](FreshDatabase& fresh) { body(fresh.db()); }, migrations, options);
}

}  // namespace rapport::tests
