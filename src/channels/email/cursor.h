// How far a folder of a mailbox's server has been read. Only saves asking for what is known: the ledger says
// what was taken. Within a session of the caller's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "channels/email/mailbox.h"

namespace rapport::email {

struct Cursor {
  std::uint32_t uid_validity = 0;
  std::uint32_t first_uid = 1;  // what lies below was there before us, and was not wanted
  std::uint32_t last_uid = 0;   // all up to this one are in the ledger
};

std::optional<Cursor> find_cursor(database::Session& sql, OrgId org, MailboxId mailbox,
                                  const std::string& folder);
void keep_cursor(database::Session& sql, OrgId org, MailboxId mailbox, const std::string& folder,
                 const Cursor& cursor);

// "INBOX/17/": what the keys of a folder's mails begin with in the ledger.
std::string key_prefix(const std::string& folder, std::uint32_t uid_validity);

}  // namespace rapport::email
