// The only SQL for `email_outgoing`: when a mail of ours is due, to whom, how often it was tried. A row
// beside that of the mail itself (mail_store.h), whose state is written along. Everything within a session of
// the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/email/mail_store.h"
#include "channels/email/outgoing.h"
#include "platform/database/database.h"

namespace rapport::email {

std::vector<database::Migration> outgoing_migrations();

struct OutgoingRow {
  MailId mail;
  MailboxId mailbox;
  UserId by;              // 0: the server itself
  std::string client_id;  // of `by`: sent again, it is the same mail
  std::string draft;      // NewMail as JSON: what comes back when it is taken back
  std::string words;      // what was written, as plain text: for the conversation
  std::string envelope_from;
  std::vector<OutgoingRecipient> recipients;
  bool is_open = true;          // it is still to be sent
  bool is_handed_over = false;  // a try is under way
  Instant due;
  int tries = 0;
  std::optional<Instant> copy_due;  // into the folder of sent mail; nothing: there, or not wanted
  int copy_tries = 0;
};

namespace outgoing {

void insert(database::Session& sql, OrgId org, const OutgoingRow& row);
std::optional<OutgoingRow> find(database::Session& sql, OrgId org, MailId mail);
std::optional<MailId> find_by_client_id(database::Session& sql, OrgId org, UserId by,
                                        const std::string& client_id);

// With something due at `now`, mails or copies, longest due first.
struct DueMailbox {
  OrgId org;
  MailboxId mailbox;
};
std::vector<DueMailbox> due_mailboxes(database::Session& sql, Instant now, std::int64_t most);
std::vector<MailId> due_mails(database::Session& sql, OrgId org, MailboxId mailbox, Instant now,
                              std::int64_t most);
std::vector<MailId> due_copies(database::Session& sql, OrgId org, MailboxId mailbox, Instant now,
                               std::int64_t most);
// The next time that anything is due; nothing: nothing waits.
std::optional<Instant> next_due(database::Session& sql);

// From now on it cannot be taken back. False: it was, or is sent already.
bool begin(database::Session& sql, OrgId org, MailId mail, Instant now);
// Written before the first byte goes out: when the program ends before note_tried, nobody knows whether it
// left.
bool hand_over(database::Session& sql, OrgId org, MailId mail);
// `row` with its recipients as they are after it, and the try counted. A report that was quicker stays.
void note_tried(database::Session& sql, OrgId org, const OutgoingRow& row, const Tried& tried, Instant at,
                bool wants_copy);
// `again`: it was not possible, and is tried then.
void note_copied(database::Session& sql, OrgId org, MailId mail, std::optional<Instant> again);

// All of them, of every organisation, that were being handed over when the program ended: their outcome is
// unknown. Before anything is sent.
std::vector<MailId> settle_interrupted(database::Session& sql, Instant now);

// Takes it back while it waits. False: too late.
bool cancel(database::Session& sql, OrgId org, MailId mail, Instant now);
// False: too late.
bool reschedule(database::Session& sql, OrgId org, MailId mail, Instant due);
// By hand, after it failed or nobody knows. Only those who have not got it.
void send_again(database::Session& sql, OrgId org, const OutgoingRow& row, Instant now);

}  // namespace outgoing
}  // namespace rapport::email
