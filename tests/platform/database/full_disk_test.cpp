// A full disk: writes are refused as unavailable, reads go on, and writing works again when there is room.
#include <unistd.h>

#include <fstream>

#include "platform/database/statement.h"
#include "platform/database/support/notes.h"
#include "support/databases.h"
#include "support/postgres_server.h"
#include "support/small_disk.h"

namespace rapport::database {
namespace {

std::future<Result<void>> put(Database& db, std::int64_t id, std::size_t bytes) {
  return db.write<void>([id, bytes](Session& sql) -> Result<void> {
    execute(sql, "insert into notes (id, words) values (:id, :words)", id, std::string(bytes, 'x'));
    return {};
  });
}

std::int64_t count(Database& db) {
  const auto counted = db.read([](Session& sql) -> Result<std::int64_t> {
    return *first<std::int64_t>(sql, "select count(*) from notes");
  });
  return counted ? *counted : -1;
}

void run(Database& db, const std::string& text) {
  const auto outcome = db.write<void>([text](Session& sql) -> Result<void> {
                           sql.run(text);
                           return {};
                         }).get();
  REQUIRE_MESSAGE(outcome, outcome.error().detail);
}

// Writes until the disk is full, in groups; returns what was acknowledged.
std::int64_t fill(Database& db) {
  std::int64_t good = 0;
  for (std::int64_t round = 0; round < 1'000; ++round) {
    std::vector<std::future<Result<void>>> group;
    for (std::int64_t i = 0; i < 10; ++i)
      group.push_back(put(db, round * 10 + i, 3'000));
    bool is_full = false;
    for (auto& outcome : group) {
      const auto written = outcome.get();
      good += written ? 1 : 0;
      if (written) continue;
      CHECK_MESSAGE(written.error().code == ErrorCode::unavailable, written.error().detail);
      is_full = true;
    }
    if (is_full) return good;
  }
  FAIL("the disk never was full");
  return 0;
}

TEST_CASE("SQLite on a full disk refuses writes, keeps reading and recovers") {
  tests::TempFolder folder;
  const tests::SmallDisk disk(folder.path() / "disk", "size=2m");
  if (!disk.is_mounted) return;
  log::Log log({log::Level::info, false, (folder.path() / "log").string()});
  Options options;
  options.sqlite_file = disk.path / "rapport.db";
  {
    auto db = std::move(Database::open(options, notes_schema, log).value());
    std::ofstream(disk.path / "ballast") << std::string(600'000, 'b');
    const std::int64_t good = fill(*db);
    CHECK(good > 0);
    CHECK(count(*db) == good);
    CHECK(put(*db, -1, 100'000).get().error().code == ErrorCode::unavailable);
    CHECK(count(*db) == good);
    std::filesystem::remove(disk.path / "ballast");
    const auto after = put(*db, -2, 3'000).get();
    CHECK_MESSAGE(after, after.error().detail);
    CHECK(count(*db) == good + 1);
    CHECK(db->check());
  }
  const auto again = Database::open(options, notes_schema, log);
  REQUIRE(again);
  CHECK((*again)->check());
}

TEST_CASE("SQLite at its page limit refuses the whole group and goes on with the next") {
  tests::FreshDatabase fresh(Engine::sqlite, notes_schema);
  Database& db = fresh.db();
  run(db, "pragma max_page_count = 60");
  const std::int64_t good = fill(db);
  const auto refused = put(db, -1, 100'000).get();
  CHECK(refused.error().reason == "disk_full");
  CHECK(count(db) == good);
  run(db, "pragma max_page_count = 1000000");
  CHECK(put(db, -1, 100'000).get());
  CHECK(count(db) == good + 1);
}

TEST_CASE("PostgreSQL on a full disk refuses writes, keeps reading and recovers") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::TempFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0711));
  const tests::SmallDisk disk(folder.path() / "disk", "size=3m");
  if (!disk.is_mounted) return;
  const auto space = disk.path / "space";
  std::filesystem::create_directory(space);
  REQUIRE(::chown(space.c_str(), server->user(), gid_t(-1)) == 0);
  server->run("create tablespace small location '" + space.string() + "'");
  {
    tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
    Database& db = fresh.db();
    // Stored as it is: PostgreSQL would compress the x's away.
    run(db,
        "alter table notes set tablespace small; alter table notes alter column words set storage external; "
        "alter table notes alter column words set storage plain");
    std::ofstream(disk.path / "ballast") << std::string(1'500'000, 'b');
    const std::int64_t good = fill(db);
    CHECK(good > 0);
    CHECK(count(db) == good);
    std::filesystem::remove(disk.path / "ballast");
    const auto after = put(db, -2, 3'000).get();
    CHECK_MESSAGE(after, after.error().detail);
    CHECK(count(db) == good + 1);
  }
  server->run("drop tablespace small");
}

}  // namespace
}  // namespace rapport::database
