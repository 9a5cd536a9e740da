#include "platform/contract/limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/contract/characters.h"
#include "platform/contract/instant_text.h"
#include "platform/contract/utf8.h"

namespace rapport::contract {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_blank_or_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

bool is_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

// Whether mail really arrives there only a mail can tell; this keeps out what certainly is none.
bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64) return false;
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  if (domain.empty() || domain.size() > 253 || domain.front() == '.' || domain.back() == '.') return false;
  if (domain.find("..") != std::string_view::npos) return false;
  if (std::any_of(text.begin(), text.end(), is_blank_or_control)) return false;
  return local.find('@') == std::string_view::npos &&
         domain.find_first_of("<>()[]\\,;:\"@") == std::string_view::npos;
}

bool is_uri(std::string_view text) {
  const std::size_t scheme = text.rfind("https://", 0) == 0 ? 8 : text.rfind("http://", 0) == 0 ? 7 : 0;
  if (scheme == 0 || text.size() == scheme || text[scheme] == '/') return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    return is_blank_or_control(c) || c == '"' || c == '<' || c == '>' || c == '\\';
  });
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), is_hex);
}

bool is_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':' || !is_digit(text[0]) || !is_digit(text[1]) || !is_digit(text[3]) ||
      !is_digit(text[4]))
    return false;
  return text == "24:00" || (text.substr(0, 2) < "24" && text[3] < '6');
}

bool is_language(std::string_view text) {
  std::size_t part = 0, length = 0;
  if (text.size() > 35) return false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '-') {
      if (part == 0 ? !is_letter(text[i]) : !(is_letter(text[i]) || is_digit(text[i]))) return false;
      ++length;
      continue;
    }
    if (length < (part == 0 ? 2U : 1U) || length > 8) return false;
    ++part;
    length = 0;
  }
  return true;
}

bool is_slug(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-' || text.find("--") != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; });
}

}  // namespace

bool has_format(Format format, std::string_view text) {
  switch (format) {
    case Format::none:
      return true;
    case Format::line:
      return is_line(text);
    case Format::email:
      return is_email(text);
    case Format::uri:
      return is_uri(text);
    case Format::colour:
      return is_colour(text);
    case Format::date:
      return is_date(text);
    case Format::time_of_day:
      return is_time_of_day(text);
    case Format::language:
      return is_language(text);
    case Format::slug:
      return is_slug(text);
  }
  return false;
}

std::string_view name_of_format(Format format) {
  switch (format) {
    case Format::none:
      break;
    case Format::line:
      return "one line of text";
    case Format::email:
      return "an email address";
    case Format::uri:
      return "an http or https address";
    case Format::colour:
      return "a colour like #1a2b3c";
    case Format::date:
      return "a date like 2026-12-25";
    case Format::time_of_day:
      return "a time of day like 09:30";
    case Format::language:
      return "a language like zh-CN";
    case Format::slug:
      return "lower case letters, digits and single hyphens";
  }
  return "text";
}

std::string broken_by_number(const FieldNotes& notes, double value) {
  if (notes.min && value < *notes.min) return fmt::format("expected at least {}, got {}", *notes.min, value);
  if (notes.max && value > *notes.max) return fmt::format("expected at most {}, got {}", *notes.max, value);
  return {};
}

std::string broken_by_text(const FieldNotes& notes, std::string_view text) {
  if (notes.min_length || notes.max_length) {
    const std::size_t length = code_points(text);
    if (notes.min_length && length < *notes.min_length)
      return fmt::format("expected at least {} characters, got {}", *notes.min_length, length);
    if (notes.max_length && length > *notes.max_length)
      return fmt::format("expected at most {} characters, got {}", *notes.max_length, length);
  }
  // An empty text is for min_length to refuse: forms send "" for what was not filled in.
  if (!text.empty() && !has_format(notes.format, text))
    return fmt::format("expected {}", name_of_format(notes.format));
  return {};
}

std::string broken_by_size(const FieldNotes& notes, std::size_t items) {
  if (notes.min_items && items < *notes.min_items)
    return fmt::format("expected at least {} items, got {}", *notes.min_items, items);
  if (notes.max_items && items > *notes.max_items)
    return fmt::format("expected at most {} items, got {}", *notes.max_items, items);
  return {};
}

}  // namespace rapport::contract
