#include "platform/database/migration.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "platform/database/error.h"
#include "platform/database/statement.h"

namespace rapport::database {

namespace {

Result<void> check_gapless(const std::vector<Migration>& migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const int expected = static_cast<int>(i) + 1;
    if (migrations[i].version == expected) continue;
    return fail(ErrorCode::internal, "migrations_have_gap",
                fmt::format("schema steps must count 1, 2, 3, ...: expected {}, found {} ({})", expected,
                            migrations[i].version, migrations[i].name));
  }
  return {};
}

Result<void> check_known(const std::vector<std::tuple<int, std::string>>& applied,
                         const std::vector<Migration>& known) {
  const int newest = applied.empty() ? 0 : std::get<0>(applied.back());
  if (newest > static_cast<int>(known.size()))
    return fail(
        ErrorCode::conflict, "database_newer",
        fmt::format(
            "the database is at schema version {}, this program knows versions up to {}: it was used by a "
            "newer program; start that one, or restore a backup made before the upgrade",
            newest, known.size()));
  for (const auto& [version, name] : applied)
    if (const Migration& step = known[static_cast<std::size_t>(version) - 1]; step.name != name)
      return fail(
          ErrorCode::conflict, "schema_differs",
          fmt::format("schema step {} of the database is '{}', of this program '{}': the database belongs to "
                      "another program",
                      version, name, step.name));
  return {};
}

std::int64_t now_us() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// The write lock first, so that of two programs starting at once the second sees what the first did.
void begin(Session& sql) {
  if (sql.engine() == Engine::sqlite) {
    sql.run("begin immediate");
  } else {
    sql.run("begin");
    sql.run("lock table schema_migrations in exclusive mode");
  }
}

void create_table(Session& sql) {
  // On PostgreSQL 'if not exists' still collides when two programs create at the same moment.
  if (sql.engine() == Engine::sqlite)
    sql.run("begin immediate");
  else
    sql.run("begin; select pg_advisory_xact_lock(727270)");
  sql.run(
      "create table if not exists schema_migrations (version integer primary key, name text not null, "
      "applied_at bigint not null)");
  sql.run("commit");
}

// True when this call applied it.
bool apply(Session& sql, const Migration& step) {
  begin(sql);
  if (first<int>(sql, "select version from schema_migrations where version = :version", step.version)) {
    sql.run("rollback");
    return false;
  }
  const bool is_other = sql.engine() == Engine::postgresql && !step.postgresql.empty();
  sql.run(is_other ? step.postgresql : step.sqlite);
  execute(sql, "insert into schema_migrations (version, name, applied_at) values (:version, :name, :at)",
          step.version, step.name, now_us());
  sql.run("commit");
  return true;
}

}  // namespace

Result<void> migrate(Session& sql, std::vector<Migration> migrations, log::Log& log) {
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) { return a.version < b.version; });
  if (auto checked = check_gapless(migrations); !checked) return checked;
  std::string doing = "reading the schema version";
  try {
    create_table(sql);
    const auto applied =
        all<int, std::string>(sql, "select version, name from schema_migrations order by version");
    if (auto checked = check_known(applied, migrations); !checked) return checked;
    for (const Migration& step : migrations) {
      if (step.version <= static_cast<int>(applied.size())) continue;
      doing = fmt::format("schema step {} ({})", step.version, step.name);
      if (apply(sql, step)) log.info("schema step applied", {{"version", step.version}, {"name", step.name}});
    }
  } catch (const std::exception& exception) {
    Error error = error_of(exception);
    error.detail = doing + ": " + error.detail;
    try {
      sql.run("rollback");
    } catch (const std::exception&) {  // no transaction is open any more: what rollback is for
    }
    return tl::unexpected<Error>(std::move(error));
  }
  return {};
}

}  // namespace rapport::database
