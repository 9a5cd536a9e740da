// What may be said about a mailbox.
#include <algorithm>
#include <cctype>

#include "channels/email/mailbox.h"
#include "org/entity.h"
#include "org/limits.h"
#include "platform/database/statement.h"
#include "platform/mail/mime/address_look.h"
#include "platform/mail/mime/compose.h"

namespace rapport::email {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<MailboxBase>) {
  return {
      .fields = {
          {.name = "name", .min_length = 1, .max_length = org::name_length_max, .format = Format::line},
          {.name = "is_active", .has_default = true},
          {.name = "address",
           .doc = "what customers write to, and what mail to them comes from",
           .min_length = 3,
           .max_length = 254,
           .format = Format::line},
          {.name = "aliases",
           .doc = "other addresses whose mail ends up in it",
           .max_length = 254,
           .max_items = aliases_max,
           .has_default = true},
          {.name = "queue_id", .doc = "who gets its mails"},
          {.name = "language", .min_length = 2, .max_length = 20, .has_default = true},
          {.name = "sender_name",
           .doc = "beside the address: Shop support",
           .max_length = 100,
           .format = Format::line,
           .has_default = true},
          {.name = "signature", .max_length = 5'000, .has_default = true},
          {.name = "undo_s",
           .doc = "how long a reply can be taken back",
           .min = 0,
           .max = 120,
           .has_default = true},
          {.name = "does_answer_first",
           .doc = "says that a first mail has come; never to machines",
           .has_default = true},
          {.name = "first_answer", .max_length = 5'000, .has_default = true},
          {.name = "tag_separator",
           .doc = "between the local part and a thread's token, as the mail server wants it: + or -; empty: "
                  "it delivers no such addresses",
           .max_length = 1,
           .has_default = true},
          {.name = "hourly_max",
           .doc = "of one sender's mails, so many an hour become conversations; further ones are kept only",
           .min = 1,
           .max = 1'000'000,
           .has_default = true},
          {.name = "authserv_id",
           .doc = "the receiving server's name in Authentication-Results (RFC 8601); empty: nobody's are "
                  "believed",
           .max_length = 255,
           .format = Format::line,
           .has_default = true},
          {.name = "does_fetch", .doc = "by IMAP; without it mail comes by LMTP alone", .has_default = true},
          {.name = "imap_host", .max_length = 255, .format = Format::line, .has_default = true},
          {.name = "imap_port", .min = 1, .max = 65'535, .has_default = true},
          {.name = "imap_security", .has_default = true},
          {.name = "imap_login", .has_default = true},
          {.name = "imap_user", .max_length = 255, .format = Format::line, .has_default = true},
          {.name = "folder", .min_length = 1, .max_length = 255, .format = Format::line, .has_default = true},
          {.name = "folder_after",
           .doc = "where mails are moved that were taken; empty: they stay, marked as seen",
           .max_length = 255,
           .format = Format::line,
           .has_default = true},
          {.name = "takes_old_mails",
           .doc = "what lies there when it is first connected becomes conversations, too",
           .has_default = true},
          {.name = "sent_folder",
           .doc = "where copies of ours are put; empty: nowhere",
           .max_length = 255,
           .format = Format::line,
           .has_default = true},
          {.name = "smtp_host",
           .doc = "empty: nothing can be sent from here",
           .max_length = 255,
           .format = Format::line,
           .has_default = true},
          {.name = "smtp_port", .min = 1, .max = 65'535, .has_default = true},
          {.name = "smtp_security", .has_default = true},
          {.name = "smtp_login", .has_default = true},
          {.name = "smtp_user", .max_length = 255, .format = Format::line, .has_default = true},
          {.name = "oauth_token_url",
           .doc = "of the provider, which gives access tokens against a refresh token (RFC 6749, 6), for "
                  "servers "
                  "that are signed in to by oauth2; empty: whoever renews the tokens puts them in as secrets",
           .max_length = 1'000,
           .format = Format::line,
           .has_default = true},
          {.name = "oauth_client_id", .max_length = 500, .format = Format::line, .has_default = true},
          {.name = "oauth_scope",
           .doc = "what is asked for, words with spaces between; empty: what the refresh token was given for",
           .max_length = 1'000,
           .format = Format::line,
           .has_default = true}}};
}

Notes contract_notes(Tag<MailboxFields>) {
  return {.fields = {{.name = "imap_secret",
                      .doc = "a password, or an access token with oauth2; absent: the one before stays",
                      .min_length = 1,
                      .max_length = secret_length_max},
                     {.name = "smtp_secret",
                      .doc = "a password, or an access token with oauth2; absent: the one before stays",
                      .min_length = 1,
                      .max_length = secret_length_max},
                     {.name = "oauth_client_secret",
                      .doc = "absent: the one before stays",
                      .min_length = 1,
                      .max_length = secret_length_max},
                     {.name = "oauth_refresh_token",
                      .doc = "absent: the one before stays, or what the provider gave in its place",
                      .min_length = 1,
                      .max_length = secret_length_max}}};
}

namespace {

void check_address(database::Session& sql, MailboxId id, const std::string& address, const std::string& where,
                   std::vector<Issue>& issues) {
  if (auto wire = mail::wire_address(address); !wire) {
    issues.push_back({where, wire.error().detail});
    return;
  }
  if (mail::is_homograph(address)) {
    issues.push_back({where, "letters of several scripts: " + mail::readable_address(address)});
    return;
  }
  const auto taken = database::first<MailboxId>(
      sql, "select mailbox from email_address where address = :address and mailbox <> :id",
      address_key(address), id);
  if (taken) issues.push_back({where, "mail for this address goes to another mailbox already"});
}

bool is_host_name(const std::string& host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

void check_oauth(const Mailbox* before, const MailboxFields& fields, std::vector<Issue>& issues) {
  if (fields.oauth_token_url.empty()) return;
  if (!fields.oauth_token_url.starts_with("https://") && !fields.oauth_token_url.starts_with("http://"))
    issues.push_back({"/oauth_token_url", "expected an address that begins with https://"});
  if (fields.oauth_client_id.empty())
    issues.push_back({"/oauth_client_id", "the provider gives tokens to a client that it knows"});
  if (!fields.oauth_refresh_token && !(before && before->has_oauth_refresh_token))
    issues.push_back({"/oauth_refresh_token", "access tokens are given against it"});
}

void check_secret(const char* where, MailLogin login, const std::optional<std::string>& secret, bool has_one,
                  std::vector<Issue>& issues) {
  if (login != MailLogin::none && !secret && !has_one) issues.push_back({where, "needed to sign in"});
}

}  // namespace

Result<void> Mailboxes::check(org::Change& change, MailboxId id, const Mailbox* before,
                              const MailboxFields& fields) const {
  std::vector<Issue> issues;
  check_address(change.sql, id, fields.address, "/address", issues);
  std::vector<std::string> said{address_key(fields.address)};
  for (std::size_t i = 0; i < fields.aliases.size(); ++i) {
    const std::string where = fmt::format("/aliases/{}", i);
    const std::string key = address_key(fields.aliases[i]);
    if (std::find(said.begin(), said.end(), key) != said.end())
      issues.push_back({where, "said twice"});
    else
      check_address(change.sql, id, fields.aliases[i], where, issues);
    said.push_back(key);
  }
  if (!database::first<QueueId>(change.sql, "select id from queue where org = :org and id = :id",
                                change.org(), fields.queue_id))
    issues.push_back({"/queue_id", "no such queue"});
  if (!fields.tag_separator.empty() && fields.tag_separator != "+" && fields.tag_separator != "-")
    issues.push_back({"/tag_separator", "expected + or -, or nothing"});
  if (fields.does_answer_first && fields.first_answer.empty())
    issues.push_back({"/first_answer", "say what is answered"});
  check_oauth(before, fields, issues);
  const auto is_renewed = [&](MailLogin login) {
    return login == MailLogin::oauth2 && !fields.oauth_token_url.empty();
  };
  if (fields.does_fetch) {
    if (!is_host_name(fields.imap_host))
      issues.push_back({"/imap_host", "expected a host name or an address, without a port"});
    if (fields.imap_login != MailLogin::none && fields.imap_user.empty())
      issues.push_back({"/imap_user", "needed to sign in"});
    check_secret("/imap_secret", fields.imap_login, fields.imap_secret,
                 is_renewed(fields.imap_login) || (before && before->has_imap_secret), issues);
    if (!fields.folder_after.empty() && fields.folder_after == fields.folder)
      issues.push_back({"/folder_after", "this is the folder that is read"});
  }
  if (!fields.smtp_host.empty()) {
    if (!is_host_name(fields.smtp_host))
      issues.push_back({"/smtp_host", "expected a host name or an address, without a port"});
    if (fields.smtp_login != MailLogin::none && fields.smtp_user.empty())
      issues.push_back({"/smtp_user", "needed to sign in"});
    check_secret("/smtp_secret", fields.smtp_login, fields.smtp_secret,
                 is_renewed(fields.smtp_login) || (before && before->has_smtp_secret), issues);
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

}  // namespace rapport::email
