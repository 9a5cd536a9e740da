// The pairs that were found. The only SQL for the table `duplicate`. Worker threads.
#pragma once

#include <vector>

#include "base/result.h"
#include "duplicates/duplicate.h"
#include "platform/database/database.h"

namespace rapport::duplicates {

std::vector<database::Migration> duplicate_migrations();

class DuplicateStore {
 public:
  explicit DuplicateStore(database::Database& database) : database_(database) {}

  // Keeps a pair, or brings the same one up to date (under the id it has). True: it is new, or says something
  // else than before.
  Result<bool> keep(OrgId org, const Pair& pair);
  Result<Pair> find(OrgId org, DuplicateId id);                           // not_found
  Result<std::vector<Pair>> of_interaction(OrgId org, InteractionId id);  // newest first
  // nullopt: as if nobody had said anything.
  Result<void> set_apart(OrgId org, DuplicateId id, std::optional<Instant> at, UserId by);

 private:
  database::Database& database_;
};

}  // namespace rapport::duplicates
