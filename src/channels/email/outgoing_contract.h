// What the API says about mails that leave.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/email/mail.h"
#include "channels/email/outgoing.h"

namespace rapport::email {

struct NewMail {
  std::string client_id;                  // sent again, it gives the mail it made the first time
  std::optional<MailId> reply_to_id;      // the mail that is answered
  std::optional<CustomerId> customer_id;  // of one that answers none
  std::optional<MailboxId> mailbox_id;    // absent: that of the answered one
  std::vector<MailAddress> to, cc, bcc;
  std::string subject;
  std::string html;  // "cid:ID" shows the attachment of this id within the text
  std::string text;  // instead of html
  std::vector<AttachmentId> attachment_ids;
  bool forwards = false;  // no answer: the mail, with its files, goes on to somebody else
  bool quotes = true;     // the answered mail below
  bool signs = true;
  std::optional<Instant> send_at;  // absent: as soon as it cannot be taken back any more
};
BOOST_DESCRIBE_STRUCT(NewMail, (),
                      (client_id, reply_to_id, customer_id, mailbox_id, to, cc, bcc, subject, html, text,
                       attachment_ids, forwards, quotes, signs, send_at))
contract::Notes contract_notes(contract::Tag<NewMail>);

struct OutgoingMail {
  MailId id;
  MailboxId mailbox_id;
  std::optional<InteractionId> interaction_id;
  MailState state = MailState::sending;
  std::optional<std::string> state_detail;
  std::optional<Instant> due_at;  // while it waits: when it leaves, or is tried next
  std::int32_t tries = 0;
  std::string subject;
  std::vector<OutgoingRecipient> recipients;
};
BOOST_DESCRIBE_STRUCT(OutgoingMail, (),
                      (id, mailbox_id, interaction_id, state, state_detail, due_at, tries, subject,
                       recipients))

// One that somebody did not get, for whoever looks after that.
struct FailedMail : OutgoingMail {
  Instant at;
  std::optional<UserId> agent_id;  // absent: the server wrote it
};
BOOST_DESCRIBE_STRUCT(FailedMail, (OutgoingMail), (at, agent_id))

// What a reply begins with.
struct ReplyDraft {
  MailId reply_to_id;
  MailboxId mailbox_id;
  std::vector<MailAddress> to, cc;
  std::string subject;
  std::string signature;  // as it will stand below
};
BOOST_DESCRIBE_STRUCT(ReplyDraft, (), (reply_to_id, mailbox_id, to, cc, subject, signature))

struct ReplyQuery {
  bool all = false;       // everybody who had it
  bool forwards = false;  // nobody yet
};
BOOST_DESCRIBE_STRUCT(ReplyQuery, (), (all, forwards))
contract::Notes contract_notes(contract::Tag<ReplyQuery>);

struct ScheduleMail {
  std::optional<Instant> send_at;  // absent: now
};
BOOST_DESCRIBE_STRUCT(ScheduleMail, (), (send_at))

// Whom agents may write as.
struct MailSenderName {
  MailboxId id;
  std::string name, address, sender_name;
  std::string signature;  // as it will stand below
  std::string language;
  std::int32_t undo_s = 0;
};
BOOST_DESCRIBE_STRUCT(MailSenderName, (), (id, name, address, sender_name, signature, language, undo_s))
struct MailSenderNames {
  std::vector<MailSenderName> items;
};
BOOST_DESCRIBE_STRUCT(MailSenderNames, (), (items))

struct ServerTest {
  bool is_used = true;  // false: the mailbox has no such server
  bool is_ok = false;
  std::optional<std::string> reason, detail;
};
BOOST_DESCRIBE_STRUCT(ServerTest, (), (is_used, is_ok, reason, detail))
struct MailboxTest {
  ServerTest imap, smtp;
  std::vector<std::string> folders;  // on the server, by name
};
BOOST_DESCRIBE_STRUCT(MailboxTest, (), (imap, smtp, folders))

}  // namespace rapport::email
