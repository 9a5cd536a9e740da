// Content-Transfer-Encoding (RFC 2045) undone, and base64. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport::mail {

// `encoding` as in the header ("Base64", "" for none). Nothing: nobody knows this encoding. What is damaged
// is decoded as far as it goes.
std::optional<std::string> decoded_content(std::string_view bytes, std::string_view encoding);

std::string base64_bytes(std::string_view text);  // forgiving: whatever is no digit is passed over
std::string base64_text(std::string_view bytes);  // in one line, padded

}  // namespace rapport::mail
