#include "channels/email/cursor.h"

#include <fmt/format.h>

#include "platform/database/statement.h"

namespace rapport::email {

std::optional<Cursor> find_cursor(database::Session& sql, OrgId org, MailboxId mailbox,
                                  const std::string& folder) {
  const auto row = database::first<std::int64_t, std::int64_t, std::int64_t>(
      sql,
      "select uid_validity, first_uid, last_uid from email_cursor where org = :org and mailbox = :mailbox"
      " and folder = :folder",
      org, mailbox, folder);
  if (!row) return std::nullopt;
  const auto& [validity, first, last] = *row;
  return Cursor{static_cast<std::uint32_t>(validity), static_cast<std::uint32_t>(first),
                static_cast<std::uint32_t>(last)};
}

void keep_cursor(database::Session& sql, OrgId org, MailboxId mailbox, const std::string& folder,
                 const Cursor& cursor) {
  database::execute(
      sql,
      "insert into email_cursor (org, mailbox, folder, uid_validity, first_uid, last_uid)"
      " values (:org, :mailbox, :folder, :validity, :first, :last) on conflict (org, mailbox, folder)"
      " do update set uid_validity = excluded.uid_validity, first_uid = excluded.first_uid,"
      " last_uid = excluded.last_uid",
      org, mailbox, folder, cursor.uid_validity, cursor.first_uid, cursor.last_uid);
}

std::string key_prefix(const std::string& folder, std::uint32_t uid_validity) {
  return fmt::format("{}/{}/", folder, uid_validity);
}

}  // namespace rapport::email
