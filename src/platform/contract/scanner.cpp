#include "platform/contract/scanner.h"

#include <fmt/format.h>

#include "platform/contract/characters.h"
#include "platform/contract/utf8.h"

namespace rapport::contract {
namespace {

void append_code_point(std::string& out, unsigned c) {
  const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace

bool Scanner::fail(const char* what) {
  if (!failed_) {
    failed_ = true;
    what_ = what;
    fault_at_ = static_cast<std::size_t>(at_ - begin_);
  }
  at_ = end_;
  return false;
}

std::string Scanner::fault() const {
  return fmt::format("malformed JSON at byte {}: {}", fault_at_, what_);
}

void Scanner::space() {
  while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t'))
    ++at_;
}

Token Scanner::peek() {
  space();
  if (failed_) return Token::wrong;
  if (at_ == end_) return Token::end;
  switch (*at_) {
    case '{':
      return Token::object;
    case '[':
      return Token::array;
    case '"':
      return Token::string;
    case 't':
    case 'f':
      return Token::boolean;
    case 'n':
      return Token::null;
    default:
      return *at_ == '-' || is_digit(*at_) ? Token::number : Token::wrong;
  }
}

bool Scanner::literal(std::string_view word) {
  if (static_cast<std::size_t>(end_ - at_) < word.size() || std::string_view(at_, word.size()) != word)
    return fail("expected a value");
  at_ += word.size();
  return true;
}

bool Scanner::null() {
  return literal("null");
}

bool Scanner::boolean(bool& value) {
  value = *at_ == 't';
  return literal(value ? "true" : "false");
}

bool Scanner::number(std::string_view& text, bool& is_integer) {
  const char* from = at_;
  is_integer = true;
  const auto digits = [this] {
    const char* first = at_;
    while (at_ < end_ && is_digit(*at_))
      ++at_;
    return at_ != first;
  };
  if (at_ < end_ && *at_ == '-') ++at_;
  if (at_ < end_ && *at_ == '0') {
    ++at_;
    if (at_ < end_ && is_digit(*at_)) return fail("a number with a leading zero");
  } else if (!digits()) {
    return fail("expected a digit");
  }
  if (at_ < end_ && *at_ == '.') {
    is_integer = false;
    ++at_;
    if (!digits()) return fail("expected a digit");
  }
  if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
    is_integer = false;
    ++at_;
    if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (!digits()) return fail("expected a digit");
  }
  text = since(from);
  return true;
}

bool Scanner::string(std::string_view& value) {
  const char* from = ++at_;
  while (at_ < end_) {
    at_ = plain_run_end(at_, end_);
    if (at_ == end_) break;
    if (*at_ == '"') {
      value = since(from);
      ++at_;
      return true;
    }
    if (*at_ == '\\') return escaped(from, value);
    const std::size_t length = utf8_sequence(at_, end_);
    if (length < 2) return fail(length == 0 ? "not UTF-8" : "a control character in a string");
    at_ += length;
    // Text in Chinese goes on as it began.
    while (at_ < end_ && static_cast<unsigned char>(*at_) >= 0xE1 && utf8_sequence(at_, end_) == 3)
      at_ += 3;
  }
  return fail("a string without end");
}

// The rest of a string whose first escape is at at_.
bool Scanner::escaped(const char* from, std::string_view& value) {
  buffer_.assign(from, at_);
  while (at_ < end_) {
    from = at_;
    at_ = plain_run_end(at_, end_);
    buffer_.append(from, at_);
    if (at_ == end_) break;
    if (*at_ == '"') {
      ++at_;
      value = buffer_;
      return true;
    }
    if (*at_ == '\\') {
      if (!escape()) return false;
      continue;
    }
    const std::size_t length = utf8_sequence(at_, end_);
    if (length < 2) return fail(length == 0 ? "not UTF-8" : "a control character in a string");
    buffer_.append(at_, length);
    at_ += length;
  }
  return fail("a string without end");
}

bool Scanner::escape() {
  if (end_ - at_ < 2) return fail("a string without end");
  const char c = at_[1];
  at_ += 2;
  switch (c) {
    case '"':
    case '\\':
    case '/':
      buffer_ += c;
      return true;
    case 'b':
      buffer_ += '\b';
      return true;
    case 'f':
      buffer_ += '\f';
      return true;
    case 'n':
      buffer_ += '\n';
      return true;
    case 'r':
      buffer_ += '\r';
      return true;
    case 't':
      buffer_ += '\t';
      return true;
    case 'u':
      break;
    default:
      return fail("an unknown escape");
  }
  unsigned unit = 0, low = 0;
  if (!unicode(unit)) return false;
  if (unit >= 0xDC00 && unit < 0xE000) return fail("half of a surrogate pair");
  if (unit >= 0xD800 && unit < 0xDC00) {
    if (end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u') return fail("half of a surrogate pair");
    at_ += 2;
    if (!unicode(low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) return fail("half of a surrogate pair");
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  append_code_point(buffer_, unit);
  return true;
}

bool Scanner::unicode(unsigned& unit) {
  if (end_ - at_ < 4) return fail("expected four hexadecimal digits");
  unit = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = *at_;
    const int digit = is_digit(c)              ? c - '0'
                      : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                      : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                               : -1;
    if (digit < 0) return fail("expected four hexadecimal digits");
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return true;
}

bool Scanner::enter() {
  if (depth_left_ == 0) return fail("nested too deep");
  --depth_left_;
  ++at_;
  return true;
}

bool Scanner::next_item(bool& is_first) {
  space();
  if (at_ < end_ && *at_ == ']') {
    ++at_;
    ++depth_left_;
    return false;
  }
  if (!is_first) {
    if (at_ == end_ || *at_ != ',') return fail("expected ',' or ']'");
    ++at_;
  }
  is_first = false;
  return !failed_;
}

bool Scanner::next_key(bool& is_first, std::string_view& key) {
  space();
  if (at_ < end_ && *at_ == '}') {
    ++at_;
    ++depth_left_;
    return false;
  }
  if (!is_first) {
    if (at_ == end_ || *at_ != ',') return fail("expected ',' or '}'");
    ++at_;
    space();
  }
  is_first = false;
  if (at_ == end_ || *at_ != '"') return fail("expected a member's name");
  if (!string(key)) return false;
  space();
  if (at_ == end_ || *at_ != ':') return fail("expected ':'");
  ++at_;
  return true;
}

bool Scanner::skip() {
  std::string_view text;
  bool flag = true;
  switch (peek()) {
    case Token::null:
      return null();
    case Token::boolean:
      return boolean(flag);
    case Token::number:
      return number(text, flag);
    case Token::string:
      return string(text);
    case Token::array:
      if (!enter()) return false;
      while (next_item(flag))
        if (!skip()) return false;
      return !failed_;
    case Token::object:
      if (!enter()) return false;
      while (next_key(flag, text))
        if (!skip()) return false;
      return !failed_;
    default:
      return fail("expected a value");
  }
}

bool Scanner::at_end() {
  space();
  return at_ == end_;
}

}  // namespace rapport::contract
