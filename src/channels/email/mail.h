// A kept mail and its thread: values. The words themselves are not in it: they are read from the mail's own
// bytes when somebody looks (mail_content.h), so that what is thought harmless can change later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "channels/email/mailbox.h"
#include "platform/contract/describe.h"

namespace rapport {
using CaseId = Id<struct CaseTag>;
}

namespace rapport::email {

using MailId = Id<struct MailTag>;
// One exchange of mails: an interaction and those that continue it.
using MailThreadId = Id<struct MailThreadTag>;

enum class Direction : std::uint8_t { in, out };
BOOST_DESCRIBE_ENUM(Direction, in, out)

// Numbers are kept: add at the end.
enum class MailState : std::uint8_t {
  received,   // in
  rejected,   // in: kept, and nobody was bothered; the ledger says why
  report,     // in: of a server, about a mail of ours
  scheduled,  // out, from here on: its time has not come
  undoable,
  sending,
  sent,       // their server, or ours, has it
  delivered,  // a report says so
  delayed,    // a report says so; it is still tried
  bounced,
  failed,     // never left
  unknown,    // may have left: the connection was lost in the wrong moment
  cancelled,  // taken back
};
BOOST_DESCRIBE_ENUM(MailState, received, rejected, report, scheduled, undoable, sending, sent, delivered,
                    delayed, bounced, failed, unknown, cancelled)

struct MailAddress {
  std::string name, address;
  friend bool operator==(const MailAddress&, const MailAddress&) = default;
};
BOOST_DESCRIBE_STRUCT(MailAddress, (), (name, address))

struct MailFile {
  std::string name, type;  // as the sender says
  std::int64_t bytes = 0;
  std::string content_id;  // "cid:" of the HTML points to it; without <>
  bool is_inline = false;
  std::optional<AttachmentId> attachment_id;  // absent: not to be opened from here (a program, a web page)
};
BOOST_DESCRIBE_STRUCT(MailFile, (), (name, type, bytes, content_id, is_inline, attachment_id))

struct MailCheck {  // RFC 8601, as the receiving server wrote it
  std::string method, result, about;
};
BOOST_DESCRIBE_STRUCT(MailCheck, (), (method, result, about))

struct MailCalendar {
  std::string method, uid, summary, start, attendee, partstat;
};
BOOST_DESCRIBE_STRUCT(MailCalendar, (), (method, uid, summary, start, attendee, partstat))

// What is kept as one text, because nobody searches in it.
struct MailFacts {
  std::vector<std::string> in_reply_to, references;  // without <>
  std::vector<MailAddress> from, reply_to, to, cc, bcc;
  std::optional<Instant> date;  // as the sender says
  std::vector<MailFile> files;
  std::string checked_by;
  std::vector<MailCheck> checks;
  std::optional<MailCalendar> calendar;
  bool is_machine = false;  // written by a program: never answered by one
  // Out: to somebody else, who takes no part in the thread; the customer does not read it.
  std::optional<bool> is_forward;
  std::vector<std::string>
      warnings;  // homograph_sender, name_is_other_address, forged_sender, too_many_recipients ...
};
BOOST_DESCRIBE_STRUCT(MailFacts, (),
                      (in_reply_to, references, from, reply_to, to, cc, bcc, date, files, checked_by, checks,
                       calendar, is_machine, is_forward, warnings))

struct Mail {
  MailId id;
  MailboxId mailbox;
  Direction direction = Direction::in;
  MailThreadId thread;        // 0: of none (rejected)
  InteractionId interaction;  // 0: of none
  MessageId message;          // its words in the conversation; 0: none
  CustomerId customer;
  UserId agent;            // who wrote it
  std::string message_id;  // without <>; "" when it has none
  std::string subject;
  std::string sender;    // address_key() of From, for looking up
  std::string sameness;  // digest of what says that two mails are the same one
  Instant at;            // taken here
  MailState state = MailState::received;
  std::string state_detail;  // English: the other server's words
  Instant state_at;
  std::string blob;  // where its bytes lie in files::Store (SHA-256)
  std::int64_t bytes = 0;
  MailFacts facts;
};

// Of the server's own (a link to sign in by): nobody reads its words here.
inline bool is_servers_own(const Mail& mail) {
  return mail.direction == Direction::out && !mail.thread;
}

struct MailThread {
  MailThreadId id;
  MailboxId mailbox;
  CustomerId customer;
  InteractionId interaction;  // the newest
  CaseId case_of;             // 0: none; replies are told to it
  std::string subject;        // of the first
};

}  // namespace rapport::email
