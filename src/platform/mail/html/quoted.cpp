#include "platform/mail/html/quoted.h"

#include <algorithm>
#include <array>
#include <vector>

namespace rapport::mail {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t introduction_max = 600;  // bytes; longer is a paragraph
constexpr std::size_t lines_max = 100'000;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    // The last one takes what is left: nothing of a text is lost.
    const std::size_t end =
        lines.size() + 1 < lines_max ? std::min(text.find('\n'), text.size()) : text.size();
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view bare_line(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '*'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '*'))
    text.remove_suffix(1);
  return text;
}

bool is_quoted_line(std::string_view line) {
  while (line.starts_with(' '))
    line.remove_prefix(1);
  return line.starts_with('>') || line.starts_with("\xEF\xBC\x9E");  // ＞
}

std::string joined_lines(const Lines& lines, std::size_t begin, std::size_t end) {
  while (begin < end && bare_line(lines[begin]).empty())
    ++begin;
  while (end > begin && bare_line(lines[end - 1]).empty())
    --end;
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) text += '\n';
    text += lines[i];
  }
  return text;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// "On Tue, 3 Mar 2026 at 10:00, Ada <ada@example.com> wrote:", in the languages that mail programs speak.
bool is_introduction(std::string_view text) {
  text = bare_line(text);
  if (text.empty() || text.size() > introduction_max) return false;
  const bool ends = text.ends_with(':') || text.ends_with("：");
  if (!ends || !has_digit(text)) return false;
  if (text.starts_with("On ") && has_any(text, {"wrote"})) return true;
  if (has_any(text, {"写道", "寫道"})) return true;
  return (text.starts_with("Am ") && has_any(text, {"schrieb"})) ||
         (text.starts_with("Le ") && has_any(text, {"écrit"})) ||
         (text.starts_with("El ") && has_any(text, {"escribió"})) ||
         (text.starts_with("Il ") && has_any(text, {"scritto"})) ||
         (text.starts_with("Em ") && has_any(text, {"escreveu"})) ||
         (text.starts_with("Op ") && has_any(text, {"schreef"})) ||
         has_any(text, {"さんは書きました", "のメッセージ", "님이 작성"});
}

// "-----Original Message-----", "---- 原始邮件 ----" and their like.
bool is_separator(std::string_view text) {
  text = bare_line(text);
  if (text.size() > 120 || !(text.starts_with("--") || text.starts_with("__"))) return false;
  if (text.find_first_not_of('_') == std::string_view::npos) return text.size() >= 20;
  return has_any(text, {"Original Message", "Original message", "Forwarded message", "Forwarded Message",
                        "原始邮件", "原郵件", "原始郵件", "回复的原邮件", "转发邮件", "轉寄郵件",
                        "Ursprüngliche Nachricht", "Message d'origine", "Replied Message"});
}

// Which line of a block as Outlook writes it: "From: ...", "发件人：...". 0: none.
int block_field(std::string_view text) {
  text = bare_line(text);
  struct Start {
    std::string_view word;
    int field;
  };
  static constexpr std::array starts = {
      Start{"From", 1},     Start{"发件人", 1},   Start{"寄件者", 1},   Start{"寄件人", 1},
      Start{"Von", 1},      Start{"De", 1},       Start{"Sent", 2},     Start{"Date", 2},
      Start{"发送时间", 2}, Start{"发送日期", 2}, Start{"日期", 2},     Start{"時間", 2},
      Start{"时间", 2},     Start{"寄件日期", 2}, Start{"傳送時間", 2}, Start{"Gesendet", 2},
      Start{"Envoyé", 2},   Start{"To", 3},       Start{"收件人", 3},   Start{"收件者", 3},
      Start{"An", 3},       Start{"À", 3},        Start{"Subject", 4},  Start{"主题", 4},
      Start{"主旨", 4},     Start{"Betreff", 4},  Start{"Objet", 4},
  };
  for (const Start& start : starts) {
    if (!text.starts_with(start.word)) continue;
    std::string_view rest = text.substr(start.word.size());
    while (rest.starts_with('*') || rest.starts_with(' '))
      rest.remove_prefix(1);
    if (rest.starts_with(':') || rest.starts_with("：")) return start.field;
  }
  return 0;
}

// From, and two others of the block within the next lines.
bool is_block(const Lines& lines, std::size_t at) {
  if (block_field(lines[at]) != 1) return false;
  std::array<bool, 5> has = {};
  for (std::size_t i = at; i < lines.size() && i < at + 8; ++i)
    has[static_cast<std::size_t>(block_field(lines[i]))] = true;
  return static_cast<int>(has[2]) + static_cast<int>(has[3]) + static_cast<int>(has[4]) >= 2;
}

bool is_introduction_at(const Lines& lines, std::size_t at, std::size_t& length) {
  std::string text;
  // Programs break long introductions: up to three lines.
  for (length = 1; length <= 3 && at + length <= lines.size(); ++length) {
    const std::string_view line = bare_line(lines[at + length - 1]);
    if (line.empty() || is_quoted_line(line)) return false;
    text += (text.empty() ? "" : " ") + std::string(line);
    if (is_introduction(text)) return true;
  }
  return false;
}

// Where what is quoted begins; lines.size() when nothing is.
std::size_t quote_begin(const Lines& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t length = 0;
    if (is_separator(lines[i]) || is_block(lines, i)) return i;
    if (is_introduction_at(lines, i, length)) {
      // Answers between the quoted lines are not to be hidden: then what is quoted must go on to the end.
      std::size_t next = i + length;
      while (next < lines.size() && bare_line(lines[next]).empty())
        ++next;
      if (next >= lines.size() || !is_quoted_line(lines[next])) return i;
      const bool all =
          std::all_of(lines.begin() + static_cast<std::ptrdiff_t>(next), lines.end(),
                      [](std::string_view line) { return is_quoted_line(line) || bare_line(line).empty(); });
      return all ? i : lines.size();
    }
  }
  // Quoted lines at the end, without an introduction.
  std::size_t begin = lines.size();
  while (begin > 0 && (is_quoted_line(lines[begin - 1]) || bare_line(lines[begin - 1]).empty()))
    --begin;
  while (begin < lines.size() && !is_quoted_line(lines[begin]))
    ++begin;
  return begin;
}

}  // namespace

Reply split_reply(std::string_view text) {
  const Lines lines = lines_of(text);
  std::size_t quote = quote_begin(lines);
  std::size_t end = quote;
  std::size_t signature_end = quote;
  // "-- ", which some programs trim; the last one before what is quoted.
  std::size_t signature = quote;
  for (std::size_t i = quote; i-- > 0 && quote - i < 30;)
    if (lines[i] == "-- " || lines[i] == "--") {
      signature = i;
      break;
    }
  Reply reply;
  if (signature < quote) {
    end = signature;
    reply.signature = joined_lines(lines, signature + 1, signature_end);
  }
  reply.fresh = joined_lines(lines, 0, end);
  reply.quoted = joined_lines(lines, quote, lines.size());
  return reply;
}

}  // namespace rapport::mail
