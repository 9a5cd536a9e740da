#include "platform/http/header_values.h"

#include <charconv>
#include <optional>

namespace rapport::http {
namespace {

bool is_zero_weight(std::string_view parameters) {
  for (const std::string_view parameter : list_members(parameters, ';')) {
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view without_weakness(std::string_view etag) {
  return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> list_members(std::string_view value, char separator) {
  std::vector<std::string_view> members;
  while (!value.empty()) {
    const std::size_t end = value.find(separator);
    const std::string_view member = trimmed(value.substr(0, end));
    if (!member.empty()) members.push_back(member);
    value = end == std::string_view::npos ? std::string_view() : value.substr(end + 1);
  }
  return members;
}

std::string cookie_value(std::string_view header, std::string_view name) {
  for (const std::string_view pair : list_members(header, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
    std::string_view value = trimmed(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return {};
}

bool accepts_encoding(std::string_view header, std::string_view coding) {
  bool is_accepted_by_star = false;
  for (const std::string_view member : list_members(header)) {
    const std::size_t semicolon = member.find(';');
    const std::string name = lower_case(trimmed(member.substr(0, semicolon)));
    const bool is_wanted =
        semicolon == std::string_view::npos || !is_zero_weight(member.substr(semicolon + 1));
    if (name == coding) return is_wanted;
    if (name == "*") is_accepted_by_star = is_wanted;
  }
  return is_accepted_by_star;
}

bool matches_etag(std::string_view header, std::string_view etag) {
  for (const std::string_view member : list_members(header))
    if (member == "*" || without_weakness(member) == without_weakness(etag)) return true;
  return false;
}

ByteRange parse_range(std::string_view header, std::uint64_t size) {
  const ByteRange whole{ByteRange::Kind::whole, 0, size};
  const ByteRange unsatisfiable{ByteRange::Kind::unsatisfiable, 0, 0};
  if (lower_case(header.substr(0, 6)) != "bytes=") return whole;
  const std::string_view range = trimmed(header.substr(6));
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return whole;
  const std::string_view first_text = trimmed(range.substr(0, dash)),
                         last_text = trimmed(range.substr(dash + 1));
  const auto first = number(first_text), last = number(last_text);
  if ((!first && !first_text.empty()) || (!last && !last_text.empty()) || (!first && !last)) return whole;
  if (!first) {  // the last N bytes
    if (*last == 0 || size == 0) return unsatisfiable;
    const std::uint64_t length = *last < size ? *last : size;
    return {ByteRange::Kind::part, size - length, length};
  }
  if (last && *last < *first) return whole;
  if (*first >= size) return unsatisfiable;
  const std::uint64_t end = last && *last < size - 1 ? *last + 1 : size;
  return {ByteRange::Kind::part, *first, end - *first};
}

bool is_request_id(std::string_view text) {
  if (text.size() < 8 || text.size() > 64) return false;
  for (const char c : text) {
    const bool is_sane = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         c == '.' || c == '_' || c == '-';
    if (!is_sane) return false;
  }
  return true;
}

std::string safe_header_value(std::string_view value) {
  std::string out(value);
  for (char& c : out)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) c = ' ';
  return out;
}

}  // namespace rapport::http
