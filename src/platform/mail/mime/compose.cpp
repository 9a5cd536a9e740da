#include "platform/mail/mime/compose.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "platform/mail/mime/gmime.h"

namespace rapport::mail {
namespace {

constexpr std::size_t value_max = 500'000;  // bytes of one header field's value

struct FormatDone {
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};
using Format = std::unique_ptr<GMimeFormatOptions, FormatDone>;

// What is wrong with an Outgoing.
class Faults {
 public:
  void check_value(const std::string& where, std::string_view value) {
    for (const char c : value)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) {
        issues_.push_back({where, "expected text without line breaks and control characters"});
        return;
      }
    if (!is_utf8(value)) issues_.push_back({where, "expected UTF-8"});
    if (value.size() > value_max)
      issues_.push_back({where, fmt::format("expected at most {} bytes", value_max)});
  }
  void check_address(const std::string& where, const Address& address) {
    check_value(where + "/name", address.name);
    if (auto wire = wire_address(address.address); !wire)
      issues_.push_back({where + "/address", wire.error().detail});
  }
  void check_id(const std::string& where, const std::string& id) {
    check_value(where, id);
    if (id.empty() || id.size() > 900 || id.find_first_of("<> \t") != std::string::npos)
      issues_.push_back({where, "expected an id without blanks and <>, of 1 to 900 bytes"});
  }
  void add(std::string where, std::string what) { issues_.push_back({std::move(where), std::move(what)}); }
  std::vector<Issue> take() { return std::move(issues_); }

 private:
  std::vector<Issue> issues_;
};

bool is_token(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c >= 0x7F || std::string_view("()<>@,;:\\\"[]?=").find(c) != std::string_view::npos)
      return false;
  return !text.empty();
}

bool is_type(const std::string& type) {
  const std::size_t slash = type.find('/');
  return slash != std::string::npos && is_token(std::string_view(type).substr(0, slash)) &&
         is_token(std::string_view(type).substr(slash + 1));
}

void check_people(const Outgoing& mail, Faults& faults) {
  faults.check_address("/from", mail.from);
  if (mail.sender) faults.check_address("/sender", *mail.sender);
  const auto check_all = [&](const char* where, const std::vector<Address>& all) {
    for (std::size_t i = 0; i < all.size(); ++i)
      faults.check_address(fmt::format("/{}/{}", where, i), all[i]);
  };
  check_all("reply_to", mail.reply_to);
  check_all("to", mail.to);
  check_all("cc", mail.cc);
}

std::vector<Issue> faults_of(const Outgoing& mail) {
  Faults faults;
  faults.check_id("/message_id", mail.message_id);
  for (std::size_t i = 0; i < mail.in_reply_to.size(); ++i)
    faults.check_id(fmt::format("/in_reply_to/{}", i), mail.in_reply_to[i]);
  for (std::size_t i = 0; i < mail.references.size(); ++i)
    faults.check_id(fmt::format("/references/{}", i), mail.references[i]);
  check_people(mail, faults);
  faults.check_value("/subject", mail.subject);
  faults.check_value("/auto_submitted", mail.auto_submitted);
  faults.check_value("/list_unsubscribe", mail.list_unsubscribe);
  for (std::size_t i = 0; i < mail.headers.size(); ++i) {
    if (!is_token(mail.headers[i].first))
      faults.add(fmt::format("/headers/{}/name", i), "expected the name of a header field");
    faults.check_value(fmt::format("/headers/{}/value", i), mail.headers[i].second);
  }
  for (std::size_t i = 0; i < mail.files.size(); ++i) {
    const OutgoingFile& file = mail.files[i];
    faults.check_value(fmt::format("/files/{}/name", i), file.name);
    if (!file.content_id.empty()) faults.check_id(fmt::format("/files/{}/content_id", i), file.content_id);
    if (!is_type(file.type))
      faults.add(fmt::format("/files/{}/type", i), "expected a type such as image/png");
  }
  if (!is_utf8(mail.text)) faults.add("/text", "expected UTF-8");
  if (!is_utf8(mail.html)) faults.add("/html", "expected UTF-8");
  return faults.take();
}

void add_people(GMimeMessage* message, GMimeAddressType type, const std::vector<Address>& people) {
  InternetAddressList* list = g_mime_message_get_addresses(message, type);
  for (const Address& one : people) {
    const std::string wire = wire_address(one.address).value_or(one.address);
    const GOwned<InternetAddress> address(
        internet_address_mailbox_new(one.name.empty() ? nullptr : one.name.c_str(), wire.c_str()));
    internet_address_set_charset(address.get(), "utf-8");
    internet_address_list_add(list, address.get());
  }
}

void set_header(GMimeMessage* message, const std::string& name, const std::string& value) {
  if (!value.empty()) g_mime_object_set_header(GMIME_OBJECT(message), name.c_str(), value.c_str(), "utf-8");
}

std::string bracketed(const std::vector<std::string>& ids) {
  std::string all;
  for (const std::string& id : ids)
    all += (all.empty() ? "<" : " <") + id + ">";
  return all;
}

using Object = GOwned<GMimeObject>;

bool has_long_lines(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    length = c == '\n' ? 0 : length + 1;
    if (length > 900) return true;
  }
  return false;
}

void set_content(GMimePart* part, const std::string& bytes, GMimeContentEncoding encoding) {
  const GOwned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const GOwned<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
}

// Quoted-printable keeps Latin text readable in transit; of Chinese it makes nine bytes where base64 makes
// four.
GMimeContentEncoding encoding_for(std::string_view text) {
  const auto beyond = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  if (beyond * 4 > text.size()) return GMIME_CONTENT_ENCODING_BASE64;
  // "From " at the front of a line is changed by some servers, a blank at the end of one by others.
  const bool is_plain =
      beyond == 0 && !has_long_lines(text) && text.find("\nFrom ") == std::string_view::npos &&
      !text.starts_with("From ") && text.find(" \n") == std::string_view::npos &&
      text.find('\0') == std::string_view::npos && text.find('\r') == std::string_view::npos;
  return is_plain ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

std::string with_crlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 40 + 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) lines += '\r';
    lines += text[i];
  }
  return lines;
}

Object text_part(const char* subtype, std::string text) {
  if (text.empty() || text.back() != '\n') text += '\n';
  GMimePart* part = g_mime_part_new_with_type("text", subtype);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
  const GMimeContentEncoding encoding = encoding_for(text);
  set_content(part, encoding == GMIME_CONTENT_ENCODING_BASE64 ? with_crlf(text) : text, encoding);
  return Object(GMIME_OBJECT(part));
}

Object file_part(const OutgoingFile& file) {
  const std::size_t slash = file.type.find('/');
  GMimePart* part =
      g_mime_part_new_with_type(file.type.substr(0, slash).c_str(), file.type.substr(slash + 1).c_str());
  Object owned(GMIME_OBJECT(part));
  const bool is_inline = !file.content_id.empty();
  g_mime_object_set_disposition(owned.get(), is_inline ? "inline" : "attachment");
  if (is_inline) g_mime_object_set_content_id(owned.get(), file.content_id.c_str());
  if (!file.name.empty()) g_mime_part_set_filename(part, file.name.c_str());
  set_content(part, file.bytes, GMIME_CONTENT_ENCODING_BASE64);
  return owned;
}

Object joined(const char* subtype, std::vector<Object> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  GMimeMultipart* multipart = g_mime_multipart_new_with_subtype(subtype);
  for (const Object& part : parts)
    g_mime_multipart_add(multipart, part.get());
  return Object(GMIME_OBJECT(multipart));
}

// mixed( alternative( plain, related( html, its images ) ), files )
Object body_of(const Outgoing& mail) {
  std::vector<Object> related, alternative, mixed;
  std::vector<Object> files;
  if (!mail.html.empty()) related.push_back(text_part("html", mail.html));
  for (const OutgoingFile& file : mail.files)
    (file.content_id.empty() || mail.html.empty() ? files : related).push_back(file_part(file));
  if (!mail.text.empty() || related.empty()) alternative.push_back(text_part("plain", mail.text));
  if (!related.empty()) alternative.push_back(joined("related", std::move(related)));
  mixed.push_back(joined("alternative", std::move(alternative)));
  for (Object& file : files)
    mixed.push_back(std::move(file));
  return joined("mixed", std::move(mixed));
}

}  // namespace

Result<std::string> compose(const Outgoing& mail) {
  std::vector<Issue> issues = faults_of(mail);
  if (!issues.empty()) {
    const std::string detail = issues.front().where + ": " + issues.front().what;
    return fail(ErrorCode::invalid, "bad_mail", detail, std::move(issues));
  }
  gmime_ready();
  const GOwned<GMimeMessage> message(g_mime_message_new(TRUE));
  add_people(message.get(), GMIME_ADDRESS_TYPE_FROM, {mail.from});
  if (mail.sender) add_people(message.get(), GMIME_ADDRESS_TYPE_SENDER, {*mail.sender});
  add_people(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, mail.reply_to);
  add_people(message.get(), GMIME_ADDRESS_TYPE_TO, mail.to);
  add_people(message.get(), GMIME_ADDRESS_TYPE_CC, mail.cc);
  GDateTime* date = g_date_time_new_from_unix_utc(mail.date.us / 1'000'000);
  g_mime_message_set_date(message.get(), date);
  g_date_time_unref(date);
  g_mime_message_set_subject(message.get(), mail.subject.c_str(), "utf-8");
  g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
  set_header(message.get(), "In-Reply-To", bracketed(mail.in_reply_to));
  set_header(message.get(), "References", bracketed(mail.references));
  set_header(message.get(), "Auto-Submitted", mail.auto_submitted);
  set_header(message.get(), "List-Unsubscribe", mail.list_unsubscribe);
  if (mail.has_one_click_unsubscribe)
    set_header(message.get(), "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  for (const auto& one : mail.headers)
    set_header(message.get(), one.first, one.second);
  set_header(message.get(), "MIME-Version", "1.0");
  const Object body = body_of(mail);
  g_mime_message_set_mime_part(message.get(), body.get());
  const Format format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  const GText written(g_mime_object_to_string(GMIME_OBJECT(message.get()), format.get()));
  return with_crlf(text_of(written.get()));
}

}  // namespace rapport::mail
