#include "channels/email/writing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "platform/mail/html/sanitise.h"
#include "platform/mail/html/text.h"
#include "platform/mail/mime/address_look.h"

namespace rapport::email {
namespace {

constexpr std::size_t references_max = 30;

void check_one(const std::string& where, const MailAddress& one, const std::vector<std::string>& own,
               std::vector<Issue>& issues) {
  const auto wire = mail::wire_address(one.address);
  if (!wire) {
    issues.push_back({where + "/address", wire.error().detail});
    return;
  }
  for (const char c : one.name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      issues.push_back({where + "/name", "expected text without line breaks and control characters"});
      return;
    }
  if (mail::is_homograph(*wire))
    issues.push_back({where + "/address", fmt::format("this domain is made to look like another: {} is {}",
                                                      mail::readable_address(*wire), *wire)});
  if (mail::is_name_another_address({one.name, *wire}))
    issues.push_back({where + "/name", "this name is another address than the one it stands for"});
  if (std::find(own.begin(), own.end(), *wire) != own.end())
    issues.push_back({where + "/address", "this is a mailbox of our own"});
}

std::string filled(std::string_view text, const std::map<std::string, std::string>& known, bool is_html) {
  std::string made;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    made += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    const auto found = close == std::string_view::npos
                           ? known.end()
                           : known.find(std::string(text.substr(open + 1, close - open - 1)));
    if (found == known.end()) {
      made += '{';
      text.remove_prefix(open + 1);
      continue;
    }
    made += is_html ? mail::escaped(found->second) : found->second;
    text.remove_prefix(close + 1);
  }
  return made;
}

std::string forwarded_head(const Quoted& mail, bool is_chinese) {
  const Forwarded& of = *mail.forwarded;
  return is_chinese
             ? fmt::format("---------- 转发的邮件 ----------\n发件人：{}\n日期：{}\n主题：{}\n收件人：{}",
                           mail.who, mail.when, of.subject, of.to)
             : fmt::format("---------- Forwarded message ----------\nFrom: {}\nDate: {}\nSubject: {}\nTo: {}",
                           mail.who, mail.when, of.subject, of.to);
}

std::string said_before(const Quoted& quoted, bool is_chinese) {
  return is_chinese ? fmt::format("{}，{} 写道：", quoted.when, quoted.who)
                    : fmt::format("On {}, {} wrote:", quoted.when, quoted.who);
}

// Words before a colon that mail programs put in front of what they answer or forward.
constexpr std::array answer_words = {
    std::string_view("re"),   std::string_view("aw"),   std::string_view("sv"),   std::string_view("antw"),
    std::string_view("回复"), std::string_view("答复"), std::string_view("回覆"),
};

// The subject behind one such word, or nothing.
std::optional<std::string_view> behind_answer_word(std::string_view subject) {
  for (const std::string_view word : answer_words) {
    if (subject.size() <= word.size()) continue;
    const bool is_it = std::equal(word.begin(), word.end(), subject.begin(), [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
    if (!is_it) continue;
    for (const std::string_view colon : {std::string_view(":"), std::string_view("：")})
      if (subject.substr(word.size()).starts_with(colon)) return subject.substr(word.size() + colon.size());
  }
  return std::nullopt;
}

std::string_view without_blanks_before(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  return text;
}

}  // namespace

Result<void> check_recipients(const std::vector<MailAddress>& to, const std::vector<MailAddress>& cc,
                              const std::vector<MailAddress>& bcc, const std::vector<std::string>& own) {
  std::vector<Issue> issues;
  const std::size_t all = to.size() + cc.size() + bcc.size();
  if (to.empty()) issues.push_back({"/to", "expected at least one recipient"});
  if (all > recipients_max) {
    issues.push_back({"/to", fmt::format("expected at most {} recipients in all fields together, got {}",
                                         recipients_max, all)});
  } else {
    const auto check_all = [&](const char* field, const std::vector<MailAddress>& list) {
      for (std::size_t i = 0; i < list.size(); ++i)
        check_one(fmt::format("/{}/{}", field, i), list[i], own, issues);
    };
    check_all("to", to);
    check_all("cc", cc);
    check_all("bcc", bcc);
  }
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_mail", "this mail cannot be sent as it is", std::move(issues));
}

std::string filled_text(std::string_view text, const std::map<std::string, std::string>& known) {
  return filled(text, known, false);
}
std::string filled_html(std::string_view html, const std::map<std::string, std::string>& known) {
  return filled(html, known, true);
}

std::string html_of_text(std::string_view text) {
  std::string html = "<p>";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') continue;
    if (text[i] != '\n') {
      html += mail::escaped(text.substr(i, 1));
      continue;
    }
    const bool is_paragraph = i + 1 < text.size() && text[i + 1] == '\n';
    html += is_paragraph ? "</p><p>" : "<br>";
    while (is_paragraph && i + 1 < text.size() && text[i + 1] == '\n')
      ++i;
  }
  return html + "</p>";
}

WrittenBody body_of(const Written& written) {
  WrittenBody body;
  const mail::Sanitised own =
      mail::sanitise(written.html.empty() ? html_of_text(written.text) : written.html);
  body.own_text = mail::readable_text(own.html);
  body.content_ids = own.content_ids;
  body.html = own.html;
  body.text = body.own_text;
  if (!written.signature.empty()) {
    body.html += "<div>-- <br>" + html_of_text(written.signature) + "</div>";
    body.text += "\n\n-- \n" + written.signature;
  }
  if (written.quoted && written.quoted->forwarded) {
    const std::string before = forwarded_head(*written.quoted, written.is_chinese);
    const mail::Sanitised quoted = mail::sanitise(written.quoted->html);
    body.html += html_of_text(before) + quoted.html;
    body.content_ids.insert(body.content_ids.end(), quoted.content_ids.begin(), quoted.content_ids.end());
    body.text += "\n\n" + before + "\n\n" + mail::readable_text(quoted.html);
  } else if (written.quoted) {
    const std::string before = said_before(*written.quoted, written.is_chinese);
    const mail::Sanitised quoted = mail::sanitise(written.quoted->html);
    body.html +=
        "<p>" + mail::escaped(before) + "</p><blockquote type=\"cite\">" + quoted.html + "</blockquote>";
    body.content_ids.insert(body.content_ids.end(), quoted.content_ids.begin(), quoted.content_ids.end());
    body.text += "\n\n" + before + "\n" + mail::readable_text("<blockquote>" + quoted.html + "</blockquote>");
  }
  body.html =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>" + body.html + "</body></html>";
  return body;
}

std::string answer_subject(const std::string& subject) {
  std::string_view left = without_blanks_before(subject);
  while (const auto behind = behind_answer_word(left))
    left = without_blanks_before(*behind);
  return "Re: " + std::string(left);
}

std::string forward_subject(const std::string& subject) {
  const std::string_view left = without_blanks_before(subject);
  const bool is_forward = left.size() >= 4 && (left[0] == 'F' || left[0] == 'f') &&
                          (left.substr(1, 3) == "wd:" || left.substr(1, 3) == "WD:");
  return (is_forward ? "" : "Fwd: ") + std::string(left);
}

std::vector<std::string> answer_references(std::vector<std::string> references,
                                           const std::vector<std::string>& in_reply_to,
                                           const std::string& message_id) {
  if (references.empty() && in_reply_to.size() == 1) references = in_reply_to;
  if (!message_id.empty()) references.push_back(message_id);
  if (references.size() > references_max)
    references.erase(references.begin() + 1,
                     references.end() - static_cast<std::ptrdiff_t>(references_max - 1));
  return references;
}

std::string dated(std::string bytes, Instant at) {
  const std::size_t end_of_header = bytes.find("\r\n\r\n");
  std::size_t begin = bytes.starts_with("Date: ") ? 0 : bytes.find("\r\nDate: ");
  if (begin == std::string::npos || begin > end_of_header) return bytes;
  if (begin > 0) begin += 2;
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(at.us)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  const std::string line = fmt::format(
      "Date: {}, {} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  std::size_t end = bytes.find("\r\n", begin);
  // A folded field goes on behind a blank.
  while (end + 2 < bytes.size() && (bytes[end + 2] == ' ' || bytes[end + 2] == '\t'))
    end = bytes.find("\r\n", end + 2);
  return bytes.replace(begin, end - begin, line);
}

}  // namespace rapport::email
