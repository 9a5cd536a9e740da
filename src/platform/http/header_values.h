// Reading of header values. Pure; all of it outside input, none of it can fail the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::http {

std::string lower_case(std::string_view text);    // ASCII
std::string_view trimmed(std::string_view text);  // without spaces and tabs at both ends

// "a, b ,c" -> {"a", "b", "c"}; empty members are left out (RFC 9110, 5.6.1).
std::vector<std::string_view> list_members(std::string_view value, char separator = ',');

// Cookie (RFC 6265, 5.4): the first of that name, "" when absent.
std::string cookie_value(std::string_view header, std::string_view name);

// Accept-Encoding (RFC 9110, 12.5.3): is `coding` wanted, i.e. named (or "*") with a weight above 0?
bool accepts_encoding(std::string_view header, std::string_view coding);

// If-None-Match (RFC 9110, 13.1.2), weak comparison.
bool matches_etag(std::string_view header, std::string_view etag);

struct ByteRange {
  enum class Kind { whole, part, unsatisfiable };
  Kind kind = Kind::whole;
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};

// Range (RFC 9110, 14.2) on a representation of `size` bytes. What we do not serve (several ranges, other
// units, nonsense) is ignored, as the RFC allows: `whole`.
ByteRange parse_range(std::string_view header, std::uint64_t size);

// A caller's X-Request-Id we are ready to repeat in logs and responses: [A-Za-z0-9._-]{8,64}.
bool is_request_id(std::string_view text);

// A header value that cannot end its line: control characters become spaces.
std::string safe_header_value(std::string_view value);

}  // namespace rapport::http
