// AccessTokens: what lets mailboxes in at a provider that signs in by OAuth 2. Asks it for an access token
// against the mailbox's refresh token (RFC 6749, 6) before the one before ends, and keeps both sealed:
// whoever opens a connection finds the token in the rows (imap_server, smtp_server). Owns one thread, which
// mostly sleeps.
#pragma once

#include <functional>

#include "channels/email/mailbox.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"

namespace rapport::email {

std::vector<database::Migration> access_token_migrations();

struct AccessTokenParts {  // borrowed
  database::Database& database;
  const crypto::Vault& vault;
  log::Log& log;
  std::function<Instant()> clock;
  // A mailbox that had no token has one. On the thread of its own.
  std::function<void()> first_came;
};

class AccessTokens {
 public:
  AccessTokens(const ServerRules& rules, AccessTokenParts parts) : rules_(rules), parts_(std::move(parts)) {}

  void start();
  void stop();
  void wake();  // mailboxes have changed; any thread

  // One round on the calling thread: how many were renewed. What the thread does, for tests too.
  Result<std::size_t> turn();

 private:
  struct Due;
  bool renew(const Due& due);

  const ServerRules rules_;
  AccessTokenParts parts_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

// --- the rows; in the transaction of the mailbox's change ---

void keep_oauth_secrets(org::Change& change, const crypto::Vault& vault, MailboxId id,
                        const MailboxFields& fields);
void remove_oauth_secrets(org::Change& change, MailboxId id);
// unavailable, no_access_token: with what the provider said.
Result<std::string> access_token(database::Session& sql, const crypto::Vault& vault, OrgId org, MailboxId id);

}  // namespace rapport::email
