// Erasing: takes a person out of every table and file, in one transaction with its line in the audit log.
// What stays are rows without words, so that figures, joins and the journal (which holds ids only) go on. It
// cannot be undone. Worker threads; blocks.
#pragma once

#include <string>
#include <vector>

#include "org/changes.h"
#include "platform/files/store.h"
#include "protection/scope.h"
#include "recordings/recording_files.h"

namespace rapport::protection {

struct ErasedTable {
  std::string table;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ErasedTable, (), (table, rows))

struct Erasure {
  CustomerId customer_id;  // the person
  Instant at;
  std::vector<ErasedTable> tables;  // in which something was blanked or removed
};
BOOST_DESCRIBE_STRUCT(Erasure, (), (customer_id, at, tables))

// not_found; conflict: under_legal_hold, open_conversation (end it first). The recordings and archives whose
// rows went, for whoever removes the files.
struct Erased {
  Erasure told;
  std::vector<InteractionId> interactions;
  std::vector<std::int64_t> recordings, exports;
};
Result<Erased> erase(org::Changes& changes, const org::By& by, CustomerId customer);

std::optional<Instant> erased_at(database::Session& sql, OrgId org, CustomerId person);

// Blanks or removes what the scope reaches in these tables, attachments' files noted as unnamed. In a
// transaction of the caller's.
std::vector<ErasedTable> clear(database::Session& sql, const Scope& scope,
                               const std::vector<const Table*>& of, Instant now);

// Files that nothing names since an hour or longer are removed; how many. Not while an upload of the same
// content may be finishing, hence the hour.
Result<std::size_t> remove_unnamed(database::Database& database, files::Store& files, Instant now);

}  // namespace rapport::protection
