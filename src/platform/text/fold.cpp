#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "platform/text/han.h"
#include "platform/text/text.h"
#include "platform/text/utf8_walk.h"

namespace rapport::text {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return lower;
}

// Bytes that are no UTF-8 as a space.
icu::UnicodeString wide(std::string_view text) {
  if (text.size() > 0x3FFFFFFF) text = text.substr(0, 0x3FFFFFFF);
  std::string valid;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (next_character(text, at) < 0)
      valid.push_back(' ');
    else
      valid.append(text.substr(begin, at - begin));
  }
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(valid.data(), static_cast<std::int32_t>(valid.size())));
}

// Latin letters with a stroke or joined, which Unicode does not take apart.
const char* plain_latin(UChar32 character) {
  switch (character) {
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
    case U'ð':
      return "d";
    case U'ħ':
      return "h";
    case U'ı':
      return "i";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'þ':
      return "th";
    default:
      return nullptr;
  }
}

bool is_latin(UChar32 character) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(character, &status) == USCRIPT_LATIN;
}

icu::UnicodeString without_latin_marks(const icu::UnicodeString& apart) {
  icu::UnicodeString plain;
  bool behind_latin = false;
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 character = apart.char32At(i);
    i += U16_LENGTH(character);
    const bool is_mark = u_charType(character) == U_NON_SPACING_MARK;
    if (is_mark && behind_latin) continue;
    if (!is_mark) behind_latin = is_latin(character);
    if (const char* letters = plain_latin(character))
      plain.append(icu::UnicodeString(letters));
    else
      plain.append(character);
  }
  return plain;
}

}  // namespace

std::string simplified(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const std::int32_t character = next_character(text, at);
    if (character >= 0x3400)
      append_character(out, HanTable::get().simplified(static_cast<char32_t>(character)));
    else
      out.append(text.substr(begin, at - begin));
  }
  return out;
}

std::string folded(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* together = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return lower_ascii(text);  // ICU without its data
  icu::UnicodeString folded = fold->normalize(wide(text), status);
  folded = without_latin_marks(apart->normalize(folded, status));
  std::string out;
  together->normalize(folded, status).toUTF8String(out);
  return simplified(out);
}

std::string pinyin(std::string_view text) {
  const std::string plain = folded(text);
  std::string out;
  bool behind_syllable = false;
  std::size_t at = 0;
  while (at < plain.size()) {
    const std::size_t begin = at;
    const std::int32_t character = next_character(plain, at);
    const std::string& reading =
        HanTable::get().reading(static_cast<char32_t>(character < 0 ? 0 : character));
    const bool needs_space = !out.empty() && out.back() != ' ' && plain[begin] != ' ';
    if (!reading.empty()) {
      if (needs_space) out.push_back(' ');
      out.append(reading);
    } else {
      if (behind_syllable && needs_space) out.push_back(' ');
      out.append(plain, begin, at - begin);
    }
    behind_syllable = !reading.empty();
  }
  return out;
}

bool has_han(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::int32_t character = next_character(text, at);
    if (character >= 0x2E80 && is_han(static_cast<char32_t>(character))) return true;
  }
  return false;
}

}  // namespace rapport::text
