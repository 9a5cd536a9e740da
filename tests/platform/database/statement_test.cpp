// Prepared statements: what goes in comes out, on both engines.
#include "platform/database/statement.h"

#include <limits>

#include "platform/database/types.h"
#include "support/databases.h"

namespace rapport::database {
namespace {

using tests::for_each_engine;

enum class Colour { red, green = 7 };

const std::vector<Migration> things_schema = {
    {1, "things",
     "create table things (id bigint primary key, words text, weight "
     "real, at bigint, owner bigint, colour integer, "
     "is_new integer)",
     "create table things (id bigint primary key, words text, weight "
     "double precision, at bigint, owner bigint, "
     "colour integer, is_new integer)"}};

// Runs `body` as one write and fails the test when it is undone.
void in_write(Database& db, std::function<void(Session&)> body) {
  const auto outcome = db.write<void>([body = std::move(body)](Session& sql) -> Result<void> {
                           body(sql);
                           return {};
                         }).get();
  REQUIRE_MESSAGE(outcome, outcome.error().detail);
}

TEST_CASE("every type comes back as it went in") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          const std::string words = "退货 \"it's\" :name ?1 $1 -- 👍\n\ttab";
          const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
          execute(sql,
                  "insert into things (id, words, weight, at, owner, colour, is_new) "
                  "values (:id, :words, :weight, :at, :owner, :colour, :is_new)",
                  huge, words, 0.1, Instant{1'800'000'000'123'456}, UserId{42}, Colour::green, true);
          const auto row = first<std::int64_t, std::string, double, Instant, UserId, Colour, bool>(
              sql, "select id, words, weight, at, owner, colour, is_new from things");
          REQUIRE(row);
          CHECK(*row == std::tuple{huge, words, 0.1, Instant{1'800'000'000'123'456}, UserId{42},
                                   Colour::green, true});
          execute(sql, "insert into things values (1, :a, :b, :c, :d, :e, :f)", std::nullopt,
                  std::optional<double>{}, std::optional<Instant>{}, std::optional<UserId>{},
                  std::optional<Colour>{}, std::optional<bool>{});
          const auto nothing =
              first<std::optional<std::string>, std::optional<double>, std::optional<UserId>>(
                  sql, "select words, weight, owner from things where id = 1");
          REQUIRE(nothing);
          CHECK(*nothing ==
                std::tuple<std::optional<std::string>, std::optional<double>, std::optional<UserId>>{});
        });
      },
      things_schema);
}

TEST_CASE("the same text is prepared once, and runs again with other values") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          const std::size_t before = sql.statements().size();
          for (std::int64_t i = 0; i < 100; ++i)
            CHECK(execute(sql, "insert into things (id, words) values (:id, :words)", i,
                          std::to_string(i % 3)) == 1);
          CHECK(sql.statements().size() == before + 1);
          for (int i = 0; i < 3; ++i)
            CHECK(all<std::int64_t>(sql, "select id from things where words = :w order by id",
                                    std::to_string(i))
                      .size() == (i == 0 ? 34 : 33));
          CHECK(execute(sql, "update things set weight = 1 where words = :w", "0") == 34);
          CHECK(execute(sql, "delete from things where id = :id", 1'000) == 0);
          CHECK_FALSE(first<std::int64_t>(sql, "select id from things where id = :id", 1'000));
        });
      },
      things_schema);
}

TEST_CASE("a repeated name is one parameter, and colons elsewhere are none") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          execute(sql, "insert into things (id, owner, words) values (:id, :id, ':words') -- :comment", 5);
          const auto row = first<std::int64_t, std::string>(sql,
                                                            "select owner, words from things where id = :id "
                                                            "and owner = :id and cast(:text as text) = 'a:b'",
                                                            5, "a:b");
          REQUIRE(row);
          CHECK(*row == std::tuple<std::int64_t, std::string>{5, ":words"});
        });
      },
      things_schema);
}

TEST_CASE("a statement may run inside its own rows") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          for (std::int64_t i = 1; i <= 3; ++i)
            execute(sql, "insert into things (id) values (:id)", i);
          std::vector<std::int64_t> pairs;
          const char* query = "select id from things order by id";
          each<std::int64_t>(sql, query, [&](std::int64_t outer) {
            each<std::int64_t>(sql, query, [&](std::int64_t inner) { pairs.push_back(outer * 10 + inner); });
          });
          CHECK(pairs == std::vector<std::int64_t>{11, 12, 13, 21, 22, 23, 31, 32, 33});
          each<std::int64_t, std::optional<std::string>>(
              sql, "select id, words from things where id = :id",
              [](std::int64_t id, const std::optional<std::string>& words) {
                CHECK(id == 2);
                CHECK_FALSE(words);
              },
              2);
        });
      },
      things_schema);
}

TEST_CASE("an unfinished select keeps neither lock nor old snapshot") {
  for_each_engine(
      [](Database& db) {
        const auto newest = [&] {
          return db
              .read([](Session& sql) -> Result<std::int64_t> {
                return first<std::int64_t>(sql, "select id from things order by id desc").value_or(0);
              })
              .value();
        };
        for (std::int64_t i = 1; i <= 5; ++i) {
          in_write(db, [i](Session& sql) { execute(sql, "insert into things (id) values (:id)", i); });
          CHECK(newest() == i);
        }
      },
      things_schema);
}

TEST_CASE("text with a NUL character is refused, not cut") {
  for_each_engine(
      [](Database& db) {
        const auto outcome =
            db.write<void>([](Session& sql) -> Result<void> {
                execute(sql, "insert into things (id, words) values (1, :words)", std::string("a\0b", 3));
                return {};
              }).get();
        CHECK(outcome.error().code == ErrorCode::invalid);
        CHECK(outcome.error().reason == "value_refused");
      },
      things_schema);
}

TEST_CASE("NULL where a value must be is an error of ours") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) { execute(sql, "insert into things (id) values (1)"); });
        const auto outcome = db.read([](Session& sql) -> Result<std::string> {
          return *first<std::string>(sql, "select words from things");
        });
        CHECK(outcome.error().code == ErrorCode::internal);
      },
      things_schema);
}

TEST_CASE("returning gives back what was inserted") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          CHECK(first<std::int64_t>(sql, "insert into things (id, weight) values (:id, 2) returning id", 8) ==
                8);
        });
        CHECK(db.read([](Session& sql) -> Result<std::int64_t> {
                  return *first<std::int64_t>(sql, "select count(*) from things");
                }).value() == 1);
      },
      things_schema);
}

TEST_CASE("a failed statement can be used again") {
  for_each_engine(
      [](Database& db) {
        const auto put = [&](std::int64_t id) {
          return db
              .write<void>([id](Session& sql) -> Result<void> {
                execute(sql, "insert into things (id) values (:id)", id);
                return {};
              })
              .get();
        };
        CHECK(put(1));
        CHECK_FALSE(put(1));
        CHECK(put(2));
        CHECK_FALSE(put(2));
        CHECK(put(3));
      },
      things_schema);
}

TEST_CASE("our types travel through plain SOCI too") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          const std::int64_t id = 1;
          const std::optional<std::string> none;
          const std::optional<Instant> at = Instant{5};
          const UserId owner{9};
          const bool is_new = true;
          sql << "insert into things (id, words, at, owner, is_new) values (:id, :words, :at, :owner, "
                 ":is_new)",
              soci::use(id), soci::use(none), soci::use(at), soci::use(owner), soci::use(is_new);
          std::optional<std::string> words = "x";
          std::optional<Instant> read_at;
          UserId read_owner;
          bool read_new = false;
          sql << "select words, at, owner, is_new from things", soci::into(words), soci::into(read_at),
              soci::into(read_owner), soci::into(read_new);
          CHECK_FALSE(words);
          CHECK(read_at == at);
          CHECK(read_owner == owner);
          CHECK(read_new);
        });
      },
      things_schema);
}

TEST_CASE("queries built out of values do not fill the memory") {
  for_each_engine(
      [](Database& db) {
        in_write(db, [](Session& sql) {
          for (std::size_t i = 0; i < Statements::limit + 10; ++i)
            first<std::int64_t>(sql, "select " + std::to_string(i) + " from things");
          CHECK(sql.statements().size() <= Statements::limit);
        });
      },
      things_schema);
}

}  // namespace
}  // namespace rapport::database
