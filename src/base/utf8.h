// UTF-8 by RFC 3629. Pure; for what a byte string may hold, not for what a text means (that is ICU's).
#pragma once

#include <cstddef>
#include <string_view>

namespace rapport {

// Bytes of the well-formed sequence at the front of `text`; 0 when there is none or `text` is empty.
std::size_t utf8_sequence_length(std::string_view text);

bool is_utf8(std::string_view text);

// The longest front of `text` that has at most `bytes_max` bytes and does not cut a sequence.
std::string_view utf8_front(std::string_view text, std::size_t bytes_max);

}  // namespace rapport
