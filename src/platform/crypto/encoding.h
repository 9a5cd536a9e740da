// Bytes as text. Pure. Bytes travel as std::string / std::string_view throughout this folder.
// Decoders take exactly what the encoders make: no white space, no padding where none is written, no spare
// bits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport::crypto {

std::string hex(std::string_view bytes);  // lower case
std::optional<std::string> from_hex(std::string_view text);

// RFC 4648 section 4, with padding: for headers that others read.
std::string base64(std::string_view bytes);

std::string base64url(std::string_view bytes);  // RFC 4648 section 5, without padding
std::optional<std::string> from_base64url(std::string_view text);

std::string base32(std::string_view bytes);  // RFC 4648 section 6, without padding
// Lower case, blanks and padding are accepted: people type these.
std::optional<std::string> from_base32(std::string_view text);

}  // namespace rapport::crypto
