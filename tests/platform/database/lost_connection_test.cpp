// PostgreSQL that goes away and comes back.
#include "platform/database/statement.h"
#include "platform/database/support/notes.h"
#include "support/databases.h"
#include "support/postgres_server.h"

namespace rapport::database {
namespace {

std::future<Result<void>> put(Database& db, std::int64_t id) {
  return db.write<void>([id](Session& sql) -> Result<void> {
    execute(sql, "insert into notes (id, words) values (:id, 'x')", id);
    return {};
  });
}

Result<std::int64_t> notes_in(Database& db) {
  return db.read([](Session& sql) -> Result<std::int64_t> {
    return *first<std::int64_t>(sql, "select count(*) from notes");
  });
}

void cut_all_connections(tests::PostgresServer& server) {
  server.run(
      "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname like 'test_%'");
}

TEST_CASE("a cut connection is not noticed by reads and writes that come after it") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
  for (std::int64_t round = 0; round < 5; ++round) {
    CHECK(put(fresh.db(), round * 2).get());
    CHECK(notes_in(fresh.db()).value() == round * 2 + 1);
    cut_all_connections(*server);
    const auto written = put(fresh.db(), round * 2 + 1).get();
    CHECK_MESSAGE(written, written.error().detail);
    const auto counted = notes_in(fresh.db());
    CHECK_MESSAGE(counted.value_or(-1) == round * 2 + 2, (counted ? "" : counted.error().detail));
  }
}

TEST_CASE("a connection cut in the middle of a group runs the group again on a new one") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
  int runs = 0;
  const auto outcome = fresh.db()
                           .write<int>([&](Session& sql) -> Result<int> {
                             execute(sql, "insert into notes (id) values (1)");
                             if (++runs == 1) cut_all_connections(*server);
                             execute(sql, "insert into notes (id) values (2)");
                             return runs;
                           })
                           .get();
  REQUIRE(outcome);
  CHECK(*outcome == 2);
  CHECK(notes_in(fresh.db()).value() == 2);
}

TEST_CASE("a work that always kills its connection fails, and the next one is served") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
  const auto outcome = fresh.db()
                           .write<void>([&](Session& sql) -> Result<void> {
                             cut_all_connections(*server);
                             execute(sql, "insert into notes (id) values (1)");
                             return {};
                           })
                           .get();
  CHECK(outcome.error().code == ErrorCode::unavailable);
  CHECK(outcome.error().reason == "connection_lost");
  Result<void> next = put(fresh.db(), 2).get();
  while (!next && next.error().reason == "connection_lost")
    next = put(fresh.db(), 2).get();  // the pause before it
  CHECK(next);
  CHECK(notes_in(fresh.db()).value() == 1);
}

TEST_CASE("while the server is down all is unavailable at once, and works again after its start") {
  auto* server = tests::PostgresServer::running();
  if (server == nullptr) return;
  Options quick;
  quick.reconnect_first = std::chrono::milliseconds(1);
  quick.reconnect_max = std::chrono::milliseconds(20);
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema, quick);
  CHECK(put(fresh.db(), 1).get());
  CHECK(notes_in(fresh.db()));
  server->stop();
  for (int i = 0; i < 20; ++i)
    CHECK(put(fresh.db(), 2).get().error().code == ErrorCode::unavailable);
  CHECK(notes_in(fresh.db()).error().code == ErrorCode::unavailable);
  server->start();
  Result<void> next = put(fresh.db(), 2).get();
  while (!next && next.error().code == ErrorCode::unavailable)
    next = put(fresh.db(), 2).get();
  CHECK_MESSAGE(next, next.error().detail);
  CHECK(notes_in(fresh.db()).value() == 2);
}

TEST_CASE("a connection cut during the commit says that the outcome is unknown") {
  if (tests::PostgresServer::running() == nullptr) return;
  tests::FreshDatabase fresh(
      Engine::postgresql,
      {notes_schema[0],
       {2, "trap",
        "create function cut_me() returns trigger language plpgsql as "
        "$$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$; "
        "create constraint trigger trap after insert on notes deferrable initially deferred "
        "for each row when (new.id = 13) execute function cut_me()",
        ""}});
  auto before = put(fresh.db(), 1);
  CHECK(before.get());
  const auto outcome = put(fresh.db(), 13).get();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ErrorCode::unavailable);
  CHECK(outcome.error().reason == "commit_outcome_unknown");
  CHECK(put(fresh.db(), 14).get());
  CHECK(notes_in(fresh.db()).value() == 2);
}

TEST_CASE("an error of disk full from PostgreSQL is unavailable and harms nobody else in the group") {
  if (tests::PostgresServer::running() == nullptr) return;
  tests::FreshDatabase fresh(Engine::postgresql, notes_schema);
  std::vector<std::future<Result<void>>> outcomes;
  for (std::int64_t i = 0; i < 20; ++i)
    outcomes.push_back(fresh.db().write<void>([i](Session& sql) -> Result<void> {
      execute(sql, "insert into notes (id) values (:id)", i);
      if (i == 7) sql.run("do $$ begin raise exception 'no room' using errcode = '53100'; end $$");
      return {};
    }));
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto outcome = outcomes[i].get();
    if (i == 7)
      CHECK(outcome.error().reason == "disk_full");
    else
      CHECK(outcome);
  }
  CHECK(notes_in(fresh.db()).value() == 19);
}

}  // namespace
}  // namespace rapport::database
