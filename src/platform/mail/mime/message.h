// What a mail says, as values: decoded, in UTF-8, without NUL bytes. Made by parse.h from bytes that anybody
// may have sent; nothing in it is to be believed but `authentication`, and that only as far as the server
// named there is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace rapport::mail {

struct Address {
  std::string name = {};
  // "Ada.Lee@example.com": the part after the @ in lower case and ASCII ("xn--..."); "" where a name stood
  // alone.
  std::string address = {};
  friend bool operator==(const Address&, const Address&) = default;
};

// A file that came with the mail.
struct Attachment {
  std::string name = {};        // as the sender called it: for people, not for a file system; may be empty
  std::string type = {};        // lower case: "application/pdf"; what the sender says
  std::string content_id = {};  // without <>; what "cid:" in the HTML points to
  std::string bytes = {};
  bool is_inline = false;     // meant to be seen within the text
  bool is_from_tnef = false;  // unpacked from a winmail.dat, which is then not kept itself
};

// An answer to an invitation, or an invitation (RFC 5545, RFC 5546).
struct Calendar {
  std::string method = {};  // upper case: REQUEST, REPLY, CANCEL, ...
  std::string uid = {};
  std::string summary = {};
  std::string start = {};     // as written: "20260304T090000Z"
  std::string attendee = {};  // who answers: an address
  std::string partstat = {};  // upper case: ACCEPTED, DECLINED, TENTATIVE, ...
};

// RFC 3464: what became of a mail that we sent.
enum class DeliveryAction { failed, delayed, delivered, relayed, expanded, unknown };
struct DeliveredTo {
  std::string address = {};           // Final-Recipient
  std::string original_address = {};  // Original-Recipient, where it was written
  DeliveryAction action = DeliveryAction::unknown;
  std::string status = {};      // "5.1.1"
  std::string diagnostic = {};  // the other server's words
};
struct DeliveryReport {
  std::string message_id = {};   // of the mail that it is about, without <>; "" when the report does not say
  std::string envelope_id = {};  // Original-Envelope-Id
  std::vector<DeliveredTo> recipients = {};
};

// RFC 8601: what the receiving server found.
struct AuthenticationResult {
  std::string method = {};  // lower case: spf, dkim, dmarc, arc, ...
  std::string result = {};  // lower case: pass, fail, softfail, none, ...
  std::string about =
      {};  // the domain or address that it is about, where it says: header.d, smtp.mailfrom, header.from
};
struct Authentication {
  std::string server = {};  // authserv-id
  std::vector<AuthenticationResult> results = {};
};

// Something that was not as it should be, and what was made of it. A mail with problems is still a mail.
enum class ProblemKind {
  too_large,            // only the front was read
  too_deep,             // parts below depth_max are kept as one attachment
  too_many_parts,       // the rest was left out
  too_many_recipients,  // the rest was left out
  header_too_long,      // the rest of the header was left out
  line_too_long,        // noted only
  bad_header,           // a line of the header that is none: left out
  bad_multipart,        // no boundary, or no end: read as far as it goes
  bad_encoding,         // an unknown Content-Transfer-Encoding: bytes kept as they are
  bad_charset,          // none, unknown or wrong: guessed
  bad_date,
  bad_tnef,
  text_too_long,  // the text was cut
};
struct Problem {
  ProblemKind kind = ProblemKind::bad_header;
  std::string detail = {};  // English, what and where
};

struct Message {
  std::string message_id = {};                // without <>; "" when there is none
  std::vector<std::string> in_reply_to = {};  // without <>
  std::vector<std::string> references = {};   // oldest first
  std::optional<Instant> date = {};           // as the sender says
  std::vector<Address> from = {}, reply_to = {}, to = {}, cc = {}, bcc = {};
  std::optional<Address> sender = {};
  std::string subject = {};

  std::string text = {};  // what was sent as plain text; LF between lines
  std::string html =
      {};  // NOT sanitised: see platform/mail/html. Plain parts between HTML ones are in it too
  bool is_text_whole = true;  // false: some of the HTML has no plain text beside it; take its text instead
  std::vector<Attachment> attachments = {};  // inline ones too

  std::optional<std::string> return_path = {};  // as the receiving server wrote it; "" (of <>) is a machine's
  std::string auto_submitted = {};  // lower case, the keyword alone: "auto-replied"; "" when absent
  std::string precedence = {};      // lower case: bulk, list, junk, auto_reply
  std::string list_id = {};
  std::string list_unsubscribe = {};
  bool suppresses_auto_replies =
      false;  // X-Auto-Response-Suppress, or one of the old marks of an answering machine
  std::size_t received_count = 0;  // hops: a loop shows here

  std::optional<Authentication> authentication = {};
  std::optional<Calendar> calendar = {};
  std::optional<DeliveryReport> delivery_report = {};
  bool had_tnef = false;

  std::vector<std::pair<std::string, std::string>> headers =
      {};  // name in lower case, decoded value; top to bottom
  std::vector<Problem> problems = {};

  // The first header of this name (lower case), or nullptr.
  const std::string* header(std::string_view name) const {
    for (const auto& one : headers)
      if (one.first == name) return &one.second;
    return nullptr;
  }
  bool has(ProblemKind kind) const {
    for (const Problem& problem : problems)
      if (problem.kind == kind) return true;
    return false;
  }
};

}  // namespace rapport::mail
