#include "channels/voice/sip/text.h"

#include <algorithm>
#include <charconv>

namespace rapport::sip {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}
int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_escaped(std::string_view text, std::string_view also_plain) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_alphanumeric(c) || also_plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return out;
}

std::string quoted_text(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string unquoted_text(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return one_line(text);
  std::string out;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return one_line(out);
}

std::string escaped_user(std::string_view user) {
  return percent_escaped(user, "-_.!~*'()&=+$,;?/");
}

std::string escaped_header(std::string_view text) {
  return percent_escaped(text, "-_.!~*'()[]/?:+$");
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() && text[i] == '%' ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

bool is_plain_uri(std::string_view uri) {
  return !uri.empty() && std::all_of(uri.begin(), uri.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '<' && c != '>' && c != '"';
  });
}

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "-.!%*_+`'~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
  });
}

std::optional<std::uint32_t> number_in(std::string_view text, std::uint32_t most) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > most)
    return std::nullopt;
  return value;
}

std::optional<std::string> parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    const auto start = parameters.find(';');
    if (start == std::string_view::npos) return std::nullopt;
    parameters.remove_prefix(start + 1);
    std::size_t end = 0;
    for (bool is_quoted = false; end < parameters.size(); ++end) {
      const char c = parameters[end];
      if (is_quoted && c == '\\') ++end;
      if (c == '"') is_quoted = !is_quoted;
      if (c == ';' && !is_quoted) break;
    }
    const std::string_view item = parameters.substr(0, std::min(end, parameters.size()));
    const auto equals = item.find('=');
    if (equals_ignoring_case(trimmed(item.substr(0, equals)), name))
      return equals == std::string_view::npos ? std::string() : unquoted_text(item.substr(equals + 1));
    parameters.remove_prefix(item.size());
  }
  return std::nullopt;
}

std::vector<std::string_view> list_items(std::string_view value) {
  std::vector<std::string_view> items;
  std::size_t start = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size()) {
      if (is_quoted && value[i] == '\\') {
        ++i;
        continue;
      }
      if (value[i] == '"') is_quoted = !is_quoted;
      if (value[i] != ',' || is_quoted) continue;
    }
    const auto item = trimmed(value.substr(std::min(start, value.size()),
                                           std::min(i, value.size()) - std::min(start, value.size())));
    if (!item.empty()) items.push_back(item);
    start = i + 1;
  }
  return items;
}

}  // namespace rapport::sip
