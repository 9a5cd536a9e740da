#include "channels/email/mail_sweep.h"

#include <string>

#include "channels/email/mail.h"
#include "platform/database/statement.h"

namespace rapport::email {
namespace {

const std::string erased_mark = "erased ";

}  // namespace

Result<std::size_t> remove_erased_bytes(database::Database& database, files::Store& mail_files) {
  struct Left {
    OrgId org;
    MailId id;
    std::string digest;
    bool is_needed = false;
  };
  auto found = database.read([](database::Session& sql) -> Result<std::vector<Left>> {
    std::vector<Left> all;
    database::each<OrgId, MailId, std::string>(
        sql,
        "select org, id, state_detail from email_mail where blob_key = '' and state_detail like 'erased %'",
        [&](OrgId org, MailId id, const std::string& detail) {
          all.push_back({org, id, detail.substr(erased_mark.size())});
        });
    for (Left& one : all)
      one.is_needed = database::first<MailId>(
                          sql, "select id from email_mail where blob_key = :digest limit 1", one.digest)
                          .has_value();
    return all;
  });
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  for (const Left& one : *found) {
    if (!one.is_needed)
      if (auto gone = mail_files.remove(one.digest); !gone)
        return tl::unexpected<Error>(std::move(gone.error()));
    auto written =
        database
            .write<void>([&](database::Session& sql) -> Result<void> {
              database::execute(sql, "update email_mail set state_detail = '' where org = :org and id = :id",
                                one.org, one.id);
              return {};
            })
            .get();
    if (!written) return tl::unexpected<Error>(std::move(written.error()));
  }
  return found->size();
}

std::vector<database::Migration> mail_sweep_migrations() {
  return {
      {0, "mails by their bytes, and those that failed",
       "create index email_mail_by_blob on email_mail (blob_key);"
       "create index email_mail_failed on email_mail (org, id) where direction = 1 and state in (9, 10, 11)",
       ""}};
}

Result<std::size_t> forget_own_mails(database::Database& database, Instant now) {
  static constexpr std::int64_t at_once = 1'000;
  return database
      .write<std::size_t>([now](database::Session& sql) -> Result<std::size_t> {
        std::size_t gone = 0;
        std::vector<std::pair<OrgId, MailId>> old;
        database::each<OrgId, MailId>(
            sql,
            "select m.org, m.id from email_mail m join email_outgoing o on o.org = m.org and o.mail = m.id"
            " where m.thread = 0 and m.direction = 1 and m.at_us < :before and o.is_open = 0 limit :most",
            [&](OrgId org, MailId mail) { old.emplace_back(org, mail); }, now - hours(24 * 7), at_once);
        for (const auto& one : old) {
          database::execute(sql, "delete from email_outgoing where org = :org and mail = :mail", one.first,
                            one.second);
          gone += static_cast<std::size_t>(database::execute(
              sql, "delete from email_mail where org = :org and id = :mail", one.first, one.second));
        }
        return gone;
      })
      .get();
}

Result<std::size_t> sweep_mail_bytes(database::Database& database, files::Store& mail_files, Duration age) {
  return mail_files.sweep(age, [&](const std::string& digest) {
    return database.read([&](database::Session& sql) -> Result<bool> {
      return database::first<MailId>(sql, "select id from email_mail where blob_key = :digest limit 1",
                                     digest)
          .has_value();
    });
  });
}

}  // namespace rapport::email
