// Cutting SDP text into lines, words and numbers. Pure.
#pragma once

#include <charconv>
#include <string_view>

namespace rapport::sdp {

// The text up to the next LF, without CR; `text` keeps the rest.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// The next piece between `separator`s (several count as one); empty at the end.
inline std::string_view take_word(std::string_view& text, char separator = ' ') {
  while (!text.empty() && text.front() == separator)
    text.remove_prefix(1);
  const std::size_t end = text.find(separator);
  const std::string_view word = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  while (!text.empty() && text.front() == separator)
    text.remove_prefix(1);
  return word;
}

// The whole of `text` as a decimal number in the range of Number.
template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

}  // namespace rapport::sdp
