#include "platform/mail/mime/authentication.h"

#include "platform/mail/mime/charset.h"

namespace rapport::mail {
namespace {

constexpr std::size_t results_max = 50;

// Without comments, which may nest and hold anything.
std::string without_comments(std::string_view text) {
  std::string kept;
  int depth = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      if (depth == 0) kept += text[i + 1];
      ++i;
      continue;
    }
    if (c == '"' && depth == 0) {
      is_quoted = !is_quoted;
      continue;
    }
    if (c == '(' && !is_quoted) ++depth;
    if (depth == 0) kept += is_quoted && (c == ';' || c == '=') ? '_' : c;
    if (c == ')' && !is_quoted && depth > 0) --depth;
  }
  return kept;
}

std::string_view next_word(std::string_view& rest) {
  const std::size_t begin = std::min(rest.find_first_not_of(" \t"), rest.size());
  const std::size_t end = std::min(rest.find_first_of(" \t", begin), rest.size());
  const std::string_view word = rest.substr(begin, end - begin);
  rest.remove_prefix(end);
  return word;
}

bool is_domain_property(std::string_view name) {
  return name == "header.d" || name == "header.from" || name == "smtp.mailfrom" || name == "smtp.helo" ||
         name == "header.i";
}

// "dkim=pass header.d=example.com": one method's result.
std::optional<AuthenticationResult> read_result(std::string_view text) {
  const std::string_view first = next_word(text);
  const std::size_t equals = first.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  AuthenticationResult result;
  result.method = lower(first.substr(0, first.find_first_of("/=")));
  result.result = lower(first.substr(equals + 1));
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    const std::size_t at = word.find('=');
    if (at == std::string_view::npos || !is_domain_property(lower(word.substr(0, at)))) continue;
    result.about = plain_line(to_utf8(word.substr(at + 1), "utf-8").text);
    break;
  }
  return result;
}

}  // namespace

std::optional<Authentication> read_authentication(const Header& header, std::string_view authserv_id) {
  if (authserv_id.empty()) return std::nullopt;
  for (const Field& field : header.fields) {
    if (field.name != "authentication-results") continue;
    const std::string text = without_comments(unfolded(field.value));
    std::string_view rest = text;
    std::string_view head = rest.substr(0, rest.find(';'));
    if (lower(next_word(head)) != lower(authserv_id)) continue;
    Authentication read;
    read.server = lower(authserv_id);
    while (rest.find(';') != std::string_view::npos && read.results.size() < results_max) {
      rest.remove_prefix(rest.find(';') + 1);
      if (auto result = read_result(rest.substr(0, rest.find(';'))))
        read.results.push_back(std::move(*result));
    }
    return read;
  }
  return std::nullopt;
}

}  // namespace rapport::mail
