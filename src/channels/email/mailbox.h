// Mailboxes: the company's addresses, as administrators keep them. The store of `org/entity.h`'s kind: the
// only SQL for its tables. Secrets are sealed by the vault and never read back by the API. Worker threads and
// the mailboxes' own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "org/changes.h"
#include "platform/contract/describe.h"
#include "platform/crypto/vault.h"
#include "platform/mail/transport/server.h"

namespace rapport::email {

using MailboxId = Id<struct MailboxTag>;

inline constexpr std::int64_t mailboxes_max = 200;
inline constexpr std::size_t aliases_max = 50;  // of one mailbox
inline constexpr std::size_t secret_length_max = 8'000;

enum class MailSecurity : std::uint8_t { tls, starttls, none };
BOOST_DESCRIBE_ENUM(MailSecurity, tls, starttls, none)
enum class MailLogin : std::uint8_t { none, password, oauth2 };
BOOST_DESCRIBE_ENUM(MailLogin, none, password, oauth2)

struct MailboxBase {
  std::string name;
  bool is_active = true;
  std::string address;               // small letters; what mail to customers comes from
  std::vector<std::string> aliases;  // that reach it, too
  QueueId queue_id;
  std::string language = "en";     // of what is written without an agent
  std::string sender_name;         // beside the address: "Shop support"
  std::string signature;           // plain text; see outgoing
  std::int32_t undo_s = 10;        // how long a reply can be taken back
  bool does_answer_first = false;  // "we got your mail"; never to machines
  std::string first_answer;
  // What stands between the local part and a thread's token (support+TOKEN@); "": the server delivers no such
  // addresses, so that threads are found by References alone.
  std::string tag_separator = "+";
  std::int32_t hourly_max = 100;  // mails of one sender that become conversations
  // Whose Authentication-Results count (RFC 8601); "": nobody's.
  std::string authserv_id;

  bool does_fetch = true;  // by IMAP; false: its mail comes by LMTP alone
  std::string imap_host;
  std::int32_t imap_port = 993;
  MailSecurity imap_security = MailSecurity::tls;
  MailLogin imap_login = MailLogin::password;
  std::string imap_user;
  std::string folder = "INBOX";
  std::string folder_after;      // where mails go that were taken; "": they stay, marked as seen
  bool takes_old_mails = false;  // what lies there when it is first connected becomes conversations, too
  std::string sent_folder;       // where copies of ours go; "": nowhere

  std::string smtp_host;  // "": nothing can be sent
  std::int32_t smtp_port = 465;
  MailSecurity smtp_security = MailSecurity::tls;
  MailLogin smtp_login = MailLogin::password;
  std::string smtp_user;

  // Of a provider that gives access tokens against a refresh token (RFC 6749, 6), for whichever server signs
  // in by OAuth 2; "": whoever renews them puts them in as secrets.
  std::string oauth_token_url, oauth_client_id, oauth_scope;
};
BOOST_DESCRIBE_STRUCT(MailboxBase, (),
                      (name, is_active, address, aliases, queue_id, language, sender_name, signature, undo_s,
                       does_answer_first, first_answer, tag_separator, hourly_max, authserv_id, does_fetch,
                       imap_host, imap_port, imap_security, imap_login, imap_user, folder, folder_after,
                       takes_old_mails, sent_folder, smtp_host, smtp_port, smtp_security, smtp_login,
                       smtp_user, oauth_token_url, oauth_client_id, oauth_scope))
contract::Notes contract_notes(contract::Tag<MailboxBase>);

struct Mailbox : MailboxBase {
  MailboxId id;
  bool has_imap_secret = false;
  bool has_smtp_secret = false;
  bool has_oauth_client_secret = false;
  bool has_oauth_refresh_token = false;
};
BOOST_DESCRIBE_STRUCT(Mailbox, (MailboxBase),
                      (id, has_imap_secret, has_smtp_secret, has_oauth_client_secret,
                       has_oauth_refresh_token))

struct MailboxFields : MailboxBase {
  // A password, or an access token with oauth2; absent: the one before stays.
  std::optional<std::string> imap_secret, smtp_secret;
  std::optional<std::string> oauth_client_secret, oauth_refresh_token;  // the same
};
BOOST_DESCRIBE_STRUCT(MailboxFields, (MailboxBase),
                      (imap_secret, smtp_secret, oauth_client_secret, oauth_refresh_token))
contract::Notes contract_notes(contract::Tag<MailboxFields>);

struct Mailboxes {
  using Key = MailboxId;
  using Fields = MailboxFields;
  using Whole = Mailbox;
  static constexpr const char* kind = "mailbox";
  static constexpr const char* what = "mailboxes";
  static constexpr std::int64_t most = mailboxes_max;

  const crypto::Vault* vault;  // only for what writes

  std::optional<Mailbox> find(database::Session& sql, OrgId org, MailboxId id) const;
  std::vector<Mailbox> list(database::Session& sql, OrgId org, MailboxId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, MailboxId id, const Mailbox* before,
                     const MailboxFields& fields) const;
  void insert(org::Change& change, MailboxId id, const MailboxFields& fields) const;
  void update(org::Change& change, MailboxId id, const MailboxFields& fields) const;
  // Refused (in_use) once mails of it are kept: switch it off instead.
  Result<void> remove(org::Change& change, const Mailbox& mailbox) const;
};

struct MailboxOfOrg {
  OrgId org;
  Mailbox mailbox;
  // As active_mailboxes() saw it: another when the secret has changed, or a first access token has come.
  std::string sealed_imap = {};
};
// Of every organisation.
std::vector<MailboxOfOrg> active_mailboxes(database::Session& sql);
// The active one that mail for `address` is for: its own, an alias, or one with a tag; nothing: nobody's.
std::optional<MailboxOfOrg> mailbox_for(database::Session& sql, const std::string& address);
std::vector<Issue> mailboxes_with_queue(database::Session& sql, OrgId org, std::int64_t queue);

// What the operator of the server allows all of them.
struct ServerRules {
  std::string ca_file;  // PEM with one's own authority; "": the system's
  bool allows_private_addresses = false;
  bool allows_clear_passwords = false;
};
// With their secrets; internal, sealed_value_unreadable when they cannot be read; unavailable,
// no_access_token when the provider has not given one.
Result<mail::MailServer> imap_server(database::Session& sql, const crypto::Vault& vault,
                                     const MailboxOfOrg& of, const ServerRules& rules);
Result<mail::MailServer> smtp_server(database::Session& sql, const crypto::Vault& vault,
                                     const MailboxOfOrg& of, const ServerRules& rules);
// What its threads' tokens are signed with: made with the mailbox, never changed.
Result<std::string> token_key(database::Session& sql, const crypto::Vault& vault, OrgId org, MailboxId id);

// ASCII in small letters, for comparing; the rest as it is.
std::string address_key(const std::string& address);
// Whether it is one of the mailbox's own, with or without a tag.
bool is_own_address(const MailboxBase& mailbox, const std::string& address);

std::vector<database::Migration> mailbox_migrations();

}  // namespace rapport::email
