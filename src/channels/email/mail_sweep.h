// Bytes of mails that are needed no more: of erased people (protection/register.cpp blanks their rows and
// leaves the digest there), of the server's own mails a week after they left, and what no row names: left by
// a crash between keeping and committing. Blocks; any thread, one at a time.
#pragma once

#include <vector>

#include "base/instant.h"
#include "platform/database/database.h"
#include "platform/files/store.h"

namespace rapport::email {

std::vector<database::Migration> mail_sweep_migrations();

// Removed from the store, unless another mail is the same.
Result<std::size_t> remove_erased_bytes(database::Database& database, files::Store& mail_files);

// With their rows; their bytes go with the next sweep_mail_bytes.
Result<std::size_t> forget_own_mails(database::Database& database, Instant now);

// What has lain there for `age` without a row that names it. Looks at every file.
Result<std::size_t> sweep_mail_bytes(database::Database& database, files::Store& mail_files,
                                     Duration age = hours(24));

}  // namespace rapport::email
