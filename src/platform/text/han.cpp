#include "platform/text/han.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <memory>

namespace rapport::text {
namespace {

// Extension A and the unified block: what people write. Others keep their form and have no reading.
constexpr char32_t first_character = 0x3400;
constexpr char32_t end_of_characters = 0xA000;

// All characters, one each between spaces, through a transliterator; the same number comes back.
std::vector<icu::UnicodeString> each_through(const char* id) {
  icu::UnicodeString all;
  for (char32_t character = first_character; character < end_of_characters; ++character)
    all.append(static_cast<UChar32>(character)).append(u'\n');
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance(icu::UnicodeString(id), UTRANS_FORWARD, status));
  if (U_SUCCESS(status) && transliterator) transliterator->transliterate(all);
  std::vector<icu::UnicodeString> lines;
  std::int32_t begin = 0;
  while (begin < all.length()) {
    const std::int32_t end = all.indexOf(u'\n', begin);
    if (end < 0) break;
    lines.push_back(icu::UnicodeString(all, begin, end - begin).trim());
    begin = end + 1;
  }
  lines.resize(end_of_characters - first_character);
  return lines;
}

// "nǚ" -> "nv"; "" for what is no syllable.
std::string without_tone(icu::UnicodeString reading, const icu::Transliterator& decomposed) {
  decomposed.transliterate(reading);
  std::string plain;
  for (std::int32_t i = 0; i < reading.length(); ++i) {
    const char16_t unit = reading[i];
    if (unit == 0x308 && !plain.empty() && plain.back() == 'u') plain.back() = 'v';
    if (unit >= u'a' && unit <= u'z') plain.push_back(static_cast<char>(unit));
    if (unit == u' ' || (unit >= 0x3000 && !(unit >= 0xD800 && unit < 0xE000))) return {};
  }
  return plain;
}

}  // namespace

HanTable::HanTable() {
  for (const icu::UnicodeString& line : each_through("Traditional-Simplified"))
    simplified_.push_back(line.isEmpty() ? 0 : static_cast<char32_t>(line.char32At(0)));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> decomposed(
      icu::Transliterator::createInstance(icu::UnicodeString("NFD; Lower"), UTRANS_FORWARD, status));
  std::vector<std::string> readings;
  std::map<std::string, std::uint16_t> known{{"", 0}};
  for (const icu::UnicodeString& line : each_through("Han-Latin")) {
    readings.push_back(U_SUCCESS(status) ? without_tone(line, *decomposed) : std::string());
    known.emplace(readings.back(), 0);
  }
  for (auto& [syllable, index] : known) {
    index = static_cast<std::uint16_t>(syllables_.size());
    syllables_.push_back(syllable);
  }
  for (const std::string& reading : readings)
    reading_.push_back(known[reading]);
}

const HanTable& HanTable::get() {
  static const HanTable table;
  return table;
}

char32_t HanTable::simplified(char32_t character) const {
  if (character < first_character || character >= end_of_characters) return character;
  const char32_t found = simplified_[character - first_character];
  return found != 0 ? found : character;
}

const std::string& HanTable::reading(char32_t character) const {
  if (character < first_character || character >= end_of_characters) return syllables_.front();
  return syllables_[reading_[character - first_character]];
}

bool is_han(char32_t character) {
  if (character < 0x2E80) return false;
  if (character >= 0x4E00 && character < 0xA000) return true;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(character), &status) == USCRIPT_HAN;
}

}  // namespace rapport::text
