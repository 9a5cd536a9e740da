#include "platform/mail/transport/imap_response.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/utf8.h"

namespace rapport::mail {
namespace {

constexpr std::size_t value_depth_max = 20;
constexpr std::size_t values_max = 2'000'000;

char upper_char(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

bool is_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return upper_char(a) == upper_char(b); });
}

class ImapReader {
 public:
  explicit ImapReader(std::string_view bytes) : rest_(bytes) {}

  std::string word() {
    skip_blanks();
    const std::size_t end = std::min(rest_.find_first_of(" \r\n"), rest_.size());
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return word;
  }

  // The values up to `closing` (0: the end); false when something does not fit.
  bool values(char closing, std::size_t depth, std::vector<ImapValue>& found) {
    if (depth > value_depth_max) return false;
    for (;;) {
      skip_blanks();
      if (rest_.empty()) return closing == 0;
      if (closing != 0 && rest_.front() == closing) {
        rest_.remove_prefix(1);
        return true;
      }
      if (++count_ > values_max || !value(closing, depth, found.emplace_back())) return false;
    }
  }

  bool is_next(char c) {
    skip_blanks();
    return !rest_.empty() && rest_.front() == c;
  }
  void skip(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }
  std::string_view rest() {
    skip_blanks();
    return rest_;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\r' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }

  bool value(char closing, std::size_t depth, ImapValue& found) {
    const char c = rest_.front();
    if (c == '(') {
      rest_.remove_prefix(1);
      found.kind = ImapValue::Kind::list;
      return values(')', depth + 1, found.items);
    }
    if (c == '"') return quoted(found);
    if (c == '{' || rest_.starts_with("~{")) return literal(found);
    return atom(closing, found);
  }

  bool quoted(ImapValue& found) {
    found.kind = ImapValue::Kind::string;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return true;
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      found.text += rest_[i];
    }
    return false;
  }

  bool literal(ImapValue& found) {
    found.kind = ImapValue::Kind::string;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return false;
    std::string_view line = rest_.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto size = announced_literal(line);
    if (!size || rest_.size() - end - 1 < *size) return false;
    found.text = rest_.substr(end + 1, *size);
    rest_.remove_prefix(end + 1 + *size);
    return true;
  }

  // "BODY[HEADER.FIELDS (TO)]<0>" is one: blanks and brackets within [] belong to it.
  bool atom(char closing, ImapValue& found) {
    std::size_t depth = 0, i = 0;
    for (; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (c == '\r' || c == '\n') break;
      if (c == '[') ++depth;
      if (c == ']' && depth == 0 && closing == ']') break;
      if (c == ']' && depth > 0) --depth;
      if (depth == 0 && (c == ' ' || c == '(' || c == ')' || c == '"')) break;
    }
    if (i == 0) return false;
    found.text = rest_.substr(0, i);
    if (is_word(found.text, "NIL")) found.kind = ImapValue::Kind::nil;
    rest_.remove_prefix(i);
    return true;
  }

  std::string_view rest_;
  std::size_t count_ = 0;
};

bool is_status(std::string_view word) {
  return is_word(word, "OK") || is_word(word, "NO") || is_word(word, "BAD") || is_word(word, "BYE") ||
         is_word(word, "PREAUTH");
}

struct NameConverterDone {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using NameConverter = std::unique_ptr<UConverter, NameConverterDone>;

}  // namespace

bool ImapValue::is_atom(std::string_view word) const {
  return kind == Kind::atom && is_word(text, word);
}

std::optional<std::uint64_t> ImapValue::number() const {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (kind != Kind::atom || read.ec != std::errc() || read.ptr != text.data() + text.size())
    return std::nullopt;
  return value;
}

bool ImapResponse::is(std::size_t index, std::string_view word) const {
  return index < values.size() && values[index].is_atom(word);
}

Result<ImapResponse> read_imap_response(std::string_view bytes) {
  const auto bad = [] {
    return fail(ErrorCode::unavailable, "bad_answer", "the server's answer is no IMAP");
  };
  ImapReader reader(bytes);
  ImapResponse response;
  response.tag = reader.word();
  if (response.tag.empty()) return bad();
  if (response.tag == "+") {
    response.text = reader.rest();
    return response;
  }
  ImapReader ahead = reader;
  const std::string first = ahead.word();
  if (!is_status(first)) {
    if (!reader.values(0, 0, response.values)) return bad();
    return response;
  }
  reader = ahead;
  response.values.push_back({ImapValue::Kind::atom, first, {}});
  if (reader.is_next('[')) {
    reader.skip(1);
    if (!reader.values(']', 0, response.code)) return bad();
  }
  response.text = reader.rest();
  return response;
}

std::optional<std::size_t> announced_literal(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  const std::size_t open = line.rfind('{');
  if (open == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(open + 1, line.size() - open - 2);
  if (digits.ends_with('+')) digits.remove_suffix(1);
  std::size_t size = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
    return std::nullopt;
  return size;
}

std::optional<std::string> imap_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) return std::nullopt;
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::optional<std::string> imap_folder_name(std::string_view utf8) {
  if (utf8.empty() || utf8.size() > 1'000 || !is_utf8(utf8)) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const NameConverter converter(ucnv_open("IMAP-mailbox-name", &error));
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string wire(utf8.size() * 4 + 16, '\0');
  const std::int32_t length =
      text.extract(wire.data(), static_cast<std::int32_t>(wire.size()), converter.get(), error);
  if (U_FAILURE(error) || length <= 0) return std::nullopt;
  wire.resize(static_cast<std::size_t>(length));
  return imap_quoted(wire);
}

std::string readable_folder_name(std::string_view wire) {
  UErrorCode error = U_ZERO_ERROR;
  const NameConverter converter(ucnv_open("IMAP-mailbox-name", &error));
  if (U_FAILURE(error)) return std::string(wire);
  const icu::UnicodeString text(wire.data(), static_cast<std::int32_t>(wire.size()), converter.get(), error);
  std::string utf8;
  if (U_FAILURE(error)) return std::string(wire);
  text.toUTF8String(utf8);
  return utf8;
}

}  // namespace rapport::mail
