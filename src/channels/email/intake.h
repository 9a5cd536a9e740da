// Intake: where every mail goes through, however it came. It decides what becomes of it, and commits that
// together with its row in the ledger: a mail is taken when take() says so, and not before. Mailboxes'
// threads and LMTP's call it, several at once; they take turns. It is a projection of the loop, too, on the
// writer thread: what a mail causes is written in the transaction of its event.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "arrivals/ledger.h"
#include "cases/case_book.h"
#include "channels/email/mailbox.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "platform/files/store.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "platform/workers/worker_pool.h"
#include "value/treatments.h"

namespace rapport::email {

using MailId = Id<struct MailTag>;

// One mail for one mailbox.
struct Incoming {
  std::string key;      // see Arrival::key
  std::string bytes;    // "" when they never came, with
  std::string refused;  // why: too_large, expunged
  std::int64_t size = 0;
  std::string place;  // where the server has it
};

struct Taken {
  arrivals::Ending ending = arrivals::Ending::interaction;
  std::string reason;
  InteractionId interaction;
};

struct IntakeParts {  // borrowed
  live::Loop& loop;
  live::IdSource& ids;
  database::Database& database;
  files::Store& mail_files;  // whole mails
  files::Store& files;       // attachments that can be opened
  customers::CustomerStore& customers;
  customers::Resolution& resolution;
  conversations::RecordStore& records;
  conversations::MessageStore& messages;
  cases::CaseBook& cases;
  value::Treatments& treatments;
  const crypto::Vault& vault;
  workers::WorkerPool& workers;
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
};

inline constexpr std::size_t mails_at_once_max = 64;

class Intake {
 public:
  // Adds itself to the loop's projections: before the loop starts, and before those that read messages.
  explicit Intake(const IntakeParts& parts);
  ~Intake();

  // After each commit, for a mail of ours whose state a report has changed. Set before the first mail.
  void on_mail_changed(std::function<void(OrgId, MailId)> changed);
  // After the commit of a mail that began a conversation of its own and that no machine wrote. On the taking
  // thread; does not block for long. Set before the first mail.
  void on_new_conversation(std::function<void(OrgId, MailId)> began);

  // Blocks until each is durable, or why it cannot be just now: then it is to come again. In the order given;
  // mails_at_once_max at most.
  std::vector<Result<Taken>> take(const MailboxOfOrg& mailbox, std::vector<Incoming> mails);

  // What a crash left untold. Once, at start.
  void tell_cases_again();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::email
