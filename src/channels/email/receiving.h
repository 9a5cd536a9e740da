// Receiving: every organisation's mailboxes as they run: a fetcher for each that reads by IMAP, kept to what
// administrators say, and the LMTP entry where one is configured. Built on the main thread; follows changes
// on a worker.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "channels/email/fetcher.h"
#include "channels/email/intake.h"
#include "org/changes.h"
#include "platform/mail/transport/lmtp_server.h"
#include "platform/workers/worker_pool.h"

namespace rapport::api {
class Api;
}

namespace rapport::email {

struct ReceivingParts {  // borrowed
  org::Changes& changes;
  Intake& intake;
  live::IdSource& ids;
  conversations::RecordStore& records;
  files::Store& mail_files;
  const crypto::Vault& vault;
  workers::WorkerPool& workers;
  log::Log& log;
  std::function<Instant()> clock;
};

struct ReceivingOptions {
  ServerRules rules;
  std::string lmtp_listen;  // see mail::LmtpOptions; "": nowhere
};

class Receiving {
 public:
  Receiving(ReceivingOptions options, ReceivingParts parts);
  ~Receiving();  // stops

  // When the loop runs: what a crash left to be told, then every mailbox. Fails when LMTP cannot be listened
  // for.
  Result<void> start();
  // Each mailbox ends within a second or two; what was being taken is taken, or comes again.
  void stop();
  // What org::Notice said. Any thread; does not block.
  void configuration_changed(const std::string& what);
  MailboxState state(const Mailbox& mailbox) const;
  void add_operations(api::Api& api);

  const ServerRules& rules() const { return options_.rules; }
  std::uint16_t lmtp_port() const { return lmtp_ ? lmtp_->port() : 0; }

 private:
  void follow();
  Result<void> listen();
  mail::SmtpAnswer take_locally(const std::string& recipient, const std::string& bytes, bool is_too_large,
                                std::size_t size);

  const ReceivingOptions options_;
  ReceivingParts parts_;
  // Workers follow changes one after the other; states are asked meanwhile.
  std::mutex following_;
  mutable std::mutex mutex_;
  bool is_running_ = false;
  std::map<std::pair<OrgId, MailboxId>, std::unique_ptr<Fetcher>> fetchers_;
  std::unique_ptr<mail::LmtpServer> lmtp_;
};

// GET /api/v1/interactions/{id}/mails and its like: what is kept, for agents.
void add_mail_operations(api::Api& api, database::Database& database, conversations::RecordStore& records,
                         files::Store& mail_files);

}  // namespace rapport::email
