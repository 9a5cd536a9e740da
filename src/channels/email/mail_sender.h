// MailSender: brings mails that are due to their mailboxes' servers. One thread of its own looks for what is
// due; workers deliver, one connection at a time for each mailbox. All that counts is in the rows
// (outgoing_store.h): before the first byte of a mail goes out its row says so, and when the program ends
// before it says what became of it, its outcome is unknown and it is not sent again by itself. So what was
// accepted leaves exactly once, or is shown as unknown.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "channels/email/outgoing_mail.h"
#include "conversations/conversation.h"
#include "platform/metrics/metrics.h"

namespace rapport::email {

struct MailSenderOptions {
  ServerRules rules;
  std::size_t threads = 8;           // mailboxes at once
  std::size_t at_once = 50;          // mails over one connection
  Duration look_every = seconds(1);  // for what is due, when nobody says so
};

struct MailSenderParts {  // borrowed
  database::Database& database;
  const crypto::Vault& vault;
  files::Store& mail_files;
  conversations::MessageStore& messages;
  conversations::Conversations& conversations;
  live::IdSource& ids;
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
  // A mail has another state now. Any thread.
  std::function<void(OrgId, MailId)> changed;
  // What an agent wrote has begun to leave, in a thread of this case. On a worker; after a crash again.
  std::function<void(OrgId, UserId, CaseId, MailId, const std::string& words)> told_case;
};

class MailSender {
 public:
  MailSender(const MailSenderOptions& options, MailSenderParts parts);
  ~MailSender();  // stops

  // Settles what the process before this one left half done. Once, when the loop runs.
  Result<void> start();
  // A mail that is being handed over is finished first.
  void stop();
  // There may be something due. Any thread, comes back at once.
  void wake();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::email
