#include "channels/email/erased_bytes.h"

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

}  // namespace rapport::email
