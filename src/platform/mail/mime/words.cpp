#include "platform/mail/mime/words.h"

#include <optional>
#include <vector>

#include "platform/mail/mime/charset.h"
#include "platform/mail/mime/content.h"

namespace rapport::mail {
namespace {

constexpr std::size_t charset_max = 60;
constexpr std::size_t word_max = 4'000;  // bytes; RFC 2047 says 75, and a few write a whole subject into one

struct Word {
  std::string_view charset;
  char encoding = 'B';
  std::string_view text;
  std::size_t length = 0;  // of all of it
};

// The encoded word that `rest` begins with.
std::optional<Word> word_at(std::string_view rest) {
  if (!rest.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = rest.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end == 2 || charset_end > 2 + charset_max)
    return std::nullopt;
  if (charset_end + 2 >= rest.size() || rest[charset_end + 2] != '?') return std::nullopt;
  Word word;
  word.charset = rest.substr(2, charset_end - 2);
  word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231: the language
  for (const char c : word.charset)
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F) return std::nullopt;
  const char encoding = rest[charset_end + 1];
  word.encoding = encoding == 'b' ? 'B' : encoding == 'q' ? 'Q' : encoding;
  if (word.encoding != 'B' && word.encoding != 'Q') return std::nullopt;
  const std::size_t begin = charset_end + 3;
  const std::size_t end = rest.substr(0, word_max).find("?=", begin);
  if (end == std::string_view::npos) return std::nullopt;
  word.text = rest.substr(begin, end - begin);
  word.length = end + 2;
  return word;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string q_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      bytes += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      bytes += text[i] == '_' ? ' ' : text[i];
    }
  }
  return bytes;
}

std::size_t blanks(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && (text[n] == ' ' || text[n] == '\t' || text[n] == '\r' || text[n] == '\n'))
    ++n;
  return n;
}

bool is_same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  return true;
}

// Calls text(piece) for what stands between and word(utf8) for each run of encoded words.
template <class Text, class WordFound>
void walk(std::string_view field, std::string_view hint, const Text& text, const WordFound& word_found) {
  std::size_t begin = 0, at = 0;
  while (at < field.size()) {
    at = field.find("=?", at);
    if (at == std::string_view::npos) break;
    auto word = word_at(field.substr(at));
    if (!word) {
      at += 2;
      continue;
    }
    text(field.substr(begin, at - begin));
    std::string decoded;
    while (word) {
      // Words of one charset that follow each other are one text: some cut a character in two.
      const std::string_view charset = word->charset;
      std::string bytes;
      while (word && is_same(word->charset, charset)) {
        bytes += word->encoding == 'B' ? base64_bytes(word->text) : q_bytes(word->text);
        at += word->length;
        const std::size_t between = blanks(field.substr(at));
        word = word_at(field.substr(at + between));
        if (word) at += between;
      }
      decoded += to_utf8(bytes, charset, hint).text;
    }
    word_found(decoded);
    begin = at;
  }
  text(field.substr(begin));
}

}  // namespace

std::string decoded_words(std::string_view field, std::string_view hint) {
  std::string all;
  walk(
      field, hint, [&](std::string_view piece) { all += to_utf8(piece, "utf-8", hint).text; },
      [&](const std::string& word) { all += word; });
  return plain_line(all);
}

std::string words_in_utf8(std::string_view field, std::string_view hint) {
  std::string all;
  walk(
      field, hint,
      [&](std::string_view piece) {
        for (const char c : to_utf8(piece, "utf-8", hint).text)
          all += c == '\0' || c == '\r' || c == '\n' ? ' ' : c;
      },
      [&](const std::string& word) { all += "=?utf-8?B?" + base64_text(plain_line(word)) + "?="; });
  return all;
}

}  // namespace rapport::mail
