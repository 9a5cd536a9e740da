#include "platform/database/error.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace rapport::database {

namespace {

struct Meaning {
  ErrorCode code;
  const char* reason;
};

Meaning sqlite_meaning(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return {ErrorCode::conflict, "already_exists"};
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return {ErrorCode::conflict, "reference_broken"};
    case SQLITE_CONSTRAINT_TRIGGER:
      return {ErrorCode::conflict, "refused_by_rule"};
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return {ErrorCode::invalid, "value_refused"};
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "disk_full"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {ErrorCode::unavailable, "database_busy"};
    case SQLITE_INTERRUPT:
      return {ErrorCode::unavailable, "read_timeout"};
    // On a full disk SQLite reports some failures (shared memory, truncate) as I/O errors.
    case SQLITE_IOERR:
      return {ErrorCode::unavailable, "disk_error"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return {ErrorCode::unavailable, "database_unreachable"};
    case SQLITE_NOMEM:
      return {ErrorCode::unavailable, "out_of_memory"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::internal, "database_damaged"};
    default:
      return {ErrorCode::internal, "database_error"};
  }
}

Meaning postgresql_meaning(const std::string& state) {
  const std::string group = state.substr(0, 2);
  if (state == "23505" || state == "23P01") return {ErrorCode::conflict, "already_exists"};
  if (state == "23503") return {ErrorCode::conflict, "reference_broken"};
  if (group == "23" || group == "22") return {ErrorCode::invalid, "value_refused"};
  if (state == "P0001") return {ErrorCode::conflict, "refused_by_rule"};
  if (state == "53100") return {ErrorCode::unavailable, "disk_full"};
  if (state == "53200") return {ErrorCode::unavailable, "out_of_memory"};
  if (group == "53" || state == "55P03" || group == "40") return {ErrorCode::unavailable, "database_busy"};
  if (state == "57014") return {ErrorCode::unavailable, "read_timeout"};
  if (group == "58") return {ErrorCode::unavailable, "disk_error"};
  // 57P0x: the server ends the session, goes down or is not up yet. Blank: libpq lost the connection and has
  // no state.
  if (group == "57" || group == "08" || state.find_first_not_of(' ') == std::string::npos)
    return {ErrorCode::unavailable, "connection_lost"};
  if (group == "28" || state == "3D000") return {ErrorCode::unavailable, "database_unreachable"};
  if (group == "XX") return {ErrorCode::internal, "database_damaged"};
  return {ErrorCode::internal, "database_error"};
}

// SOCI prefixes ("Cannot execute query. ERROR:  "), PostgreSQL's DETAIL lines hold values: neither is for
// people.
std::string first_line(std::string text) {
  if (const auto mark = text.find("ERROR:  "); mark != std::string::npos) text.erase(0, mark + 8);
  if (const auto mark = text.find("FATAL:  "); mark != std::string::npos) text.erase(0, mark + 8);
  return text.substr(0, text.find('\n'));
}

}  // namespace

Error error_of(const std::exception& exception) {
  Meaning meaning{ErrorCode::internal, "database_error"};
  std::string detail;
  // what() of SOCI appends the statement and its parameter values.
  if (const auto* soci = dynamic_cast<const soci::soci_error*>(&exception))
    detail = first_line(soci->get_error_message());
  else
    detail = first_line(exception.what());

  if (const auto* lite = dynamic_cast<const soci::sqlite3_soci_error*>(&exception))
    meaning = sqlite_meaning(lite->result());
  else if (const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&exception))
    meaning = postgresql_meaning(postgres->sqlstate());
  else if (dynamic_cast<const RefusedValue*>(&exception) != nullptr)
    meaning = {ErrorCode::invalid, "value_refused"};
  else if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr)
    meaning = {ErrorCode::unavailable, "out_of_memory"};
  return {meaning.code, meaning.reason, std::move(detail)};
}

}  // namespace rapport::database
