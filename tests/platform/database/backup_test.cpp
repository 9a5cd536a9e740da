#include "platform/database/backup.h"

#include <fstream>

#include "platform/database/statement.h"
#include "platform/database/support/notes.h"
#include "support/databases.h"

namespace rapport::database {
namespace {

TEST_CASE("a backup taken under load is whole and holds what was acknowledged before it") {
  tests::FreshDatabase fresh(Engine::sqlite, notes_schema);
  tests::TempFolder folder;
  const auto put = [&](std::int64_t id) {
    return fresh.db().write<void>([id](Session& sql) -> Result<void> {
      execute(sql, "insert into notes (id, words) values (:id, :words)", id, std::string(300, 'x'));
      return {};
    });
  };
  for (std::int64_t i = 0; i < 100; ++i)
    REQUIRE(put(i).get());
  std::vector<std::future<Result<void>>> during;
  for (std::int64_t i = 100; i < 2'000; ++i)
    during.push_back(put(i));
  const auto file = folder.path() / "it's a copy.db";
  const auto copied = fresh.db().backup_to(file);
  CHECK_MESSAGE(copied, copied.error().detail);
  for (auto& outcome : during)
    CHECK(outcome.get());

  Options options;
  options.sqlite_file = file;
  CHECK(check(options));
  auto copy = Database::open(options, notes_schema, fresh.log());
  REQUIRE(copy);
  const auto rows = (*copy)->read([](Session& sql) -> Result<std::vector<std::int64_t>> {
    return all<std::int64_t>(sql, "select id from notes order by id");
  });
  CHECK(rows->size() >= 100);
  CHECK(rows->back() == static_cast<std::int64_t>(rows->size()) - 1);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "it's a copy.db.partial"));
}

TEST_CASE("a backup never overwrites, and leaves nothing when it fails") {
  tests::FreshDatabase fresh(Engine::sqlite, notes_schema);
  tests::TempFolder folder;
  std::ofstream(folder.path() / "there") << "precious";
  CHECK(fresh.db().backup_to(folder.path() / "there").error().reason == "file_exists");
  CHECK(std::filesystem::file_size(folder.path() / "there") == 8);
  CHECK(fresh.db().backup_to(folder.path() / "missing" / "copy").error().code == ErrorCode::unavailable);
  std::ofstream(folder.path() / "copy.partial") << "of a backup that was interrupted";
  CHECK(fresh.db().backup_to(folder.path() / "copy"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "copy.partial"));
}

TEST_CASE("PostgreSQL's backup is left to its own tool, in words") {
  if (!tests::FreshDatabase::is_available(Engine::postgresql)) return;
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
  const auto refused = fresh.db().backup_to("/tmp/never");
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().detail.find("pg_dump") != std::string::npos);
  CHECK(fresh.db().check());
}

TEST_CASE("a damaged database is found") {
  tests::FreshDatabase fresh(Engine::sqlite, notes_schema);
  REQUIRE(fresh.db()
              .write<void>([](Session& sql) -> Result<void> {
                for (std::int64_t i = 0; i < 1'000; ++i)
                  execute(sql, "insert into notes (id, words) values (:id, :words)", i,
                          std::string(300, 'x'));
                return {};
              })
              .get());
  CHECK(fresh.db().check());
  fresh.close();
  {
    std::fstream file(fresh.options().sqlite_file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 5);
    file << std::string(4096, '\x5a');
  }
  CHECK(check(fresh.options()).error().reason == "database_damaged");
}

}  // namespace
}  // namespace rapport::database
