// Imports: a file of customers read row by row while it comes in, so that a million rows need no more memory
// than one: each is brought into the rows that are there (customers/upsert.h), two hundred to a transaction,
// with what it changed, so that a whole import can be undone. Refused rows are kept with what is wrong. A
// connection that breaks leaves what was committed, and it can be undone or said again: the same again
// changes nothing. Worker threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "customers/resolution.h"
#include "customers/upsert.h"
#include "org/changes.h"
#include "platform/contract/describe.h"
#include "platform/database/migration.h"

namespace rapport::imports {

using ImportId = Id<struct CustomerImportTag>;

inline constexpr std::size_t rows_per_commit = 200;
inline constexpr std::size_t shown_rows_max = 20;         // of a trial
inline constexpr std::int64_t refused_kept_max = 10'000;  // rows that are kept with what is wrong
inline constexpr std::size_t file_bytes_max = 1ULL << 30;

enum class ImportState : std::uint8_t { waiting, reading, done, failed, undone };
BOOST_DESCRIBE_ENUM(ImportState, waiting, reading, done, failed, undone)

struct ImportFields {
  std::string name;  // of the file
  // Header of a column -> field; columns that are absent or "" are not read. Empty: as it was the last time
  // with these headers, else guessed.
  std::map<std::string, std::string> mapping;
  std::string charset, delimiter;  // "": found out
  bool is_trial = false;           // nothing is written
};
BOOST_DESCRIBE_STRUCT(ImportFields, (), (name, mapping, charset, delimiter, is_trial))
contract::Notes contract_notes(contract::Tag<ImportFields>);

struct CustomerImport : ImportFields {
  ImportId id;
  ImportState state = ImportState::waiting;
  Instant at;
  std::optional<UserId> user_id;
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, refused = 0;
  std::string why;  // it failed
};
BOOST_DESCRIBE_STRUCT(CustomerImport, (ImportFields),
                      (id, state, at, user_id, rows, created, changed, unchanged, refused, why))
contract::Notes contract_notes(contract::Tag<CustomerImport>);

std::vector<database::Migration> import_migrations();

// Fields by what headers are called, in both languages; "" for none.
std::string likely_field(const std::string& header, const std::vector<customers::CustomField>& custom);

struct UndoneImport {
  CustomerImport import;
  std::int64_t removed = 0, restored = 0;
  std::int64_t left = 0;             // changed since, or something hangs on them
  std::vector<CustomerId> left_ids;  // the first of them
};
BOOST_DESCRIBE_STRUCT(UndoneImport, (), (import, removed, restored, left, left_ids))

std::optional<CustomerImport> find_import(database::Session& sql, OrgId org, ImportId id);
std::vector<CustomerImport> list_imports(database::Session& sql, OrgId org, std::int64_t most);
CustomerImport add_import(org::Change& change, const ImportFields& fields);
// invalid: a charset, a delimiter or a field that there is not.
Result<void> check_import(const ImportFields& fields, const std::vector<customers::CustomField>& custom);
// What columns with exactly these headers meant in the last import that was done.
std::optional<std::map<std::string, std::string>> mapping_of_last(database::Session& sql, OrgId org,
                                                                  const std::vector<std::string>& headers);
void remove_import(database::Session& sql, OrgId org, ImportId id);  // of a trial, when it is over
// Those that were being read when the program ended: they can be undone then. At start.
Result<void> end_broken_off(database::Database& database);
void save_import(database::Session& sql, OrgId org, const CustomerImport& made);

// conflict, not_done. In steps of rows_per_commit.
Result<UndoneImport> undo_import(org::Changes& changes, const org::By& by, ImportId id);
// The refused rows as a table: the file's columns, the line, what is wrong.
std::string refused_table(database::Session& sql, OrgId org, const CustomerImport& of);

}  // namespace rapport::imports
