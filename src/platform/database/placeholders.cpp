#include "platform/database/placeholders.h"

#include <algorithm>
#include <vector>

namespace rapport::database {

namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Past the end of what starts at `at` and must be copied as it is; `at` itself when nothing does.
std::size_t end_of_verbatim(std::string_view query, std::size_t at) {
  const auto after = [&](std::string_view what, std::size_t from) {
    const std::size_t found = query.find(what, from);
    return found == std::string_view::npos ? query.size() : found + what.size();
  };
  if (query[at] == '\'' || query[at] == '"') return after(query.substr(at, 1), at + 1);
  if (query.substr(at, 2) == "--") return after("\n", at);
  if (query.substr(at, 2) == "::") return at + 2;
  return at;
}

}  // namespace

Numbered number_placeholders(std::string_view query, Engine engine) {
  Numbered result;
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < query.size();) {
    if (const std::size_t end = end_of_verbatim(query, at); end != at) {
      result.query += query.substr(at, end - at);
      at = end;
      continue;
    }
    std::size_t end = at + 1;
    while (query[at] == ':' && end < query.size() && is_name(query[end]))
      ++end;
    if (end == at + 1) {
      result.query += query[at++];
      continue;
    }
    const std::string_view name = query.substr(at + 1, end - at - 1);
    auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) known = names.insert(names.end(), name);
    result.query += engine == Engine::sqlite ? '?' : '$';
    result.query += std::to_string(known - names.begin() + 1);
    at = end;
  }
  result.parameter_count = names.size();
  return result;
}

}  // namespace rapport::database
