// The journal's tables: every accepted event of every organisation, and snapshots of switchboards. The only
// SQL for them. Appends run on the writer thread, reads on any other. The primary key (org, seq) is the fence
// between nodes: two that believe they own the same organisation cannot both append a step.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/database/database.h"

namespace rapport::live {

struct JournalRow {
  OrgId org;
  std::int64_t seq = 0;
  Instant at;
  std::string event;  // see codec.h
  std::uint64_t decision_hash = 0;
};

struct SnapshotRow {
  std::int64_t seq = 0;  // taken right after this event
  Instant at;
  std::string image;  // see codec.h
};

std::vector<database::Migration> journal_migrations();

// Writes a little and takes it away again: fails as an append would.
Result<void> try_to_write(database::Session& sql);

// Appends rows of one organisation with consecutive numbers. Fails with conflict when the journal does not
// end right before them: an earlier append failed, or another node has taken over.
Result<void> append(database::Session& sql, const std::vector<JournalRow>& rows);

// Calls `visit` for every row after `after`, in order; stops when it returns false. Reads in pages: flat in
// memory.
Result<void> read_journal(database::Database& database, OrgId org, std::int64_t after,
                          const std::function<bool(const JournalRow&)>& visit);
Result<std::vector<OrgId>> journal_orgs(database::Database& database);

// Keeps the newest two of an organisation.
Result<void> save_snapshot(database::Session& sql, OrgId org, const SnapshotRow& snapshot);
Result<std::optional<SnapshotRow>> newest_snapshot(database::Database& database, OrgId org);

}  // namespace rapport::live
