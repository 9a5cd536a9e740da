// Sweep: looks through the tables whose words may name anybody (register.h, swept()) for what identifies one
// person. Reads in pages, never on the writer. Values and reads; any thread that may block.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "protection/scope.h"

namespace rapport::protection {

struct Identifying {
  std::vector<std::string> anywhere;  // addresses, numbers, ids of the company's own: wherever they stand
  std::unordered_set<std::string> as_value;  // names and the like: where they are a whole value
  std::unordered_set<std::string> ids;       // of what is theirs, as JSON has them
};
// What the tables know of the person now.
Identifying identifying(database::Session& sql, const Scope& person);
// Pure. `text` is JSON or plain words.
bool names(const Identifying& person, std::string_view text, bool with_ids);

struct Found {
  const Swept* where = nullptr;
  std::vector<std::int64_t> rows;
  std::int64_t seen_until = 0;  // the last row that was looked at
};
// In one table, of rows behind `after`.
Found find_named(database::Session& sql, OrgId org, const Swept& where, const Identifying& person,
                 std::int64_t after);
void clear_named(database::Session& sql, OrgId org, const Found& found);

}  // namespace rapport::protection
