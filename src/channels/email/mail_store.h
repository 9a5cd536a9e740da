// The only SQL for kept mails and their threads, in and out. Everything within a session of the caller's, so
// that a mail is written in the transaction of what it causes. Does not touch files or journals.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/email/mail.h"
#include "platform/database/database.h"

namespace rapport::email {

std::vector<database::Migration> mail_migrations();

namespace mails {

void insert(database::Session& sql, OrgId org, const Mail& mail);
std::optional<Mail> find(database::Session& sql, OrgId org, MailId id);
// Oldest first, after `after`.
std::vector<Mail> of_interaction(database::Session& sql, OrgId org, InteractionId interaction, MailId after,
                                 std::int64_t most);
std::vector<Mail> of_thread(database::Session& sql, OrgId org, MailThreadId thread, MailId after,
                            std::int64_t most);
// What was written to one of these customers and began a thread, so that no conversation holds it; what is
// said in cases, and what was taken back, is not there. Newest first, behind `at` and `before` (0: all);
// `words` in the subject, "": any.
std::vector<Mail> begun_with(database::Session& sql, OrgId org, const std::vector<CustomerId>& customers,
                             Instant at, MailId before, const std::string& words, std::int64_t most);
// Of ours, those that somebody did not get or perhaps did not: newest first, before `before` (0: all).
std::vector<Mail> failed(database::Session& sql, OrgId org, MailId before, std::int64_t most);
// The newest of this Message-ID (without <>) in the organisation; `direction`: only of this kind.
std::optional<Mail> by_message_id(database::Session& sql, OrgId org, const std::string& message_id,
                                  std::optional<Direction> direction = {});
// Of this mailbox, with the same Message-ID and sameness: it has come before.
std::optional<MailId> same_as(database::Session& sql, OrgId org, MailboxId mailbox,
                              const std::string& message_id, const std::string& sameness);
std::int64_t count_from(database::Session& sql, OrgId org, MailboxId mailbox, const std::string& sender,
                        Instant since);
void set_state(database::Session& sql, OrgId org, MailId id, MailState state, const std::string& detail,
               Instant at);
// Of a scheduled mail that is written anew.
void set_bytes(database::Session& sql, OrgId org, MailId id, const std::string& blob, std::int64_t bytes);
// Into a conversation, when that becomes known after the mail itself.
void set_place(database::Session& sql, OrgId org, MailId id, MailThreadId thread, InteractionId interaction,
               MessageId message);

void insert_thread(database::Session& sql, OrgId org, const MailThread& thread);
std::optional<MailThread> find_thread(database::Session& sql, OrgId org, MailThreadId id);
// Whose newest interaction, or an earlier one, it is.
std::optional<MailThread> thread_of(database::Session& sql, OrgId org, InteractionId interaction);
void set_interaction(database::Session& sql, OrgId org, MailThreadId id, InteractionId interaction);
// From now on replies are told to this case (cases::add_reply).
void set_case(database::Session& sql, OrgId org, MailThreadId id, CaseId which);
// What is still to be told to the thread's case: after the commit, and after a crash by who starts next.
void set_case_waits(database::Session& sql, OrgId org, MailId id, bool waits);
struct CaseWaits {
  OrgId org;
  MailId mail;
};
std::vector<CaseWaits> waiting_for_case(database::Session& sql, std::int64_t most);
// Whether the address has written or was written to in the thread.
bool is_participant(database::Session& sql, OrgId org, MailThreadId id, const std::string& address);

}  // namespace mails

// What a server reports of a mail of ours (RFC 3464); writes its state: delivered never replaces bounced,
// delayed replaces only sent. Nothing: no such mail of ours.
struct DeliveryOutcome {
  MailState state = MailState::bounced;  // delivered, delayed or bounced
  std::string detail;                    // "ada@example.com: 5.1.1 no such user"
  Instant at;
};
std::optional<Mail> note_delivery(database::Session& sql, OrgId org, const std::string& message_id,
                                  const DeliveryOutcome& outcome);

}  // namespace rapport::email
