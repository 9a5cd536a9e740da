#include "platform/database/session.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "platform/database/error.h"
#include "platform/database/statement.h"

namespace rapport::database {

namespace {

sqlite_api::sqlite3* sqlite_of(const soci::session& session) {
  auto& open = const_cast<soci::session&>(session);
  return static_cast<soci::sqlite3_session_backend*>(open.get_backend())->conn_;
}

PGconn* postgresql_of(const soci::session& session) {
  auto& open = const_cast<soci::session&>(session);
  return static_cast<soci::postgresql_session_backend*>(open.get_backend())->conn_;
}

void run_sqlite(sqlite_api::sqlite3* connection, const std::string& text) {
  const int code = sqlite_api::sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(connection), code);
}

void run_postgresql(PGconn* connection, const std::string& text) {
  std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, text.c_str()), &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error(PQerrorMessage(connection), state != nullptr ? state : "08006");
}

}  // namespace

Session::Session(Engine engine) : engine_(engine), statements_(std::make_unique<Statements>()) {}

// Statements first: they belong to the connection.
Session::~Session() {
  statements_.reset();
}

Result<std::unique_ptr<Session>> Session::connect(const Options& options, Access access) {
  std::unique_ptr<Session> session(new Session(options.engine));
  try {
    if (options.engine == Engine::sqlite)
      session->open_sqlite(options, access);
    else
      session->open_postgresql(options, access);
  } catch (const std::exception& error) {
    Error reason = error_of(error);
    if (reason.code == ErrorCode::internal && reason.reason != "database_damaged") {
      reason.code = ErrorCode::unavailable;
      reason.reason = "database_unreachable";
    }
    reason.detail = options.engine == Engine::sqlite
                        ? "cannot open the database " + options.sqlite_file.string() + ": " + reason.detail
                        : "cannot connect to PostgreSQL: " + reason.detail;
    return tl::unexpected<Error>(std::move(reason));
  }
  return session;
}

void Session::open_sqlite(const Options& options, Access access) {
  const std::string file = options.sqlite_file.string();
  // SOCI's own syntax knows no escape for a quote.
  if (file.find('"') != std::string::npos) throw soci::soci_error("the file name must not contain a quote");
  open(*soci::factory_sqlite3(),
       fmt::format("dbname=\"{}\" timeout={}", file, std::max<long>(1, options.lock_wait_max.count())));
  sqlite_api::sqlite3* connection = sqlite_of(*this);
  sqlite_api::sqlite3_extended_result_codes(connection, 1);
  // 64 MB: a write-ahead log that one big transaction made long is cut again at the next checkpoint.
  run("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;"
      "pragma journal_size_limit = 67108864; pragma trusted_schema = off;"
      // What was deleted is overwritten where its page is written anyway.
      "pragma secure_delete = fast");
  if (access == Access::read) {
    run("pragma query_only = on");
    // Looks at the clock about every 0.1 ms of work.
    sqlite_api::sqlite3_progress_handler(connection, 10'000, &Session::stop_if_late, this);
  }
}

void Session::open_postgresql(const Options& options, Access access) {
  std::string parameters = options.postgresql_connection;
  const bool is_uri = parameters.find("://") != std::string::npos;
  if (!is_uri && parameters.find("connect_timeout") == std::string::npos) parameters += " connect_timeout=5";
  open(*soci::factory_postgresql(), parameters);
  PQsetNoticeProcessor(
      postgresql_of(*this), [](void*, const char*) {}, nullptr);
  run("set time zone 'UTC'; set synchronous_commit = on; set client_encoding = 'UTF8'");
  if (access == Access::read)
    run(fmt::format("set default_transaction_read_only = on; set statement_timeout = {}",
                    options.read_max.count()));
}

void Session::run(const std::string& text) {
  if (engine_ == Engine::sqlite)
    run_sqlite(sqlite_of(*this), text);
  else
    run_postgresql(postgresql_of(*this), text);
}

void Session::watch_log(std::function<void(int pages)> watch) {
  log_watch_ = std::move(watch);
  sqlite_api::sqlite3_wal_hook(
      sqlite_of(*this),
      [](void* self, sqlite_api::sqlite3*, const char*, int pages) {
        static_cast<Session*>(self)->log_watch_(pages);
        return SQLITE_OK;
      },
      this);
}

Result<void> Session::checkpoint() {
  const int code = sqlite_api::sqlite3_wal_checkpoint_v2(sqlite_of(*this), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                         nullptr, nullptr);
  if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) return {};  // another one is at it
  return tl::unexpected<Error>(error_of(soci::sqlite3_soci_error(sqlite_api::sqlite3_errstr(code), code)));
}

bool Session::is_connected() const {
  return engine_ == Engine::sqlite || PQstatus(postgresql_of(*this)) == CONNECTION_OK;
}

bool Session::is_in_transaction() const {
  if (engine_ == Engine::sqlite) return sqlite_api::sqlite3_get_autocommit(sqlite_of(*this)) == 0;
  return PQtransactionStatus(postgresql_of(*this)) == PQTRANS_INTRANS;
}

int Session::stop_if_late(void* session) {
  return std::chrono::steady_clock::now() > static_cast<Session*>(session)->deadline_ ? 1 : 0;
}

}  // namespace rapport::database
