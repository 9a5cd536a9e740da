#include "platform/http/target.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace rapport::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_control_character(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  return false;
}

tl::unexpected<Error> bad_target(std::string where, std::string what) {
  return fail(ErrorCode::invalid, "bad_target",
              "The request target is not valid: " + what + " in the " + where + ".",
              {{std::move(where), std::move(what)}});
}

// "http://host:1/a?b" -> "/a?b"; anything else as it is.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t end = target.find_first_of("/?", scheme.size());
    return end == std::string_view::npos ? std::string_view("/") : target.substr(end);
  }
  return target;
}

Result<void> parse_query(std::string_view text, std::map<std::string, std::string>& out) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = percent_decoded(pair.substr(0, equals), true);
    const auto value = percent_decoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return bad_target("query", "broken percent-encoding");
    if (!is_utf8(*name) || !is_utf8(*value)) return bad_target("query", "bytes that are not UTF-8");
    if (has_control_character(*name) || value->find('\0') != std::string::npos)
      return bad_target("query", "a control character");
    out[*name] = *value;
  }
  return {};
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' ||
                          byte == '~';
    if (is_plain)
      out += each;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

std::vector<std::string_view> path_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

Result<Target> parse_target(std::string_view text) {
  Target target;
  if (text == "*") {
    target.path = "*";
    target.segments = {"*"};
    return target;
  }
  text = origin_form(text);
  text = text.substr(0, text.find('#'));
  const std::size_t question = text.find('?');
  const std::string_view path = question == 0 ? std::string_view("/") : text.substr(0, question);
  if (!path.starts_with('/')) return bad_target("path", "no leading slash");
  for (const std::string_view raw : path_segments(path)) {
    auto segment = percent_decoded(raw, false);
    if (!segment) return bad_target("path", "broken percent-encoding");
    if (has_control_character(*segment)) return bad_target("path", "a control character");
    if (!is_utf8(*segment)) return bad_target("path", "bytes that are not UTF-8");
    if (segment->find('/') != std::string::npos) return bad_target("path", "an encoded slash");
    if (*segment == "." || *segment == "..") return bad_target("path", "a dot segment");
    target.path += '/';
    target.path += *segment;
    target.segments.push_back(std::move(*segment));
  }
  if (question != std::string_view::npos)
    if (auto parsed = parse_query(text.substr(question + 1), target.query); !parsed)
      return tl::unexpected<Error>(std::move(parsed.error()));
  return target;
}

}  // namespace rapport::http
