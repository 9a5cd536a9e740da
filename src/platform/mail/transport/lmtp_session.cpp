#include "platform/mail/transport/lmtp_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace rapport::mail {
namespace {

constexpr std::size_t command_bytes_max = 4'096;
constexpr std::size_t failures_max = 50;

std::string upper_word(std::string_view line) {
  std::string word(line.substr(0, line.find(' ')));
  for (char& c : word)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return word;
}

// Between the brackets of "FROM:<ada@example.com> SIZE=5", without a source route; nothing: not so written.
std::optional<std::string> path_in(std::string_view parameters) {
  const auto from = parameters.find('<'), to = parameters.find('>');
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return std::nullopt;
  std::string path(parameters.substr(from + 1, to - from - 1));
  if (path.starts_with('@'))
    if (const auto colon = path.find(':'); colon != std::string::npos) path.erase(0, colon + 1);
  return path;
}

std::string answer_line(const SmtpAnswer& answer) {
  std::string text = answer.text;
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c > '~'; }, ' ');
  return fmt::format("{} {}{}{}\r\n", answer.code, answer.status, answer.status.empty() ? "" : " ", text);
}

}  // namespace

std::string LmtpSession::greeting() const {
  return "220 " + options_.own_name + " LMTP\r\n";
}

void LmtpSession::reset() {
  has_sender_ = is_in_data_ = false;
  recipients_.clear();
  data_.clear();
  data_size_ = 0;
}

std::string LmtpSession::feed(std::string& buffer) {
  std::string out;
  while (!has_ended_) {
    if (is_in_data_) {
      out += take_data(buffer);
      if (is_in_data_) return out;
      continue;
    }
    const auto end = buffer.find('\n');
    if (end == std::string::npos) {
      if (buffer.size() > command_bytes_max) {
        has_ended_ = true;
        out += "500 5.5.2 this line is too long\r\n";
      }
      return out;
    }
    std::string line = buffer.substr(0, end);
    buffer.erase(0, end + 1);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::string answer = command(line);
    if (answer.starts_with('5') && ++failures_ > failures_max) has_ended_ = true;
    out += answer;
  }
  return out;
}

std::string LmtpSession::command(std::string_view line) {
  const std::string word = upper_word(line);
  const std::string_view parameters =
      line.size() > word.size() ? line.substr(word.size() + 1) : std::string_view();
  if (word == "LHLO") {
    is_greeted_ = true;
    reset();
    return fmt::format(
        "250-{}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 SIZE {}\r\n",
        options_.own_name, options_.bytes_max);
  }
  if (word == "QUIT") {
    has_ended_ = true;
    return "221 2.0.0 bye\r\n";
  }
  if (word == "NOOP") return "250 2.0.0 OK\r\n";
  if (word == "VRFY") return "252 2.5.0 send it and see\r\n";
  if (word == "RSET") {
    reset();
    return "250 2.0.0 OK\r\n";
  }
  if (word == "HELO" || word == "EHLO") return "500 5.5.1 this is LMTP: LHLO\r\n";
  if (word != "MAIL" && word != "RCPT" && word != "DATA") return "500 5.5.2 unknown command\r\n";
  if (!is_greeted_) return "503 5.5.1 LHLO first\r\n";
  if (word == "MAIL") {
    if (has_sender_) return "503 5.5.1 one mail at a time\r\n";
    if (!path_in(parameters)) return "501 5.5.4 MAIL FROM:<address>\r\n";
    has_sender_ = true;
    return "250 2.1.0 OK\r\n";
  }
  if (word == "RCPT") return add_recipient(parameters);
  return begin_data();
}

std::string LmtpSession::add_recipient(std::string_view parameters) {
  if (!has_sender_) return "503 5.5.1 MAIL first\r\n";
  const auto path = path_in(parameters);
  if (!path || path->empty()) return "501 5.5.4 RCPT TO:<address>\r\n";
  if (recipients_.size() >= options_.recipients_max) return "452 4.5.3 too many recipients\r\n";
  const SmtpAnswer answer = handler_.recipient(*path);
  if (answer.is_accepted()) recipients_.push_back(*path);
  return answer_line(answer);
}

std::string LmtpSession::begin_data() {
  if (recipients_.empty()) return "503 5.5.1 no valid recipients\r\n";
  is_in_data_ = true;
  return "354 go ahead\r\n";
}

// Only CRLF . CRLF ends it: what others take for an end hides a second mail in the first.
std::string LmtpSession::take_data(std::string& buffer) {
  std::size_t at = 0;
  while (true) {
    const auto end = buffer.find("\r\n", at);
    if (end == std::string::npos) break;
    std::string_view line(buffer.data() + at, end - at);
    at = end + 2;
    if (line == ".") {
      buffer.erase(0, at);
      return finish_data();
    }
    if (line.starts_with('.')) line.remove_prefix(1);
    data_size_ += line.size() + 2;
    if (data_size_ > options_.bytes_max) {
      data_.clear();
      data_.shrink_to_fit();
    } else {
      data_.append(line).append("\r\n");
    }
  }
  buffer.erase(0, at);
  // A line without an end is not collected for ever.
  if (buffer.size() > options_.bytes_max) {
    data_size_ += buffer.size() - 1;
    buffer.erase(0, buffer.size() - 1);
    data_.clear();
  }
  return "";
}

std::string LmtpSession::finish_data() {
  const bool is_too_large = data_size_ > options_.bytes_max;
  const auto answers = handler_.take(recipients_, std::move(data_), is_too_large, data_size_);
  std::string out;
  for (const SmtpAnswer& answer : answers)
    out += answer_line(answer);
  data_ = {};
  reset();
  return out;
}

}  // namespace rapport::mail
