// A consistent copy of a running SQLite database, and the check of one. Any thread.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "platform/database/options.h"

namespace rapport::database {

// Copies into `file` by way of `file`.partial, synced, so that `file` is either whole or not there. Refuses
// an existing file (conflict). PostgreSQL: invalid, with the pg_dump command in the detail.
Result<void> backup(const Options& options, const std::filesystem::path& file);

// Reads the whole database and verifies its structure (SQLite: quick_check; PostgreSQL: that it answers).
Result<void> check(const Options& options);

}  // namespace rapport::database
