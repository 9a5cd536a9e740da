// An arrived mail's bytes become what the intake decides by. Pure, but that it hashes; any thread; never
// fails, whatever the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "channels/email/mail.h"

namespace rapport::email {

struct ReportedRecipient {
  MailState outcome = MailState::bounced;  // delivered, delayed or bounced
  std::string detail;                      // "ada@example.com: 5.1.1 no such user"
};

struct ReadFile {
  std::string name, bytes;
  std::size_t place = 0;  // in facts.files
};

struct Reading {
  MailFacts facts;
  std::string message_id, subject;
  MailAddress sender;  // of From, else of Sender; "" when nobody is named
  std::string text;    // the new part, for the conversation; never empty
  std::string sameness;
  std::vector<std::string> answers;       // Message-IDs, the likeliest first
  std::vector<std::string> addressed_to;  // whom it names as recipients, tags and all
  std::vector<ReadFile> files;
  bool is_auto_reply = false;  // an answering machine's
  bool is_forged = false;      // by what the receiving server found
  bool is_looping = false;     // has passed through too many servers
  bool is_report = false;
  std::string reported_id;  // Message-ID of the mail that the report is about
  std::vector<ReportedRecipient> reported;
};

inline constexpr std::size_t hops_max = 50;
inline constexpr std::size_t addresses_kept_max = 200;  // of each field

Reading read_mail(std::string_view bytes, const MailboxBase& mailbox);

}  // namespace rapport::email
