// Whether a mailbox's servers can be reached and signed in to, asked by hand.
#include <algorithm>

#include "channels/email/outgoing_mail.h"
#include "org/entity.h"
#include "platform/mail/transport/imap.h"

namespace rapport::email {
namespace {

constexpr Duration probe_timeout = seconds(10);
constexpr std::size_t folders_shown = 200;

ServerTest outcome(const Result<void>& result) {
  ServerTest test;
  test.is_ok = result.has_value();
  if (!result) {
    test.reason = result.error().reason;
    test.detail = result.error().detail;
  }
  return test;
}

Result<void> probe_imap(const mail::MailServer& server, const Mailbox& mailbox,
                        std::vector<std::string>& folders) {
  auto imap = mail::Imap::open(server);
  if (!imap) return tl::unexpected<Error>(imap.error());
  auto found = imap->folders();
  if (!found) return tl::unexpected<Error>(found.error());
  folders = std::move(*found);
  std::sort(folders.begin(), folders.end());
  if (folders.size() > folders_shown) folders.resize(folders_shown);
  auto selected = imap->select(mailbox.folder, true);
  if (!selected) return tl::unexpected<Error>(selected.error());
  imap->close();
  return {};
}

Result<void> probe_smtp(const mail::MailServer& server) {
  auto smtp = mail::Smtp::open(server);
  if (!smtp) return tl::unexpected<Error>(smtp.error());
  smtp->close();
  return {};
}

}  // namespace

Result<MailboxTest> Outgoing::test(OrgId org, MailboxId id) {
  struct Servers {
    Mailbox mailbox;
    mail::MailServer imap, smtp;
  };
  auto servers = parts_.database.read([&](database::Session& sql) -> Result<Servers> {
    auto mailbox = Mailboxes{nullptr}.find(sql, org, id);
    if (!mailbox) return org::no_such(Mailboxes::kind, id.value);
    Servers found;
    found.mailbox = *mailbox;
    const MailboxOfOrg of{org, std::move(*mailbox)};
    if (found.mailbox.does_fetch) {
      auto imap = imap_server(sql, parts_.vault, of, parts_.rules);
      if (!imap) return tl::unexpected<Error>(imap.error());
      found.imap = std::move(*imap);
    }
    if (!found.mailbox.smtp_host.empty()) {
      auto smtp = smtp_server(sql, parts_.vault, of, parts_.rules);
      if (!smtp) return tl::unexpected<Error>(smtp.error());
      found.smtp = std::move(*smtp);
    }
    return found;
  });
  if (!servers) return tl::unexpected<Error>(servers.error());
  MailboxTest test;
  test.imap.is_used = servers->mailbox.does_fetch;
  test.smtp.is_used = !servers->mailbox.smtp_host.empty();
  for (mail::MailServer* server : {&servers->imap, &servers->smtp})
    server->connect_timeout = server->answer_timeout = probe_timeout;
  if (test.imap.is_used) test.imap = outcome(probe_imap(servers->imap, servers->mailbox, test.folders));
  if (test.smtp.is_used) test.smtp = outcome(probe_smtp(servers->smtp));
  return test;
}

}  // namespace rapport::email
