// Fetcher: one mailbox's connection to its IMAP server, on a thread of its own. Takes what is new into the
// intake, and only then marks or moves it on the server: that order loses nothing, and the ledger's keys
// double nothing. Waits by IDLE; after a failure it tries again, later and later. What it is at is asked by
// any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "channels/email/cursor.h"
#include "channels/email/intake.h"

namespace rapport::email {

enum class FetchStage : std::uint8_t {
  off,    // switched off
  local,  // its mail comes by LMTP alone
  connecting,
  connected,
  waiting,  // something failed; tried again at retry_at
};
BOOST_DESCRIBE_ENUM(FetchStage, off, local, connecting, connected, waiting)

struct MailboxState {
  MailboxId mailbox_id;
  FetchStage stage = FetchStage::off;
  std::optional<Instant> since;
  std::optional<Instant> last_mail_at;  // taken since the server started
  std::optional<std::string> last_error, last_reason;
  std::optional<Instant> last_error_at, retry_at;
  std::int64_t taken = 0, rejected = 0;  // since the server started
};
BOOST_DESCRIBE_STRUCT(MailboxState, (),
                      (mailbox_id, stage, since, last_mail_at, last_error, last_reason, last_error_at,
                       retry_at, taken, rejected))

struct FetcherParts {  // borrowed
  Intake& intake;
  database::Database& database;
  const crypto::Vault& vault;
  log::Log& log;
  std::function<Instant()> clock;
};

class Fetcher {
 public:
  Fetcher(const FetcherParts& parts, MailboxOfOrg mailbox, ServerRules rules);
  ~Fetcher();  // stops

  void start();
  // In two steps, so that many stop at once: the first comes back at once.
  void begin_stop();
  void stop();
  MailboxState state() const;
  const MailboxOfOrg& mailbox() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Half a second, doubled with each failure in a row, five minutes at most. Pure.
Duration pause_after(int failures);

}  // namespace rapport::email
