// A JSON string literal.
#pragma once

#include <string>
#include <string_view>

namespace rapport::contract {

// Appends "…" with its quotes; what is not UTF-8 becomes U+FFFD.
void quote_to(std::string& out, std::string_view text);
std::string quote(std::string_view text);

}  // namespace rapport::contract
