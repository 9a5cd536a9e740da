#include "platform/mail/transport/smtp.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rapport::mail {
namespace {

constexpr std::size_t line_max = 8'000;
constexpr std::size_t lines_max = 200;
constexpr std::size_t text_max = 2'000;
constexpr std::size_t piece_bytes = 256 * 1'024;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// RFC 3463 at the front of the text: "5.1.1 ".
std::string_view status_at(std::string_view text) {
  if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.') return {};
  std::size_t end = 0;
  int dots = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.'))
    dots += text[end++] == '.' ? 1 : 0;
  return dots == 2 && is_digit(text[end - 1]) ? text.substr(0, end) : std::string_view();
}

bool is_path(const std::string& address) {
  return address.size() <= 254 && std::all_of(address.begin(), address.end(), [](char c) {
           return static_cast<unsigned char>(c) > ' ' && c != 0x7F && c != '<' && c != '>';
         });
}

// RFC 5321 4.5.2: a dot at the front of a line is doubled; lines end with CRLF, and so does the whole.
std::string stuffed(std::string_view bytes) {
  std::string wire;
  wire.reserve(bytes.size() + bytes.size() / 50 + 16);
  bool is_line_begin = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\r') continue;
    if (c == '\n') wire += '\r';
    if (c == '.' && is_line_begin) wire += '.';
    wire += c;
    is_line_begin = c == '\n';
  }
  if (!is_line_begin) wire += "\r\n";
  return wire + ".\r\n";
}

}  // namespace

SmtpAnswer read_smtp_answer(const std::vector<std::string>& lines) {
  SmtpAnswer answer;
  for (const std::string& line : lines) {
    if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) continue;
    answer.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    std::string_view text = std::string_view(line).substr(std::min<std::size_t>(4, line.size()));
    if (const std::string_view status = status_at(text); !status.empty()) {
      answer.status = status;
      text.remove_prefix(std::min(text.size(), status.size() + 1));
    }
    if (answer.text.size() + text.size() > text_max) continue;
    if (!answer.text.empty() && !text.empty()) answer.text += ' ';
    for (const char c : text)
      answer.text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return answer;
}

Result<SmtpAnswer> Smtp::answer() {
  std::vector<std::string> lines;
  for (;;) {
    auto line = connection_.line(line_max);
    if (!line) return tl::unexpected(line.error());
    const bool is_last = line->size() < 4 || (*line)[3] != '-';
    lines.push_back(std::move(*line));
    if (is_last) return read_smtp_answer(lines);
    if (lines.size() > lines_max)
      return fail(ErrorCode::too_large, "answer_too_large", connection_.where() + ": an answer without end");
  }
}

Result<SmtpAnswer> Smtp::ask(const std::string& line) {
  if (auto sent = connection_.send(line + "\r\n"); !sent) return tl::unexpected(sent.error());
  return answer();
}

// Once more after libcurl's: what the server can do is told to those who ask.
Result<void> Smtp::introduce(const std::string& own_name) {
  if (auto sent = connection_.send("EHLO " + own_name + "\r\n"); !sent) return sent;
  for (std::size_t i = 0; i < lines_max; ++i) {
    auto line = connection_.line(line_max);
    if (!line) return tl::unexpected(line.error());
    std::string word = line->substr(std::min<std::size_t>(4, line->size()));
    for (char& c : word)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (word == "8BITMIME") has_eight_bits_ = true;
    if (word.starts_with("SIZE ")) std::from_chars(word.data() + 5, word.data() + word.size(), size_max_);
    if (line->size() < 4 || (*line)[3] != '-') return {};
  }
  return fail(ErrorCode::too_large, "answer_too_large", connection_.where() + ": an answer without end");
}

Result<Smtp> Smtp::open(const MailServer& server, IsCancelled is_cancelled) {
  auto connection = Connection::open("smtp", server, std::move(is_cancelled));
  if (!connection) return tl::unexpected(connection.error());
  Smtp smtp(std::move(*connection));
  if (auto introduced = smtp.introduce(server.own_name); !introduced)
    return tl::unexpected(introduced.error());
  return smtp;
}

Result<Submitted> Smtp::submit(const Envelope& envelope, std::string_view bytes) {
  if (envelope.recipients.empty() || !is_path(envelope.from) ||
      !std::all_of(envelope.recipients.begin(), envelope.recipients.end(), is_path))
    return fail(ErrorCode::invalid, "bad_envelope",
                "expected recipients, and addresses as the wire takes them");
  if (size_max_ > 0 && bytes.size() > size_max_)
    return fail(ErrorCode::too_large, "mail_too_large",
                fmt::format("{}: takes mails of {} bytes at most, this one has {}", connection_.where(),
                            size_max_, bytes.size()));
  Submitted submitted;
  const bool is_eight =
      std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  auto from = ask(fmt::format("MAIL FROM:<{}>{}{}", envelope.from,
                              size_max_ > 0 ? fmt::format(" SIZE={}", bytes.size()) : "",
                              is_eight && has_eight_bits_ ? " BODY=8BITMIME" : ""));
  if (!from) return tl::unexpected(from.error());
  submitted.mail = *from;
  for (const std::string& address : envelope.recipients) {
    if (!from->is_accepted()) {
      submitted.recipients.push_back({address, *from});
      continue;
    }
    auto taken = ask(fmt::format("RCPT TO:<{}>", address));
    if (!taken) return tl::unexpected(taken.error());
    submitted.recipients.push_back({address, std::move(*taken)});
  }
  const auto reset = [this, &submitted]() -> Result<Submitted> {
    auto done = ask("RSET");
    if (!done) return tl::unexpected(done.error());
    return std::move(submitted);
  };
  const bool has_any = std::any_of(submitted.recipients.begin(), submitted.recipients.end(),
                                   [](const RecipientOutcome& one) { return one.answer.is_accepted(); });
  if (!has_any) return reset();
  auto data = ask("DATA");
  if (!data) return tl::unexpected(data.error());
  submitted.mail = *data;
  if (data->is_accepted()) submitted.mail.code = 0;  // an answer out of turn: nothing was sent
  if (data->code == 354) {
    const std::string wire = stuffed(bytes);
    for (std::size_t at = 0; at < wire.size(); at += piece_bytes)
      if (auto sent = connection_.send(std::string_view(wire).substr(at, piece_bytes)); !sent)
        return tl::unexpected(sent.error());
    auto done = answer();
    if (!done)
      return fail(ErrorCode::unavailable, "outcome_unknown",
                  done.error().detail + ", after the mail was sent whole");
    submitted.mail = std::move(*done);
  }
  // What was taken at RCPT is taken only with the mail itself.
  if (!submitted.mail.is_accepted())
    for (RecipientOutcome& one : submitted.recipients)
      if (one.answer.is_accepted()) one.answer = submitted.mail;
  if (data->code != 354) return reset();
  return submitted;
}

void Smtp::close() {
  (void)connection_.send("QUIT\r\n");
}

}  // namespace rapport::mail
