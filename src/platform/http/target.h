// The request target (RFC 9112, 3.2) as path segments and query. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::http {

struct Target {
  std::vector<std::string> segments;         // decoded: "/a/b%20c/" -> {"a", "b c", ""}, "/" -> {""}
  std::string path;                          // decoded, segments joined: "/a/b c/"
  std::map<std::string, std::string> query;  // decoded; of a repeated name the last one
};

// Accepts origin-form, absolute-form (what proxies send) and "*". Refuses (ErrorCode::invalid, "bad_target")
// broken percent-encoding, control characters, encoded slashes, bytes that are not UTF-8, and "." or ".."
// segments however written.
Result<Target> parse_target(std::string_view target);

// Empty when an escape is broken. In a query "+" is a space.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// For a value in a query or a form: all but RFC 3986's unreserved characters.
std::string percent_encoded(std::string_view text);

// "/a/b" -> {"a", "b"}, undecoded; what patterns and targets are compared by.
std::vector<std::string_view> path_segments(std::string_view path);

}  // namespace rapport::http
