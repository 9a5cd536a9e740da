// What an agent wrote becomes a mail that can leave: recipients checked, signature and placeholders filled
// in, the answered mail quoted below, HTML made harmless with its plain text beside it. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "channels/email/mail.h"
#include "platform/mail/mime/compose.h"

namespace rapport::email {

inline constexpr std::size_t recipients_max = 100;         // of one mail, all fields together
inline constexpr std::size_t mail_text_max = 200'000;      // characters of what is written
inline constexpr std::size_t mail_files_max = 10;          // attachments and inline images
inline constexpr std::size_t mail_files_bytes = 25 << 20;  // of them together, before encoding

// Errors: invalid, "bad_mail", a place for each: what is no address, homographs, names that pretend to be
// another address, too many, nobody at all, one of `own` (our own mailboxes: a loop).
Result<void> check_recipients(const std::vector<MailAddress>& to, const std::vector<MailAddress>& cc,
                              const std::vector<MailAddress>& bcc, const std::vector<std::string>& own);

// "{agent}" becomes what is known of it, in HTML escaped; what is not known stays as it is written.
std::string filled_text(std::string_view text, const std::map<std::string, std::string>& known);
std::string filled_html(std::string_view html, const std::map<std::string, std::string>& known);

// Plain text as HTML: paragraphs and line breaks, escaped.
std::string html_of_text(std::string_view text);

// What stands above a mail that goes on to somebody else.
struct Forwarded {
  std::string subject, to;
};
// What is quoted below.
struct Quoted {
  std::string who;   // "Ada Lee <ada@example.com>"
  std::string when;  // as people read it
  std::string html;  // sanitised
  std::optional<Forwarded> forwarded = {};
};

struct Written {
  std::string html;  // of the agent, not sanitised; "" when there is `text` alone
  std::string text;
  std::string signature;  // plain text, filled in; "": none
  std::optional<Quoted> quoted;
  bool is_chinese = false;  // the language of "... wrote:"
};
struct WrittenBody {
  std::string html, text;                // whole, as they are sent
  std::string own_text;                  // what the agent wrote alone: for the conversation
  std::vector<std::string> content_ids;  // that the HTML shows as cid:
};
WrittenBody body_of(const Written& written);

// "Re: " once, whatever language the answered subject's own is in ("回复：", "AW:").
std::string answer_subject(const std::string& subject);

// "Fwd: " once.
std::string forward_subject(const std::string& subject);

// References of an answer (RFC 5322, 3.6.4): those of the answered mail and its own; the first and the last
// ones when there are many.
std::vector<std::string> answer_references(std::vector<std::string> references,
                                           const std::vector<std::string>& in_reply_to,
                                           const std::string& message_id);

// The same mail with another Date, in UTC: one that waited is as old as its leaving.
std::string dated(std::string bytes, Instant at);

}  // namespace rapport::email
