// SQLite's write-ahead log begins anew under a load that never pauses, and after a reader that held on to it.
#include <unistd.h>

#include <filesystem>

#include <doctest/doctest.h>

#include "platform/database/statement.h"
#include "platform/database/support/notes.h"
#include "support/databases.h"
#include "support/temp_folder.h"

namespace rapport::database {
namespace {

// Writes 128 MiB into the same rows, a commit each half MiB, without a pause.
void write_much(Database& db) {
  for (int round = 0; round < 8; ++round) {
    std::vector<std::future<Result<void>>> outcomes;
    for (int i = 0; i < 32; ++i)
      outcomes.push_back(db.write<void>([i, round](Session& sql) -> Result<void> {
        execute(sql,
                "insert into notes (id, words) values (:id, :words) on conflict (id) do update set words = "
                "excluded.words",
                i, std::string(512 * 1'024, static_cast<char>('a' + (i + round) % 26)));
        return {};
      }));
    for (auto& outcome : outcomes)
      REQUIRE(outcome.get());
  }
}

TEST_CASE("the write-ahead log begins anew while writes never pause") {
  const tests::TempFolder folder;
  Options options;
  options.sqlite_file = folder.path() / "test.db";
  options.group_max = 1;
  log::Log log(log::Options{});
  auto db = Database::open(options, notes_schema, log);
  REQUIRE(db);
  const auto log_mib = [&] { return std::filesystem::file_size(folder.path() / "test.db-wal") >> 20; };
  write_much(**db);
  CHECK(log_mib() < 100);

  // A reader that looks at one state for long: the log has to keep it, and what comes after.
  std::promise<void> is_reading, may_end;
  std::thread reader([&] {
    const auto counted = (*db)->read([&](Session& sql) -> Result<std::int64_t> {
      sql.run("begin");
      const auto before = first<std::string>(sql, "select words from notes where id = 1");
      is_reading.set_value();
      may_end.get_future().wait();
      const auto after = first<std::string>(sql, "select words from notes where id = 1");
      sql.run("commit");
      return before == after ? 1 : 0;
    });
    CHECK(*counted == 1);
  });
  is_reading.get_future().wait();
  write_much(**db);
  CHECK(log_mib() >= 128);
  may_end.set_value();
  reader.join();
  write_much(**db);
  CHECK(log_mib() < 100);
}

}  // namespace
}  // namespace rapport::database
