// Walking over UTF-8 of any origin, one character at a time.
#pragma once

#include <unicode/utf8.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::text {

// The character at `at`, which moves behind it; -1 for a byte that is no UTF-8.
inline std::int32_t next_character(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  auto index = static_cast<std::int64_t>(at);
  UChar32 character = 0;
  U8_NEXT(bytes, index, length, character);
  at = static_cast<std::size_t>(index);
  return character;
}

inline void append_character(std::string& out, char32_t character) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(character));
  out.append(bytes, static_cast<std::size_t>(length));
}

inline bool is_ascii(std::string_view text) {
  for (const char byte : text)
    if (static_cast<unsigned char>(byte) >= 0x80) return false;
  return true;
}

}  // namespace rapport::text
