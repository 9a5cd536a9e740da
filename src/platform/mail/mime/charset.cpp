#include "platform/mail/mime/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "base/utf8.h"

namespace rapport::mail {
namespace {

struct ConverterDone {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterDone>;
struct DetectorDone {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Detector = std::unique_ptr<UCharsetDetector, DetectorDone>;

constexpr std::size_t label_max = 60;
constexpr std::size_t looked_at_max = 64 * 1'024;  // bytes that the detector sees

struct Meaning {
  const char* label;
  const char* meant;
};
constexpr std::array meanings = {
    Meaning{"gb2312", "gb18030"},
    Meaning{"gbk", "gb18030"},
    Meaning{"x-gbk", "gb18030"},
    Meaning{"gb_2312-80", "gb18030"},
    Meaning{"gb2312-80", "gb18030"},
    Meaning{"csgb2312", "gb18030"},
    Meaning{"chinese", "gb18030"},
    Meaning{"cp936", "gb18030"},
    Meaning{"ms936", "gb18030"},
    Meaning{"windows-936", "gb18030"},
    Meaning{"euc-cn", "gb18030"},
    Meaning{"gb18030-2000", "gb18030"},
    Meaning{"big5", "Big5-HKSCS"},
    Meaning{"x-x-big5", "Big5-HKSCS"},
    Meaning{"big5-eten", "Big5-HKSCS"},
    Meaning{"cp950", "Big5-HKSCS"},
    Meaning{"ks_c_5601-1987", "windows-949"},
    Meaning{"euc-kr", "windows-949"},
    Meaning{"ks_c_5601", "windows-949"},
    Meaning{"shift_jis", "windows-31j"},
    Meaning{"shift-jis", "windows-31j"},
    Meaning{"sjis", "windows-31j"},
    Meaning{"x-sjis", "windows-31j"},
    Meaning{"iso-8859-1", "windows-1252"},
    Meaning{"latin1", "windows-1252"},
    Meaning{"iso8859-1", "windows-1252"},
    Meaning{"iso-8859-9", "windows-1254"},
    Meaning{"tis-620", "windows-874"},
    Meaning{"us-ascii", "windows-1252"},
    Meaning{"ascii", "windows-1252"},
    Meaning{"ansi_x3.4-1968", "windows-1252"},
    Meaning{"utf8", "utf-8"},
    Meaning{"unicode-1-1-utf-8", "utf-8"},
    Meaning{"utf-8mb4", "utf-8"},
    Meaning{"unicode-1-1-utf-7", "utf-7"},
    Meaning{"cp-850", "ibm-850"},
};

std::string lower_label(std::string_view label) {
  std::string kept;
  for (const char c : label.substr(0, label_max)) {
    if (c == '"' || c == '\'' || c == ' ' || c == '\t') continue;
    kept += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return kept;
}

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// Well-formed, with so much beyond ASCII that it is no accident of another charset.
bool is_surely_utf8(std::string_view bytes) {
  std::size_t beyond = 0, long_ones = 0;
  while (!bytes.empty()) {
    const std::size_t length = utf8_sequence_length(bytes);
    if (length == 0) return false;
    beyond += length > 1 ? 1 : 0;
    long_ones += length > 2 ? 1 : 0;
    bytes.remove_prefix(length);
  }
  return long_ones >= 3 || beyond >= 6;
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

constexpr std::size_t piece_max = std::numeric_limits<std::int32_t>::max() / 4;

// Nothing: the converter is unknown, or (when it must be exact) a byte does not fit it.
std::optional<std::string> converted(std::string_view bytes, const std::string& name, bool is_exact) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error) || bytes.size() > piece_max) return std::nullopt;
  if (is_exact)
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(),
                                error);
  if (U_FAILURE(error) || text.isBogus()) return std::nullopt;
  return utf8_of(text);
}

// The same with what does not fit left visible; UTF-8 by our own hands.
std::string repaired_utf8(std::string_view bytes) {
  std::string kept;
  kept.reserve(bytes.size());
  bool was_bad = false;
  while (!bytes.empty()) {
    const std::size_t length = utf8_sequence_length(bytes);
    if (length == 0 && !was_bad) kept += "\xEF\xBF\xBD";
    was_bad = length == 0;
    kept += bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return kept;
}

// Mostly UTF-8: a cut or damaged text, not one of another charset.
bool is_nearly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  while (!bytes.empty()) {
    const std::size_t length = utf8_sequence_length(bytes);
    good += length > 1 ? 1 : 0;
    bad += length == 0 ? 1 : 0;
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return bad * 8 <= good;
}

std::string detected(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&error));
  if (U_FAILURE(error)) return {};
  const std::string_view seen = bytes.substr(0, looked_at_max);
  ucsdet_setText(detector.get(), seen.data(), static_cast<std::int32_t>(seen.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return {};
  const std::int32_t sure = ucsdet_getConfidence(match, &error);
  const char* name = ucsdet_getName(match, &error);
  return U_SUCCESS(error) && name != nullptr && sure >= 10 ? std::string(name) : std::string();
}

std::string guessed(std::string_view bytes, std::string_view hint) {
  if (is_nearly_utf8(bytes)) return repaired_utf8(bytes);
  if (const std::string meant = meant_charset(hint); !meant.empty() && meant != "windows-1252")
    if (auto text = converted(bytes, meant, true)) return *text;
  const std::string name = detected(bytes);
  // The detector takes short Chinese texts for anything; a text that is wholly good GB18030 with pairs is
  // that.
  const bool is_doubtful = name.empty() || name.starts_with("ISO-8859") || name.starts_with("windows-12") ||
                           name.starts_with("IBM4") || name.starts_with("UTF-16") ||
                           name.starts_with("UTF-32");
  if (is_doubtful && bytes.size() < 4'096 && !name.starts_with("ISO-8859-1"))
    if (auto text = converted(bytes, "gb18030", true)) return *text;
  if (!name.empty())
    if (auto text = converted(bytes, meant_charset(name), false)) return *text;
  return converted(bytes, "windows-1252", false).value_or(repaired_utf8(bytes));
}

bool is_control(unsigned char c) {
  return c < 0x20 || c == 0x7F;
}

}  // namespace

std::string meant_charset(std::string_view label) {
  std::string name = lower_label(label);
  if (name.empty()) return {};
  for (const Meaning& meaning : meanings)
    if (name == meaning.label) return meaning.meant;
  UErrorCode error = U_ZERO_ERROR;
  const Converter known(ucnv_open(name.c_str(), &error));
  return U_SUCCESS(error) ? name : std::string();
}

Converted to_utf8(std::string_view bytes, std::string_view label, std::string_view hint) {
  std::string meant = meant_charset(label);
  const bool is_stateful = meant.starts_with("iso-2022") || meant.starts_with("hz") || meant == "utf-7" ||
                           meant.starts_with("utf-16") || meant.starts_with("utf-32");
  if (!is_stateful && is_ascii(bytes)) return {std::string(bytes), false};
  if (meant == "utf-8" || (!is_stateful && is_surely_utf8(bytes))) {
    if (is_utf8(bytes)) return {std::string(bytes), meant != "utf-8"};
    return {guessed(bytes, hint), true};
  }
  const bool is_plain_label = lower_label(label) == "us-ascii" || lower_label(label) == "ascii";
  if (meant.empty() || is_plain_label) {
    if (is_utf8(bytes)) return {std::string(bytes), true};
    return {guessed(bytes, hint), true};
  }
  if (auto text = converted(bytes, meant, true)) return {std::move(*text), false};
  // Kana of one byte's width, and NEC's and IBM's signs, are sent under this name.
  if (meant.starts_with("iso-2022-jp"))
    for (const char* wider : {"ISO_2022,locale=ja,version=3", "ISO_2022,locale=ja,version=4"})
      if (auto text = converted(bytes, wider, true)) return {std::move(*text), false};
  if (is_utf8(bytes)) return {std::string(bytes), true};
  // A damaged text of the charset that it says, more likely than one of another.
  return {converted(bytes, meant, false).value_or(repaired_utf8(bytes)), true};
}

std::string plain_lines(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') kept += '\n';
    } else if (c == '\n' || c == '\t' || !is_control(static_cast<unsigned char>(c))) {
      kept += c;
    }
  }
  return kept;
}

std::string plain_line(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  bool is_after_blank = true;
  for (const char c : text) {
    const bool is_blank = is_control(static_cast<unsigned char>(c)) || c == ' ';
    if (!is_blank) kept += c;
    if (is_blank && !is_after_blank) kept += ' ';
    is_after_blank = is_blank;
  }
  if (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept;
}

}  // namespace rapport::mail
