#include "channels/email/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "conversations/message_store.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"
#include "platform/mail/html/quoted.h"
#include "platform/mail/html/text.h"
#include "platform/mail/mime/address_look.h"
#include "platform/mail/mime/parse.h"

namespace rapport::email {
namespace {

std::vector<MailAddress> kept_addresses(const std::vector<mail::Address>& all) {
  std::vector<MailAddress> kept;
  for (const mail::Address& one : all) {
    if (kept.size() == addresses_kept_max) break;
    kept.push_back({one.name, one.address});
  }
  return kept;
}

std::string cut_to(const std::string& text, std::size_t code_points_max) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++count > code_points_max) return text.substr(0, i) + "…";
  }
  return text;
}

// Two mails with this in common are one mail that came twice: servers on the way add to the header only.
std::string sameness_of(std::string_view bytes, const mail::Message& message) {
  crypto::Sha256 digest;
  for (const char* name : {"from", "date", "subject"}) {
    const std::string* value = message.header(name);
    digest.add(value ? *value : "");
    digest.add(std::string_view("\0", 1));
  }
  // The body, however its lines end.
  auto body = bytes.find("\n\n");
  if (const auto other = bytes.find("\n\r\n"); other != std::string_view::npos && other < body) body = other;
  std::size_t at = body == std::string_view::npos ? 0 : body;  // what has no header is all body
  while (at < bytes.size()) {
    const auto end = std::min(bytes.find('\r', at), bytes.size());
    digest.add(bytes.substr(at, end - at));
    at = end + 1;
  }
  return crypto::hex(digest.finish()).substr(0, 40);
}

std::string words_of(const mail::Message& message) {
  const std::string whole = message.is_text_whole ? message.text : mail::readable_text(message.html);
  std::string text = mail::split_reply(whole).fresh;
  if (text.empty()) text = whole;
  if (message.calendar)
    text += fmt::format("{}[{}{}{}: {}]", text.empty() ? "" : "\n\n", message.calendar->method,
                        message.calendar->partstat.empty() ? "" : " ", message.calendar->partstat,
                        message.calendar->summary);
  if (text.find_first_not_of(" \t\n") == std::string::npos) text = message.subject;
  if (text.empty()) text = "…";
  return cut_to(text, conversations::message_code_points_max - 1);
}

void read_checks(const mail::Message& message, Reading& reading) {
  if (!message.authentication) return;
  reading.facts.checked_by = message.authentication->server;
  std::string spf, dkim, dmarc;
  for (const mail::AuthenticationResult& one : message.authentication->results) {
    reading.facts.checks.push_back({one.method, one.result, one.about});
    if (one.method == "spf") spf = one.result;
    if (one.method == "dkim" && dkim != "pass") dkim = one.result;
    if (one.method == "dmarc") dmarc = one.result;
  }
  reading.is_forged = dmarc == "fail" || (dmarc.empty() && spf == "fail" && dkim != "pass");
}

void read_report(const mail::DeliveryReport& report, Reading& reading) {
  reading.is_report = true;
  reading.reported_id = report.message_id;
  for (const mail::DeliveredTo& one : report.recipients) {
    ReportedRecipient told;
    switch (one.action) {
      case mail::DeliveryAction::failed:
      case mail::DeliveryAction::unknown:
        told.outcome = MailState::bounced;
        break;
      case mail::DeliveryAction::delayed:
        told.outcome = MailState::delayed;
        break;
      case mail::DeliveryAction::delivered:
      case mail::DeliveryAction::relayed:
      case mail::DeliveryAction::expanded:
        told.outcome = MailState::delivered;
        break;
    }
    const std::string& whom = one.original_address.empty() ? one.address : one.original_address;
    told.detail = cut_to(fmt::format("{}: {} {}", whom, one.status, one.diagnostic), 500);
    reading.reported.push_back(std::move(told));
  }
}

bool is_machine(const mail::Message& message) {
  return (!message.auto_submitted.empty() && message.auto_submitted != "no") ||
         message.precedence == "bulk" || message.precedence == "list" || message.precedence == "junk" ||
         message.precedence == "auto_reply" || !message.list_id.empty() ||
         (message.return_path && message.return_path->empty()) || message.suppresses_auto_replies;
}

void warn(const mail::Message& message, Reading& reading) {
  std::vector<std::string>& warnings = reading.facts.warnings;
  if (mail::is_homograph(reading.sender.address)) warnings.push_back("homograph_sender");
  if (mail::is_name_another_address({reading.sender.name, reading.sender.address}))
    warnings.push_back("name_is_other_address");
  if (reading.is_forged) warnings.push_back("forged_sender");
  const bool has_many = message.to.size() > addresses_kept_max || message.cc.size() > addresses_kept_max;
  if (has_many || message.has(mail::ProblemKind::too_many_recipients))
    warnings.push_back("too_many_recipients");
  if (message.problems.size() > 0) warnings.push_back("badly_made");
}

void read_files(mail::Message& message, Reading& reading) {
  for (mail::Attachment& one : message.attachments) {
    MailFile file;
    file.name = cut_to(one.name, 200);
    file.type = cut_to(one.type, 100);
    file.bytes = static_cast<std::int64_t>(one.bytes.size());
    file.content_id = one.content_id;
    file.is_inline = one.is_inline;
    reading.files.push_back({file.name, std::move(one.bytes), reading.facts.files.size()});
    reading.facts.files.push_back(std::move(file));
  }
}

}  // namespace

Reading read_mail(std::string_view bytes, const MailboxBase& mailbox) {
  mail::ParseOptions options;
  options.authserv_id = mailbox.authserv_id;
  mail::Message message = mail::parse(bytes, options);
  Reading reading;
  reading.message_id = cut_to(message.message_id, 500);
  reading.subject = cut_to(message.subject, 500);
  MailFacts& facts = reading.facts;
  facts.in_reply_to = message.in_reply_to;
  facts.references = message.references;
  facts.from = kept_addresses(message.from);
  facts.reply_to = kept_addresses(message.reply_to);
  facts.to = kept_addresses(message.to);
  facts.cc = kept_addresses(message.cc);
  facts.bcc = kept_addresses(message.bcc);
  facts.date = message.date;
  if (!facts.from.empty())
    reading.sender = facts.from.front();
  else if (message.sender)
    reading.sender = {message.sender->name, message.sender->address};
  if (message.calendar) {
    const mail::Calendar& calendar = *message.calendar;
    facts.calendar = MailCalendar{calendar.method, calendar.uid,      calendar.summary,
                                  calendar.start,  calendar.attendee, calendar.partstat};
  }
  facts.is_machine = is_machine(message);
  reading.is_auto_reply =
      message.auto_submitted == "auto-replied" || message.precedence == "auto_reply" ||
      (message.return_path && message.return_path->empty() && !message.in_reply_to.empty());
  reading.is_looping = message.received_count > hops_max;
  reading.answers = message.in_reply_to;
  reading.answers.insert(reading.answers.end(), message.references.rbegin(), message.references.rend());
  if (reading.answers.size() > 50) reading.answers.resize(50);
  for (const auto* group : {&message.to, &message.cc})
    for (const mail::Address& one : *group)
      reading.addressed_to.push_back(one.address);
  // Of an alias or a list, the address that the server was really asked to deliver to.
  for (const char* name : {"delivered-to", "x-original-to", "envelope-to"})
    if (const std::string* to = message.header(name)) reading.addressed_to.push_back(*to);
  read_checks(message, reading);
  if (message.delivery_report) read_report(*message.delivery_report, reading);
  reading.sameness = sameness_of(bytes, message);
  reading.text = words_of(message);
  warn(message, reading);
  read_files(message, reading);
  return reading;
}

}  // namespace rapport::email
