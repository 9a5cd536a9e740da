#include "platform/mail/mime/report.h"

#include "platform/mail/mime/charset.h"
#include "platform/mail/mime/words.h"

namespace rapport::mail {
namespace {

constexpr std::size_t calendar_lines_max = 5'000;

std::string upper(std::string_view text) {
  std::string kept(text);
  for (char& c : kept)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return kept;
}

// "rfc822;ada@example.com" -> ada@example.com
std::string typed_value(std::string_view field) {
  std::string text = decoded_words(field);
  const std::size_t semicolon = text.find(';');
  if (semicolon != std::string::npos) text.erase(0, semicolon + 1);
  text = unfolded(text);
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return text;
}

DeliveryAction action_of(std::string_view field) {
  const std::string word = lower(unfolded(field));
  if (word.starts_with("failed")) return DeliveryAction::failed;
  if (word.starts_with("delayed")) return DeliveryAction::delayed;
  if (word.starts_with("delivered")) return DeliveryAction::delivered;
  if (word.starts_with("relayed")) return DeliveryAction::relayed;
  return word.starts_with("expanded") ? DeliveryAction::expanded : DeliveryAction::unknown;
}

// "5.1.1 (bad destination mailbox)" -> 5.1.1
std::string status_of(std::string_view field) {
  const std::string text = unfolded(field);
  return text.substr(0, text.find_first_not_of("0123456789."));
}

struct CalendarLine {
  std::string name;
  std::string_view parameters;
  std::string_view value;
};

CalendarLine calendar_line(std::string_view line) {
  bool is_quoted = false;
  std::size_t name_end = std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (line[i] == ';' && name_end == std::string_view::npos) name_end = i;
    if (line[i] != ':') continue;
    name_end = std::min(name_end, i);
    return {upper(line.substr(0, name_end)), line.substr(name_end, i - name_end), line.substr(i + 1)};
  }
  return {};
}

std::string parameter_of(std::string_view parameters, std::string_view name) {
  const std::string all = upper(parameters);
  const std::size_t at = all.find(";" + std::string(name) + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 2;
  return all.substr(begin, all.find(';', begin) - begin);
}

std::string calendar_text(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size())
      ++i;
    else if (value[i] == '\r')
      continue;
    text += value[i];
  }
  return plain_line(text);
}

void take_line(const CalendarLine& line, bool is_event, Calendar& calendar) {
  if (line.name == "METHOD" && calendar.method.empty()) calendar.method = upper(calendar_text(line.value));
  if (!is_event) return;
  if (line.name == "UID" && calendar.uid.empty()) calendar.uid = calendar_text(line.value);
  if (line.name == "SUMMARY" && calendar.summary.empty()) calendar.summary = calendar_text(line.value);
  if (line.name == "DTSTART" && calendar.start.empty()) calendar.start = calendar_text(line.value);
  if (line.name == "ATTENDEE" && calendar.attendee.empty()) {
    const std::string attendee = calendar_text(line.value);
    calendar.attendee = lower(attendee).starts_with("mailto:") ? attendee.substr(7) : attendee;
    calendar.partstat = parameter_of(line.parameters, "PARTSTAT");
  }
}

}  // namespace

DeliveryReport read_delivery_report(std::string_view status, std::string_view original,
                                    const ParseLimits& limits, Problems& problems) {
  DeliveryReport report;
  // Groups of fields with empty lines between: one of the mail, then one for each recipient.
  bool is_first = true;
  while (!status.empty() && report.recipients.size() < limits.recipients_max) {
    const Header group = split_header(status, limits, problems);
    status = group.rest;
    if (group.fields.empty()) continue;
    if (is_first) report.envelope_id = decoded_words(group.value("original-envelope-id"));
    is_first = false;
    if (group.value("final-recipient").empty() && group.value("original-recipient").empty()) continue;
    DeliveredTo to;
    to.address = typed_value(group.value("final-recipient"));
    to.original_address = typed_value(group.value("original-recipient"));
    if (to.address.empty()) to.address = to.original_address;
    to.action = action_of(group.value("action"));
    to.status = status_of(group.value("status"));
    to.diagnostic = typed_value(group.value("diagnostic-code"));
    report.recipients.push_back(std::move(to));
  }
  if (!original.empty()) {
    const Header header = split_header(original, limits, problems);
    const auto ids = read_ids(header.value("message-id"));
    if (!ids.empty()) report.message_id = ids.front();
  }
  return report;
}

Calendar read_calendar(std::string_view text, std::string_view method) {
  Calendar calendar;
  calendar.method = upper(plain_line(method));
  // Folded lines go on with a blank (RFC 5545 3.1).
  bool is_event = false;
  for (std::size_t lines = 0; !text.empty() && lines < calendar_lines_max; ++lines) {
    std::string line;
    bool goes_on = true;
    while (goes_on && !text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view piece = text.substr(0, end);
      if (piece.ends_with('\r')) piece.remove_suffix(1);
      line += piece;
      text.remove_prefix(std::min(end + 1, text.size()));
      goes_on = !text.empty() && (text.front() == ' ' || text.front() == '\t');
      if (goes_on) text.remove_prefix(1);
    }
    const CalendarLine read = calendar_line(line);
    if (read.name == "BEGIN") is_event = upper(calendar_text(read.value)) == "VEVENT";
    if (read.name == "END" && upper(calendar_text(read.value)) == "VEVENT") break;
    take_line(read, is_event, calendar);
  }
  return calendar;
}

}  // namespace rapport::mail
