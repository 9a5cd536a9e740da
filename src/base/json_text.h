// A string as JSON text, for the few places that write a line of JSON without the contract (logs, problem
// documents).
#pragma once

#include <string>
#include <string_view>

namespace rapport {

// Appends `text` quoted and escaped. Bytes that are not UTF-8 become U+FFFD, so the result is always valid
// JSON.
void append_json_string(std::string& out, std::string_view text);

}  // namespace rapport
