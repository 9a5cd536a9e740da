// The bytes of mails whose person was erased (protection/register.cpp blanks their rows and leaves the digest
// there): removed from the store, unless another mail is the same. Blocks; at start, on the starting thread.
#pragma once

#include "platform/database/database.h"
#include "platform/files/store.h"

namespace rapport::email {

Result<std::size_t> remove_erased_bytes(database::Database& database, files::Store& mail_files);

}  // namespace rapport::email
