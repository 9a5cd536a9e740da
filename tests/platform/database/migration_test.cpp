#include "platform/database/migration.h"

#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::database {
namespace {

using tests::for_each_fresh;
using tests::FreshDatabase;

const std::vector<Migration> kTwo = {
    {1, "one", "create table one (id bigint)", ""},
    {2, "two", "create table two (id bigint); create table more (id bigint)", ""}};

Result<std::unique_ptr<Database>> open_with(FreshDatabase& fresh, std::vector<Migration> migrations) {
  fresh.close();
  return Database::open(fresh.options(), std::move(migrations), fresh.log());
}

bool has(Database& db, const std::string& table) {
  return db
      .read([&](Session& sql) -> Result<void> {
        first<std::int64_t>(sql, "select count(*) from " + table);
        return {};
      })
      .has_value();
}

TEST_CASE("what is missing is applied, in order, once") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        CHECK(has(fresh.db(), "more"));
        auto three = kTwo;
        three.insert(three.begin(), {3, "three", "alter table two add column words text", ""});
        auto opened = open_with(fresh, three);
        REQUIRE(opened);
        CHECK(has(**opened, "more"));
        opened->reset();
        opened = open_with(fresh, three);
        REQUIRE(opened);
        const auto applied =
            (*opened)->read([](Session& sql) -> Result<std::vector<std::tuple<int, std::string>>> {
              return all<int, std::string>(sql,
                                           "select version, name from schema_migrations order by version");
            });
        CHECK(applied.value() ==
              std::vector<std::tuple<int, std::string>>{{1, "one"}, {2, "two"}, {3, "three"}});
      },
      kTwo);
}

TEST_CASE("a database newer than the program is refused with both numbers") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        const auto opened = open_with(fresh, {kTwo[0]});
        REQUIRE_FALSE(opened);
        CHECK(opened.error().reason == "database_newer");
        CHECK(opened.error().detail.find("version 2") != std::string::npos);
        CHECK(opened.error().detail.find("up to 1") != std::string::npos);
      },
      kTwo);
}

TEST_CASE("a database of another program is refused") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        auto other = kTwo;
        other[1].name = "zwei";
        const auto opened = open_with(fresh, other);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().reason == "schema_differs");
      },
      kTwo);
}

TEST_CASE("a step that fails leaves nothing of itself, and the steps before it stay") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        auto three = kTwo;
        three.push_back({3, "three", "create table three (id bigint); create table two (id bigint)", ""});
        const auto broken = open_with(fresh, three);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().detail.find("schema step 3 (three)") == 0);
        CHECK(broken.error().detail.find("two") != std::string::npos);
        auto opened = open_with(fresh, kTwo);
        REQUIRE(opened);
        CHECK_FALSE(has(**opened, "three"));
        CHECK(has(**opened, "two"));
      },
      kTwo);
}

TEST_CASE("steps must count up from one without a gap") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        const Migration three{3, "three", "create table three (id bigint)", ""};
        CHECK(open_with(fresh, {kTwo[0], three}).error().reason == "migrations_have_gap");
        CHECK(open_with(fresh, {kTwo[0], kTwo[1], kTwo[1]}).error().reason == "migrations_have_gap");
        CHECK(open_with(fresh, {kTwo[1]}).error().detail.find("expected 1, found 2 (two)") !=
              std::string::npos);
      },
      kTwo);
}

TEST_CASE("programs that start at the same time apply a step once") {
  for_each_fresh(
      [](FreshDatabase& fresh) {
        fresh.close();
        auto many = kTwo;
        for (int version = 3; version <= 12; ++version)
          many.push_back({version, "step" + std::to_string(version),
                          "create table step" + std::to_string(version) + " (id bigint)", ""});
        std::vector<std::future<std::string>> outcomes;
        for (int i = 0; i < 4; ++i)
          outcomes.push_back(std::async(std::launch::async, [&] {
            auto opened = Database::open(fresh.options(), many, fresh.log());
            return opened ? std::string("good") : opened.error().detail;
          }));
        for (auto& outcome : outcomes)
          CHECK(outcome.get() == "good");
      },
      kTwo);
}

TEST_CASE("a place where no database can be is said in words") {
  tests::TempFolder folder;
  log::Log log({log::Level::error, false, (folder.path() / "log").string()});
  Options options;
  options.sqlite_file = folder.path() / "missing" / "rapport.db";
  const auto nowhere = Database::open(options, kTwo, log);
  CHECK(nowhere.error().code == ErrorCode::unavailable);
  CHECK(nowhere.error().detail.find("missing/rapport.db") != std::string::npos);

  options.sqlite_file = folder.path() / "my data (1) = ü.db";
  CHECK(Database::open(options, kTwo, log));
  CHECK(std::filesystem::exists(options.sqlite_file));

  options.sqlite_file = folder.path() / "log";
  std::filesystem::resize_file(options.sqlite_file, 5'000);
  CHECK(Database::open(options, kTwo, log).error().reason == "database_damaged");

  options.engine = Engine::postgresql;
  options.postgresql_connection = "host=" + folder.path().string() + " dbname=x";
  const auto away = Database::open(options, kTwo, log);
  CHECK(away.error().code == ErrorCode::unavailable);
  CHECK(away.error().detail.find("cannot connect to PostgreSQL") == 0);
}

}  // namespace
}  // namespace rapport::database
