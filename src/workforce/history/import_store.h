// Imports of history: what a file brought, as a layer over what is recorded. Undoing one removes its layer;
// its line stays. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/describe.h"
#include "workforce/history/history_store.h"

namespace rapport::workforce {

struct HistoryImport {
  HistoryImportId id;
  std::string name;
  Instant at;
  std::optional<UserId> user_id;
  bool is_undone = false;
  std::int64_t rows = 0, days = 0, contacts = 0;
};
BOOST_DESCRIBE_STRUCT(HistoryImport, (), (id, name, at, user_id, is_undone, rows, days, contacts))

namespace import_store {

void keep(database::Session& sql, OrgId org, const HistoryImport& made);
std::optional<HistoryImport> find(database::Session& sql, OrgId org, HistoryImportId id);
std::vector<HistoryImport> list(database::Session& sql, OrgId org, std::int64_t most);  // newest first

}  // namespace import_store
}  // namespace rapport::workforce
