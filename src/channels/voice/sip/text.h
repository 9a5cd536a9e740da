// Texts that go into SIP messages, made safe, and parts of header values, taken out. Pure; no libre.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::sip {

bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string_view trimmed(std::string_view text);

// Without control characters, so that nothing can start a line of its own.
std::string one_line(std::string_view text);
// For use inside a quoted string: one line, with \ and " escaped.
std::string quoted_text(std::string_view text);
std::string unquoted_text(std::string_view text);  // the other way; also takes text that is not quoted
// The user part of a SIP URI, escaped as RFC 3261 section 25.1 wants it; and back.
std::string escaped_user(std::string_view user);
std::string unescaped(std::string_view text);
// Any text as a value of a header in a URI (Refer-To's Replaces).
std::string escaped_header(std::string_view text);

// No blanks, controls, quotes or angle brackets: can stand in a start line and between < and >.
bool is_plain_uri(std::string_view uri);
// Header and method names, tags, branch: RFC 3261 token.
bool is_token(std::string_view text);

// A whole number of digits only, at most `most`.
std::optional<std::uint32_t> number_in(std::string_view text, std::uint32_t most = 0xFFFFFFFFu);

// ";name=value;flag": the value of a parameter ("" for a flag). Quoted values come without their quotes.
std::optional<std::string> parameter(std::string_view parameters, std::string_view name);

// "a, b ,c" outside quotes, trimmed; empty items are dropped.
std::vector<std::string_view> list_items(std::string_view value);

}  // namespace rapport::sip
