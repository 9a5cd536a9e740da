#include "platform/files/download_name.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "platform/files/content_type.h"

namespace rapport::files {

namespace {

// Cc and Cs are noise; Cf turns "gpj.exe" around (U+202E) or hides; Zl and Zp break lines.
bool is_hidden(UChar32 c) {
  return ((U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CN_MASK | U_GC_CO_MASK | U_GC_ZL_MASK |
           U_GC_ZP_MASK) &
          U_GET_GC_MASK(c)) != 0;
}

std::string visible(std::string_view name) {
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(name.size(), 4'096));
  const auto all = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), length));
  icu::UnicodeString kept;
  for (std::int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1)) {
    const UChar32 c = all.char32At(at);
    if (c == 0xfffd || is_hidden(c)) continue;  // U+FFFD: what was not UTF-8
    const bool is_refused =
        c < 128 && std::string_view("\\/:*?\"<>|").find(static_cast<char>(c)) != std::string_view::npos;
    kept.append(is_refused ? UChar32{'_'} : c);
  }
  std::string result;
  kept.toUTF8String(result);
  return result;
}

// At most `most` bytes, cut between characters.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
    --most;
  return text.substr(0, most);
}

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

// For the few clients without RFC 8187: what is not ASCII becomes one '_' a character.
std::string ascii(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128)
      result += c == '%' ? '_' : c;  // some clients decode %XX here
    else if ((byte & 0xc0) == 0xc0)
      result += '_';
  }
  return result;
}

}  // namespace

std::string safe_name(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string clean = visible(name);
  const auto begin = clean.find_first_not_of(". ");
  if (begin == std::string::npos) return "file";
  const auto end = clean.find_last_not_of(". ");
  clean = clean.substr(begin, end - begin + 1);
  if (clean.size() <= name_bytes_max) return clean;
  const auto dot = clean.rfind('.');
  const std::string ending = dot != std::string::npos && clean.size() - dot <= 16 ? clean.substr(dot) : "";
  std::string_view stem = cut(clean, name_bytes_max - ending.size());
  stem = stem.substr(0, stem.find_last_not_of(". ") + 1);
  return std::string(stem) + ending;
}

std::string content_disposition(std::string_view name, std::string_view type) {
  const std::string safe = safe_name(name);
  return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}",
                     is_shown_inline(type) ? "inline" : "attachment", ascii(safe), percent_encoded(safe));
}

}  // namespace rapport::files
