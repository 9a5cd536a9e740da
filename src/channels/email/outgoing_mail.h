// Outgoing: what agents do with mails that leave: write, take back, move to another time, send again; and the
// first answer that a mailbox gives by itself. A mail is accepted when its bytes, with its Message-ID, and
// its rows are durable; the sender (mail_sender.h) does the rest. Worker threads; all calls block.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "channels/email/outgoing_contract.h"
#include "channels/email/outgoing_store.h"
#include "channels/email/writing.h"
#include "conversations/message_store.h"
#include "customers/customer_store.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "org/changes.h"
#include "org/directory.h"
#include "platform/crypto/vault.h"
#include "platform/files/store.h"
#include "platform/log/log.h"

namespace rapport::email {

// The longest that a mail may wait.
inline constexpr Duration schedule_max = hours(24 * 365);

struct OutgoingParts {  // borrowed
  database::Database& database;
  const crypto::Vault& vault;
  files::Store& mail_files;   // mails, as they go over the wire
  files::Store& attachments;  // what agents upload
  conversations::MessageStore& messages;
  customers::CustomerStore& customers;
  const org::Directories& directories;
  live::Loop& loop;
  live::IdSource& ids;
  log::Log& log;
  ServerRules rules;
  std::function<Instant()> clock;
};

class Outgoing {
 public:
  explicit Outgoing(OutgoingParts parts) : parts_(std::move(parts)) {}

  // There is something due, perhaps at once; and a mail has changed. Set before the first call.
  void on_due(std::function<void()> due) { due_ = std::move(due); }
  void on_changed(std::function<void(OrgId, MailId)> changed) { changed_ = std::move(changed); }

  // Errors: invalid, "bad_mail", a place for each; not_found, "unknown_mail", "unknown_mailbox",
  // "unknown_customer"; forbidden, "not_your_interaction": an open conversation is answered by its agent;
  // conflict, "cannot_send": the mailbox has no server to send by, or is off.
  Result<OutgoingMail> write(const org::By& by, const NewMail& wanted);
  // The mail of what an agent says in a case. `write` makes the transaction, and in it calls what writes the
  // mail's rows; when it does not, there is none. It leaves for the case's customer, not in a conversation of
  // somebody's: whoever may write in the case may.
  using Rows = std::function<void(database::Session&, CaseId)>;
  Result<void> write_for_case(const org::By& by, const NewMail& wanted,
                              const std::function<Result<void>(MailId, const Rows&)>& write);
  // A mail of the server's own, from the first mailbox that can send. It is in no thread, its words are not
  // shown to anybody here, and it is forgotten a week after it left. conflict, "cannot_send".
  struct OwnMail {
    std::string to, subject, text, html;
  };
  bool can_send_own(OrgId org);
  Result<void> send_own(OrgId org, const OwnMail& mail);
  Result<OutgoingMail> find(OrgId org, MailId id);
  // What it began with comes back; what was said by it in a case is a note from now on. conflict, "too_late".
  Result<NewMail> cancel(const org::By& by, MailId id);
  Result<OutgoingMail> reschedule(const org::By& by, MailId id, std::optional<Instant> send_at);
  // After it failed, or nobody knows. conflict, "not_failed".
  Result<OutgoingMail> retry(const org::By& by, MailId id);
  Result<ReplyDraft> reply_draft(const org::By& by, MailId id, const ReplyQuery& wanted);
  // Older than `before` (0: from the newest).
  Result<std::vector<FailedMail>> failed(OrgId org, MailId before, std::int64_t most);
  Result<MailSenderNames> senders(const org::By& by);
  // Connects to its servers and signs in. A few seconds.
  Result<MailboxTest> test(OrgId org, MailboxId id);

  // "We got your mail", for one that began a conversation, where its mailbox does that. Never to a machine,
  // nor to one of our own; once per mail.
  void answer_first(OrgId org, MailId id);

 private:
  struct Ground;  // what stands around a mail that is written
  std::optional<Mailbox> own_sender(OrgId org);
  struct Prepared;  // a mail with its rows, before they are written
  Result<Ground> ground(const org::By& by, const NewMail& wanted, bool is_of_case);
  Result<void> check(const Ground& ground, const NewMail& wanted);
  Result<Prepared> prepared(const org::By& by, const NewMail& wanted, Ground& ground, bool is_of_case);
  static void insert(database::Session& sql, OrgId org, const Ground& ground, const Prepared& made);
  Result<void> may_answer(const org::By& by, const Mail& answered);
  Result<void> withdraw_words(database::Session& sql, const org::By& by, MailId id);
  Result<OutgoingMail> accept(const org::By& by, const NewMail& wanted, Ground& ground);
  Result<void> add_files(const org::By& by, const NewMail& wanted, const Ground& ground,
                         const WrittenBody& body, mail::Outgoing& mail, Mail& kept);
  Result<mail::Outgoing> composed(const org::By& by, const NewMail& wanted, Ground& ground, Mail& kept,
                                  std::string& words);
  Result<std::string> keep_bytes(const std::string& bytes);
  std::map<std::string, std::string> known(OrgId org, UserId agent, const Mailbox& mailbox,
                                           CustomerId customer, const std::string& subject);
  void told(OrgId org, MailId id) {
    if (changed_) changed_(org, id);
    if (due_) due_();
  }

  OutgoingParts parts_;
  std::function<void()> due_;
  std::function<void(OrgId, MailId)> changed_;
};

}  // namespace rapport::email
