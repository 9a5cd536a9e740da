#include "platform/mail/mime/parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "platform/mail/mime/authentication.h"
#include "platform/mail/mime/charset.h"
#include "platform/mail/mime/content.h"
#include "platform/mail/mime/report.h"
#include "platform/mail/mime/split.h"
#include "platform/mail/mime/tnef.h"
#include "platform/mail/mime/words.h"

namespace rapport::mail {
namespace {

constexpr std::size_t kept_header_max = 10'000;  // bytes of one of Message::headers

using Parts = std::vector<const Part*>;

struct Reading {
  const ParseOptions& options;
  Problems& problems;
  Message& message;
};

bool is_media(const std::string& type) {
  return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
}

bool is_text(const std::string& type) {
  return type == "text/plain" || type == "text/html";
}

// A multipart that could not be taken apart is shown as text.
bool is_broken_multipart(const Part& part) {
  return part.type.value.starts_with("multipart/") && part.parts.empty() && part.disposition != "attachment";
}

// RFC 8621 section 4.1.4: which parts are the text, which the HTML, and which are files.
struct Bodies {
  Parts text = {}, html = {}, files = {};
};

void choose(const Parts& parts, const std::string& kind, bool is_alternative, bool has_text, bool has_html,
            Bodies& bodies) {
  const std::size_t text_before = bodies.text.size(), html_before = bodies.html.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = *parts[i];
    if (part.is_multipart()) {
      Parts inner;
      for (const Part& one : part.parts)
        inner.push_back(&one);
      const std::string inner_kind = part.type.value.substr(10);
      choose(inner, inner_kind, is_alternative || inner_kind == "alternative", has_text, has_html, bodies);
      continue;
    }
    const std::string& type = part.type.value;
    const bool is_shown = part.disposition != "attachment" &&
                          (is_text(type) || is_media(type) || is_broken_multipart(part)) &&
                          (i == 0 || (kind != "related" && (is_media(type) || part.file_name.empty())));
    if (!is_shown || is_media(type)) {
      bodies.files.push_back(&part);
      continue;
    }
    if (kind == "alternative") {
      (type == "text/html" ? bodies.html : bodies.text).push_back(&part);
      continue;
    }
    if (is_alternative) (type == "text/html" ? has_text : has_html) = false;
    if (has_text) bodies.text.push_back(&part);
    if (has_html) bodies.html.push_back(&part);
  }
  if (kind != "alternative" || !has_text || !has_html) return;
  // An alternative with one of both: it serves for the other.
  if (bodies.text.size() == text_before)
    bodies.text.insert(bodies.text.end(), bodies.html.begin() + static_cast<std::ptrdiff_t>(html_before),
                       bodies.html.end());
  else if (bodies.html.size() == html_before)
    bodies.html.insert(bodies.html.end(), bodies.text.begin() + static_cast<std::ptrdiff_t>(text_before),
                       bodies.text.end());
}

std::string bytes_of(const Part& part, Reading& reading) {
  const std::string_view encoding = part.header.value("content-transfer-encoding");
  // RFC 2046: multiparts and mails within are never encoded, whatever they say.
  if (part.type.value.starts_with("multipart/")) return std::string(part.body);
  if (auto bytes = decoded_content(part.body, encoding)) return std::move(*bytes);
  reading.problems.add(ProblemKind::bad_encoding,
                       "unknown Content-Transfer-Encoding: " + decoded_words(encoding));
  return std::string(part.body);
}

std::string text_of_part(const Part& part, Reading& reading) {
  const Converted converted = to_utf8(bytes_of(part, reading), part.type.parameter("charset"));
  if (converted.is_guessed)
    reading.problems.add(
        ProblemKind::bad_charset,
        fmt::format("the charset of a text was guessed: it says \"{}\"", part.type.parameter("charset")));
  return plain_lines(converted.text);
}

std::string as_html(std::string_view text) {
  std::string html = "<div style=\"white-space:pre-wrap\">";
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else
      html += c;
  }
  return html + "</div>";
}

// Adds a piece of the body; at the limit the rest is left out.
void add_text(std::string& body, const std::string& piece, Reading& reading) {
  const std::size_t max = reading.options.limits.text_bytes_max;
  if (!body.empty() && body.back() != '\n') body += '\n';
  if (piece.size() > max - std::min(max, body.size()))
    reading.problems.add(ProblemKind::text_too_long, fmt::format("the text has more than {} bytes", max));
  body += utf8_front(piece, max - std::min(max, body.size()));
}

void take_bodies(const Bodies& bodies, Reading& reading) {
  Message& message = reading.message;
  std::vector<std::pair<const Part*, std::string>> read;
  const auto text_of_one = [&](const Part* part) -> const std::string& {
    for (const auto& one : read)
      if (one.first == part) return one.second;
    return read.emplace_back(part, text_of_part(*part, reading)).second;
  };
  read.reserve(bodies.text.size() + bodies.html.size());
  for (const Part* part : bodies.text) {
    if (part->type.value == "text/html")
      message.is_text_whole = false;
    else
      add_text(message.text, text_of_one(part), reading);
  }
  const bool has_html = std::any_of(bodies.html.begin(), bodies.html.end(),
                                    [](const Part* part) { return part->type.value == "text/html"; });
  if (!has_html) return;
  for (const Part* part : bodies.html) {
    const std::string& text = text_of_one(part);
    add_text(message.html, part->type.value == "text/html" ? text : as_html(text), reading);
  }
}

std::string name_within(std::string_view mail, Reading& reading) {
  std::vector<Problem> ignored;
  Problems none(ignored, 0);
  const Header header = split_header(mail.substr(0, 100'000), reading.options.limits, none);
  const std::string subject = decoded_words(header.value("subject"));
  return (subject.empty() ? "message" : std::string(utf8_front(subject, 100))) + ".eml";
}

std::string content_id_of(const Part& part) {
  std::string id = unfolded(part.header.value("content-id"));
  if (id.starts_with('<')) id.erase(0, 1);
  if (id.ends_with('>')) id.pop_back();
  return plain_line(to_utf8(id, "utf-8").text);
}

bool take_tnef(const Part& part, const std::string& bytes, Reading& reading) {
  const std::string& type = part.type.value;
  const bool says_so = type == "application/ms-tnef" || type == "application/vnd.ms-tnef" ||
                       lower(part.file_name) == "winmail.dat";
  if (!says_so) return false;
  Tnef tnef = read_tnef(bytes);
  reading.message.had_tnef = true;
  if (!tnef.is_tnef || tnef.is_cut) reading.problems.add(ProblemKind::bad_tnef, "winmail.dat is damaged");
  if (!tnef.is_tnef || tnef.is_cut) return false;
  if (reading.message.text.empty() && reading.message.html.empty())
    add_text(reading.message.text, tnef.text, reading);
  for (TnefFile& file : tnef.files) {
    Attachment attachment;
    attachment.name = std::move(file.name);
    attachment.type = file.type.empty() ? "application/octet-stream" : lower(file.type);
    attachment.bytes = std::move(file.bytes);
    attachment.is_from_tnef = true;
    reading.message.attachments.push_back(std::move(attachment));
  }
  return true;
}

void take_file(const Part& part, Reading& reading) {
  Attachment attachment;
  attachment.bytes = bytes_of(part, reading);
  const std::string& type = part.type.value;
  if (type == "text/calendar" && !reading.message.calendar)
    reading.message.calendar =
        read_calendar(to_utf8(attachment.bytes, part.type.parameter("charset"), "utf-8").text,
                      part.type.parameter("method"));
  if (take_tnef(part, attachment.bytes, reading)) return;
  attachment.type = type;
  attachment.name = part.file_name;
  if (type == "message/rfc822" && attachment.name.empty())
    attachment.name = name_within(attachment.bytes, reading);
  if (type == "text/calendar" && attachment.name.empty()) attachment.name = "invite.ics";
  attachment.content_id = content_id_of(part);
  attachment.is_inline =
      part.disposition == "inline" || (part.disposition.empty() && !attachment.content_id.empty());
  reading.message.attachments.push_back(std::move(attachment));
}

// The machine's parts of a report, wherever they lie.
void find_report(const Part& part, const Part*& status, const Part*& original) {
  for (const Part& one : part.parts) {
    const std::string& type = one.type.value;
    if (type == "message/delivery-status" && status == nullptr) status = &one;
    const bool is_original =
        type == "message/rfc822" || type == "text/rfc822-headers" || type == "message/rfc822-headers";
    if (is_original && original == nullptr) original = &one;
    if (one.is_multipart()) find_report(one, status, original);
  }
}

void take_report(const Part& root, Reading& reading) {
  const Part* status = nullptr;
  const Part* original = nullptr;
  find_report(root, status, original);
  if (status == nullptr) return;
  const std::string status_bytes = bytes_of(*status, reading);
  const std::string original_bytes = original == nullptr ? std::string() : bytes_of(*original, reading);
  reading.message.delivery_report =
      read_delivery_report(status_bytes, original_bytes, reading.options.limits, reading.problems);
}

std::vector<Address> addresses(const Header& header, std::string_view name, std::size_t& left,
                               Reading& reading) {
  std::vector<Address> found;
  for (const Field& field : header.fields) {
    if (field.name != name) continue;
    bool is_cut = false;
    std::vector<Address> here = read_addresses(field.value, left, is_cut);
    if (is_cut)
      reading.problems.add(
          ProblemKind::too_many_recipients,
          fmt::format("{}: more than {} addresses in all", name, reading.options.limits.recipients_max));
    left -= std::min(left, here.size());
    std::move(here.begin(), here.end(), std::back_inserter(found));
  }
  return found;
}

void take_people(const Header& header, Reading& reading) {
  Message& message = reading.message;
  std::size_t left = reading.options.limits.recipients_max;
  message.from = addresses(header, "from", left, reading);
  if (auto sender = addresses(header, "sender", left, reading); !sender.empty())
    message.sender = sender.front();
  message.reply_to = addresses(header, "reply-to", left, reading);
  message.to = addresses(header, "to", left, reading);
  message.cc = addresses(header, "cc", left, reading);
  message.bcc = addresses(header, "bcc", left, reading);
}

bool is_answering_machine(const Header& header) {
  for (const Field& field : header.fields) {
    const std::string& name = field.name;
    if (name == "x-auto-response-suppress") {
      const std::string value = lower(unfolded(field.value));
      if (value.find("all") != std::string::npos || value.find("autoreply") != std::string::npos ||
          value.find("oof") != std::string::npos)
        return true;
    }
    if (name == "x-autoreply" || name == "x-autorespond" || name == "x-autoresponder" || name == "x-loop")
      return true;
  }
  return false;
}

void take_machine_marks(const Header& header, Reading& reading) {
  Message& message = reading.message;
  const std::string submitted = lower(unfolded(header.value("auto-submitted")));
  message.auto_submitted =
      plain_line(to_utf8(submitted.substr(0, submitted.find_first_of("; (")), "utf-8").text);
  message.precedence = lower(decoded_words(header.value("precedence")));
  message.list_id = decoded_words(header.value("list-id"));
  message.list_unsubscribe = decoded_words(header.value("list-unsubscribe"));
  message.suppresses_auto_replies = is_answering_machine(header);
  for (const Field& field : header.fields) {
    message.received_count += field.name == "received" ? 1 : 0;
    if (field.name != "return-path" || message.return_path) continue;
    const std::string path = unfolded(field.value);
    bool ignored = false;
    const auto read = read_addresses(path, 1, ignored);
    message.return_path = path == "<>" || read.empty() ? "" : read.front().address;
  }
  message.authentication = read_authentication(header, reading.options.authserv_id);
}

void take_header(const Header& header, Reading& reading) {
  Message& message = reading.message;
  if (const auto ids = read_ids(header.value("message-id")); !ids.empty()) message.message_id = ids.front();
  message.in_reply_to = read_ids(header.value("in-reply-to"));
  message.references = read_ids(header.value("references"));
  message.date = read_date(header.value("date"));
  if (!message.date && !header.value("date").empty())
    reading.problems.add(ProblemKind::bad_date,
                         "Date: " + decoded_words(header.value("date").substr(0, 100)));
  // What the body is written in is the best guess for a header that does not say.
  const std::string hint = read_type(header.value("content-type")).parameter("charset");
  message.subject = decoded_words(header.value("subject"), hint);
  take_people(header, reading);
  take_machine_marks(header, reading);
  for (const Field& field : header.fields)
    message.headers.emplace_back(field.name, decoded_words(field.value.substr(0, kept_header_max), hint));
}

bool has_long_line(std::string_view bytes, std::size_t max) {
  std::size_t at = 0;
  while (bytes.size() - at > max) {
    const std::size_t end = bytes.find('\n', at);
    if (std::min(end, bytes.size()) - at > max) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

Message parse(std::string_view bytes, const ParseOptions& options) {
  Message message;
  Problems problems(message.problems, options.limits.problems_max);
  Reading reading{options, problems, message};
  if (bytes.size() > options.limits.bytes_max)
    problems.add(ProblemKind::too_large,
                 fmt::format("{} bytes, of which {} were read", bytes.size(), options.limits.bytes_max));
  bytes = bytes.substr(0, options.limits.bytes_max);
  if (has_long_line(bytes, options.limits.line_bytes_max))
    problems.add(ProblemKind::line_too_long,
                 fmt::format("a line has more than {} bytes", options.limits.line_bytes_max));
  const Part root = split_parts(bytes, options.limits, problems);
  take_header(root.header, reading);
  Bodies bodies;
  choose({&root}, "mixed", false, true, true, bodies);
  take_bodies(bodies, reading);
  for (const Part* part : bodies.files)
    take_file(*part, reading);
  take_report(root, reading);
  return message;
}

}  // namespace rapport::mail
