// What write and read promise, on both engines.
#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::database {
namespace {

using tests::for_each_engine;

const std::vector<Migration> people_schema = {
    {1, "people",
     "create table people (id integer primary key, name text not null unique, age integer check (age >= 0))",
     "create table people (id bigint primary key, name text not null unique, age integer check (age >= 0))"},
    {2, "pets",
     "create table pets (id bigint primary key, owner bigint not null references people (id)); "
     "create index pets_owner on pets (owner)",
     ""},
};

Result<void> insert(Session& sql, std::int64_t id, std::string_view name, std::optional<int> age = {}) {
  execute(sql, "insert into people (id, name, age) values (:id, :name, :age)", id, name, age);
  return {};
}

std::int64_t people_in(Database& db) {
  return db
      .read<std::int64_t>(
          [](Session& sql) { return *first<std::int64_t>(sql, "select count(*) from people"); })
      .value();
}

TEST_CASE("what was written can be read") {
  for_each_engine(
      [](Database& db) {
        auto written = db.write<int>([](Session& sql) -> Result<int> {
                           insert(sql, 1, "Ann", 30);
                           insert(sql, 2, "李雷");
                           return 7;
                         }).get();
        REQUIRE(written);
        CHECK(*written == 7);
        auto rows =
            db.read([](Session& sql) -> Result<std::vector<std::tuple<std::string, std::optional<int>>>> {
              return all<std::string, std::optional<int>>(sql, "select name, age from people order by id");
            });
        REQUIRE(rows);
        REQUIRE(rows->size() == 2);
        CHECK(rows->at(0) == std::tuple<std::string, std::optional<int>>{"Ann", 30});
        CHECK(rows->at(1) == std::tuple<std::string, std::optional<int>>{"李雷", std::nullopt});
      },
      people_schema);
}

TEST_CASE("a failed work is undone alone, whatever stood beside it in the group") {
  for_each_engine(
      [](Database& db) {
        std::vector<std::future<Result<void>>> outcomes;
        for (int i = 0; i < 300; ++i)
          outcomes.push_back(db.write<void>([i](Session& sql) -> Result<void> {
            insert(sql, i, "name" + std::to_string(i));
            if (i % 10 == 3) return fail(ErrorCode::conflict, "no", "a rule says no");
            if (i % 10 == 7) return insert(sql, 1'000 + i, "name" + std::to_string(i));  // the name is taken
            return {};
          }));
        int good = 0;
        for (int i = 0; i < 300; ++i) {
          Result<void> outcome = outcomes[static_cast<std::size_t>(i)].get();
          if (i % 10 == 3)
            CHECK(outcome.error().reason == "no");
          else if (i % 10 == 7)
            CHECK_MESSAGE(outcome.error().reason == "already_exists", outcome.error().detail);
          else
            CHECK(outcome);
          good += outcome ? 1 : 0;
        }
        CHECK(good == 240);
        CHECK(people_in(db) == 240);
      },
      people_schema);
}

TEST_CASE("done is called after the commit, in the order of the calls") {
  for_each_engine(
      [](Database& db) {
        std::vector<int> order;  // the writer thread's until the last one is done
        std::promise<void> last;
        for (int i = 0; i < 1'000; ++i)
          db.write_then([i](Session& sql) { return insert(sql, i, std::to_string(i)); },
                        [&, i](Result<void> outcome) {
                          if (outcome) order.push_back(i);
                          if (i == 999) last.set_value();
                        });
        last.get_future().get();
        CHECK(order.size() == 1'000);
        CHECK(std::is_sorted(order.begin(), order.end()));
        CHECK(people_in(db) == 1'000);
      },
      people_schema);
}

TEST_CASE("closing finishes the writes that were queued") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        for (int i = 0; i < 500; ++i)
          fresh.db().write_then([i](Session& sql) { return insert(sql, i, std::to_string(i)); },
                                [](Result<void>) {});
        fresh.reopen();
        CHECK(people_in(fresh.db()) == 500);
      },
      people_schema);
}

TEST_CASE("a broken rule of the schema comes back as what it means") {
  for_each_engine(
      [](Database& db) {
        const auto run = [&](const std::string& text) {
          return db
              .write<void>([text](Session& sql) -> Result<void> {
                sql << text;
                return {};
              })
              .get();
        };
        REQUIRE(run("insert into people values (1, 'Ann', 3)"));
        CHECK(run("insert into people values (1, 'Bob', 3)").error().reason == "already_exists");
        CHECK(run("insert into people values (2, 'Ann', 3)").error().code == ErrorCode::conflict);
        CHECK(run("insert into people values (2, 'Bob', -3)").error().code == ErrorCode::invalid);
        CHECK(run("insert into people values (2, null, 3)").error().reason == "value_refused");
        CHECK(run("insert into pets values (1, 99)").error().reason == "reference_broken");
        REQUIRE(run("insert into pets values (1, 1)"));
        CHECK(run("delete from people where id = 1").error().reason == "reference_broken");
        const auto nonsense = run("selekt 1");
        CHECK(nonsense.error().code == ErrorCode::internal);
        CHECK(nonsense.error().detail.find("selekt") != std::string::npos);
        CHECK(people_in(db) == 1);
      },
      people_schema);
}

TEST_CASE("a write that hides a database error does not count as written") {
  for_each_engine(
      [](Database& db) {
        const auto outcome = db.write<void>([](Session& sql) -> Result<void> {
                                 insert(sql, 1, "Ann");
                                 try {
                                   sql << "insert into people values (1, 'again', 1)";
                                 } catch (const soci::soci_error&) {
                                 }
                                 return {};
                               }).get();
        // SQLite goes on after a failed statement, PostgreSQL does not.
        CHECK(people_in(db) == (outcome ? 1 : 0));
        CHECK(outcome.has_value() == (db.engine() == Engine::sqlite));
      },
      people_schema);
}

TEST_CASE("a rule that is checked at the commit fails only whoever breaks it") {
  auto schema = people_schema;
  schema.push_back({3, "toys",
                    "create table toys (id bigint primary key, "
                    "owner bigint not null references people (id) deferrable initially deferred)",
                    ""});
  for_each_engine(
      [](Database& db) {
        std::vector<std::future<Result<void>>> outcomes;
        for (int i = 0; i < 20; ++i)
          outcomes.push_back(db.write<void>([i](Session& sql) -> Result<void> {
            execute(sql, "insert into toys (id, owner) values (:id, :id)", i);
            return i == 7 ? Result<void>() : insert(sql, i, std::to_string(i));
          }));
        for (int i = 0; i < 20; ++i) {
          const auto outcome = outcomes[static_cast<std::size_t>(i)].get();
          if (i == 7)
            CHECK(outcome.error().reason == "reference_broken");
          else
            CHECK(outcome);
        }
        CHECK(people_in(db) == 19);
      },
      schema);
}

TEST_CASE("a read cannot write") {
  for_each_engine(
      [](Database& db) {
        CHECK_FALSE(db.read<void>([](Session& sql) { return insert(sql, 1, "Ann"); }));
        CHECK(people_in(db) == 0);
      },
      people_schema);
}

TEST_CASE("a full queue refuses at once") {
  Options small;
  small.queue_max = 2;
  small.group_max = 1;
  for_each_engine(
      [](Database& db) {
        std::promise<void> gate;
        std::promise<void> entered;
        db.write_then(
            [&](Session&) -> Result<void> {
              entered.set_value();
              gate.get_future().get();
              return {};
            },
            [](Result<void>) {});
        entered.get_future().get();
        const auto nothing = [](Session&) -> Result<void> { return {}; };
        auto first_waiting = db.write<void>(nothing);
        auto second_waiting = db.write<void>(nothing);
        CHECK(db.write<void>(nothing).get().error().reason == "writer_overloaded");
        gate.set_value();
        CHECK(first_waiting.get());
        CHECK(second_waiting.get());
      },
      people_schema, small);
}

TEST_CASE("reads beyond the pool wait and then give up") {
  Options small;
  small.readers = 1;
  small.reader_wait_max = std::chrono::milliseconds(20);
  for_each_engine(
      [](Database& db) {
        const auto outcome = db.read<void>([&](Session&) -> Result<void> {
          return db.read<void>([](Session&) -> Result<void> { return {}; });
        });
        CHECK(outcome.error().code == ErrorCode::unavailable);
        CHECK(outcome.error().reason == "database_busy");
        CHECK(people_in(db) == 0);
      },
      people_schema, small);
}

TEST_CASE("a read that takes too long is stopped") {
  Options small;
  small.read_max = std::chrono::milliseconds(50);
  for_each_engine(
      [](Database& db) {
        const auto outcome = db.read<void>([&](Session& sql) -> Result<void> {
          first<std::int64_t>(
              sql,
              "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000000) "
              "select count(*) from n");
          return {};
        });
        CHECK(outcome.error().reason == "read_timeout");
        CHECK(people_in(db) == 0);
      },
      people_schema, small);
}

}  // namespace
}  // namespace rapport::database
