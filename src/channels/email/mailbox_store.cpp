// The only SQL for mailboxes and their addresses.
#include <algorithm>

#include "channels/email/access_tokens.h"
#include "channels/email/mailbox.h"
#include "org/entity.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"

namespace rapport::email {
namespace {

std::string sealed_for(OrgId org, MailboxId id, const char* what) {
  return fmt::format("organisation/{}/mailbox/{}/{}", org.value, id.value, what);
}

Mailbox mailbox_of(MailboxId id, const std::string& settings, bool has_imap, bool has_smtp) {
  Mailbox mailbox;
  static_cast<MailboxBase&>(mailbox) =
      contract::decode<MailboxBase>(settings, {.ignores_unknown = true}).value_or(MailboxBase{});
  mailbox.id = id;
  mailbox.has_imap_secret = has_imap;
  mailbox.has_smtp_secret = has_smtp;
  return mailbox;
}

// Addresses are compared, and kept, in small letters.
MailboxBase kept_form(const MailboxFields& fields) {
  MailboxBase kept = fields;
  kept.address = address_key(fields.address);
  for (std::string& alias : kept.aliases)
    alias = address_key(alias);
  return kept;
}

void keep_secret(org::Change& change, const crypto::Vault& vault, MailboxId id, bool is_imap,
                 const std::optional<std::string>& secret) {
  if (!secret) return;
  database::execute(change.sql,
                    is_imap ? "update email_mailbox set sealed_imap = :sealed where org = :org and id = :id"
                            : "update email_mailbox set sealed_smtp = :sealed where org = :org and id = :id",
                    vault.seal(*secret, sealed_for(change.org(), id, is_imap ? "imap" : "smtp")),
                    change.org(), id);
}

// An address leads to a mailbox while that is switched on.
void keep_addresses(org::Change& change, MailboxId id, const MailboxBase& mailbox) {
  database::execute(change.sql, "delete from email_address where mailbox = :id", id);
  std::vector<std::string> all = mailbox.aliases;
  all.push_back(mailbox.address);
  for (const std::string& address : all)
    database::execute(change.sql,
                      "insert into email_address (address, org, mailbox) values (:address, :org, :id)",
                      address, change.org(), id);
}

mail::Security transport_security(MailSecurity security) {
  switch (security) {
    case MailSecurity::tls:
      return mail::Security::tls;
    case MailSecurity::starttls:
      return mail::Security::starttls;
    case MailSecurity::none:
      return mail::Security::none;
  }
  return mail::Security::tls;
}

mail::Login transport_login(MailLogin login) {
  switch (login) {
    case MailLogin::none:
      return mail::Login::none;
    case MailLogin::password:
      return mail::Login::password;
    case MailLogin::oauth2:
      return mail::Login::oauth2;
  }
  return mail::Login::password;
}

Result<std::string> unsealed(database::Session& sql, const crypto::Vault& vault, OrgId org, MailboxId id,
                             const char* what) {
  const std::string column = fmt::format("sealed_{}", what);
  const auto sealed = database::first<std::optional<std::string>>(
      sql, "select " + column + " from email_mailbox where org = :org and id = :id", org, id);
  if (!sealed || !*sealed)
    return fail(ErrorCode::internal, "sealed_value_unreadable", fmt::format("no {} secret", what));
  return vault.unseal(**sealed, sealed_for(org, id, what));
}

// Where a mailbox is reached, of either protocol.
struct Place {
  const std::string& host;
  std::int32_t port;
  MailSecurity security;
  MailLogin login;
  const std::string& user;
};

Result<mail::MailServer> server_at(database::Session& sql, const crypto::Vault& vault, const MailboxOfOrg& of,
                                   const ServerRules& rules, const char* what, const Place& place) {
  mail::MailServer server;
  server.host = place.host;
  server.port = static_cast<std::uint16_t>(place.port);
  server.security = transport_security(place.security);
  server.login = transport_login(place.login);
  server.user = place.user;
  server.ca_file = rules.ca_file;
  server.allows_private_addresses = rules.allows_private_addresses;
  server.allows_clear_passwords = rules.allows_clear_passwords;
  if (server.login == mail::Login::none) return server;
  const bool is_renewed_here = server.login == mail::Login::oauth2 && !of.mailbox.oauth_token_url.empty();
  auto secret = is_renewed_here ? access_token(sql, vault, of.org, of.mailbox.id)
                                : unsealed(sql, vault, of.org, of.mailbox.id, what);
  if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
  server.secret = std::move(*secret);
  return server;
}

std::string domain_of(const std::string& address) {
  const auto at = address.rfind('@');
  return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

}  // namespace

std::string address_key(const std::string& address) {
  std::string key = address;
  for (char& c : key)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return key;
}

bool is_own_address(const MailboxBase& mailbox, const std::string& address) {
  const std::string key = address_key(address);
  const auto is_it = [&](const std::string& own) {
    if (own.empty()) return false;
    if (key == own) return true;
    const auto at = own.rfind('@');
    if (mailbox.tag_separator.empty() || at == std::string::npos) return false;
    return key.starts_with(own.substr(0, at) + mailbox.tag_separator) && key.ends_with(own.substr(at)) &&
           key.size() > own.size() + 1;
  };
  return is_it(mailbox.address) || std::any_of(mailbox.aliases.begin(), mailbox.aliases.end(), is_it);
}

std::optional<Mailbox> Mailboxes::find(database::Session& sql, OrgId org, MailboxId id) const {
  auto found = list(sql, org, MailboxId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Mailbox> Mailboxes::list(database::Session& sql, OrgId org, MailboxId after,
                                     std::int64_t limit) const {
  std::vector<Mailbox> all;
  database::each<MailboxId, std::string, bool, bool, std::string, std::string>(
      sql,
      "select m.id, m.settings, case when m.sealed_imap is null then 0 else 1 end,"
      " case when m.sealed_smtp is null then 0 else 1 end, coalesce(t.sealed_client, ''),"
      " coalesce(t.sealed_refresh, '') from email_mailbox m left join email_mailbox_token t"
      " on t.org = m.org and t.mailbox = m.id where m.org = :org and m.id > :after order by m.id limit "
      ":limit",
      [&](MailboxId id, const std::string& settings, bool has_imap, bool has_smtp, const std::string& client,
          const std::string& refresh) {
        Mailbox mailbox = mailbox_of(id, settings, has_imap, has_smtp);
        mailbox.has_oauth_client_secret = !client.empty();
        mailbox.has_oauth_refresh_token = !refresh.empty();
        all.push_back(std::move(mailbox));
      },
      org, after, limit);
  return all;
}

std::int64_t Mailboxes::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from email_mailbox where org = :org", org);
}

void Mailboxes::insert(org::Change& change, MailboxId id, const MailboxFields& fields) const {
  const MailboxBase kept = kept_form(fields);
  database::execute(change.sql,
                    "insert into email_mailbox (org, id, name, settings, queue, sealed_token)"
                    " values (:org, :id, :name, :settings, :queue, :token)",
                    change.org(), id, kept.name, contract::encode(kept), kept.queue_id,
                    vault->seal(crypto::random_bytes(32), sealed_for(change.org(), id, "token")));
  keep_secret(change, *vault, id, true, fields.imap_secret);
  keep_secret(change, *vault, id, false, fields.smtp_secret);
  keep_oauth_secrets(change, *vault, id, fields);
  keep_addresses(change, id, kept);
}

void Mailboxes::update(org::Change& change, MailboxId id, const MailboxFields& fields) const {
  const MailboxBase kept = kept_form(fields);
  database::execute(change.sql,
                    "update email_mailbox set name = :name, settings = :settings, queue = :queue"
                    " where org = :org and id = :id",
                    kept.name, contract::encode(kept), kept.queue_id, change.org(), id);
  keep_secret(change, *vault, id, true, fields.imap_secret);
  keep_secret(change, *vault, id, false, fields.smtp_secret);
  keep_oauth_secrets(change, *vault, id, fields);
  keep_addresses(change, id, kept);
}

Result<void> Mailboxes::remove(org::Change& change, const Mailbox& mailbox) const {
  const auto mails = *database::first<std::int64_t>(
      change.sql,
      "select count(*) from (select id from email_mail where org = :org and mailbox = :id limit 1) as kept",
      change.org(), mailbox.id);
  if (mails > 0)
    return org::in_use(kind, {{fmt::format("/mailboxes/{}", mailbox.id.value),
                               "mails of it are kept; switch it off instead"}});
  database::execute(change.sql, "delete from email_address where mailbox = :id", mailbox.id);
  database::execute(change.sql, "delete from email_cursor where org = :org and mailbox = :id", change.org(),
                    mailbox.id);
  remove_oauth_secrets(change, mailbox.id);
  database::execute(change.sql, "delete from email_mailbox where org = :org and id = :id", change.org(),
                    mailbox.id);
  return {};
}

std::vector<MailboxOfOrg> active_mailboxes(database::Session& sql) {
  std::vector<MailboxOfOrg> all;
  database::each<OrgId, MailboxId, std::string, std::optional<std::string>, bool, std::optional<std::string>>(
      sql,
      "select m.org, m.id, m.settings, m.sealed_imap, case when m.sealed_smtp is null then 0 else 1 end,"
      " t.sealed_access from email_mailbox m left join email_mailbox_token t on t.org = m.org and t.mailbox "
      "= m.id"
      " order by m.org, m.id",
      [&](OrgId org, MailboxId id, const std::string& settings, const std::optional<std::string>& imap,
          bool has_smtp, const std::optional<std::string>& access) {
        Mailbox mailbox = mailbox_of(id, settings, imap.has_value(), has_smtp);
        const bool waits = access && access->empty();
        if (mailbox.is_active)
          all.push_back({org, std::move(mailbox), imap.value_or("") + (waits ? " no token" : "")});
      });
  return all;
}

std::optional<MailboxOfOrg> mailbox_for(database::Session& sql, const std::string& address) {
  const std::string key = address_key(address);
  const auto at = key.rfind('@');
  if (at == std::string::npos) return std::nullopt;
  // As it stands, then without the tag that each separator would begin.
  std::vector<std::string> forms{key};
  for (const char separator : {'+', '-'})
    if (const auto tag = key.rfind(separator, at); tag != std::string::npos && tag > 0)
      forms.push_back(key.substr(0, tag) + key.substr(at));
  for (const std::string& form : forms) {
    const auto place = database::first<OrgId, MailboxId>(
        sql, "select org, mailbox from email_address where address = :address", form);
    if (!place) continue;
    const auto& [org, id] = *place;
    auto mailbox = Mailboxes{nullptr}.find(sql, org, id);
    if (mailbox && mailbox->is_active && is_own_address(*mailbox, key))
      return MailboxOfOrg{org, std::move(*mailbox), ""};
  }
  return std::nullopt;
}

std::vector<Issue> mailboxes_with_queue(database::Session& sql, OrgId org, std::int64_t queue) {
  std::vector<Issue> uses;
  database::each<MailboxId, std::string>(
      sql, "select id, name from email_mailbox where org = :org and queue = :queue order by id limit 25",
      [&](MailboxId id, const std::string& name) {
        uses.push_back({fmt::format("/mailboxes/{}", id.value), fmt::format("the mailbox {}", name)});
      },
      org, queue);
  return uses;
}

Result<mail::MailServer> imap_server(database::Session& sql, const crypto::Vault& vault,
                                     const MailboxOfOrg& of, const ServerRules& rules) {
  const Mailbox& mailbox = of.mailbox;
  return server_at(
      sql, vault, of, rules, "imap",
      {mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.imap_login, mailbox.imap_user});
}

Result<mail::MailServer> smtp_server(database::Session& sql, const crypto::Vault& vault,
                                     const MailboxOfOrg& of, const ServerRules& rules) {
  const Mailbox& mailbox = of.mailbox;
  auto server = server_at(
      sql, vault, of, rules, "smtp",
      {mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.smtp_login, mailbox.smtp_user});
  if (server) server->own_name = domain_of(mailbox.address);
  return server;
}

Result<std::string> token_key(database::Session& sql, const crypto::Vault& vault, OrgId org, MailboxId id) {
  return unsealed(sql, vault, org, id, "token");
}

std::vector<database::Migration> mailbox_migrations() {
  return {{0, "mailboxes",
           "create table email_mailbox (org bigint not null, id bigint not null, name text not null,"
           " settings text not null, queue bigint not null, sealed_imap text, sealed_smtp text,"
           " sealed_token text not null, primary key (org, id), unique (org, name),"
           " foreign key (org, queue) references queue (org, id));"
           "create index email_mailbox_by_queue on email_mailbox (org, queue);"
           "create table email_address (address text not null primary key, org bigint not null,"
           " mailbox bigint not null);"
           "create index email_address_by_mailbox on email_address (mailbox);"
           // How far a folder of the server has been read. What lies below `first_uid` was there before us.
           "create table email_cursor (org bigint not null, mailbox bigint not null, folder text not null,"
           " uid_validity bigint not null, first_uid bigint not null, last_uid bigint not null,"
           " primary key (org, mailbox, folder))",
           ""}};
}

}  // namespace rapport::email
