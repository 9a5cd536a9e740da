#include "platform/csv/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace rapport::csv {
namespace {

constexpr std::array<std::string_view, 5> charsets{"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5"};

// A cut at the end may go through a character.
bool begins_as_utf8(std::string_view text) {
  for (std::size_t cut = 0; cut < 4 && cut <= text.size(); ++cut)
    if (is_utf8(text.substr(0, text.size() - cut))) return true;
  return false;
}

}  // namespace

bool is_known_charset(std::string_view name) {
  return std::find(charsets.begin(), charsets.end(), name) != charsets.end();
}

std::string likely_charset(std::string_view beginning) {
  if (beginning.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  if (beginning.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
  if (begins_as_utf8(beginning)) return "UTF-8";
  std::string found = "GB18030";
  UErrorCode failed = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&failed);
  if (U_FAILURE(failed)) return found;
  ucsdet_setText(detector, beginning.data(), static_cast<std::int32_t>(beginning.size()), &failed);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector, &count, &failed);
  for (std::int32_t i = 0; U_SUCCESS(failed) && i < count; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &failed);
    if (name != "GB18030" && name != "Big5") continue;
    found = name;
    break;
  }
  ucsdet_close(detector);
  return found;
}

struct Decoder::Impl {
  UConverter* converter = nullptr;
  bool is_begun = false;
  UChar lead = 0;  // of a pair whose other half comes with the next piece
  ~Impl() {
    if (converter != nullptr) ucnv_close(converter);
  }
};

Decoder::Decoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&& other) noexcept = default;

Result<Decoder> Decoder::open(const std::string& charset) {
  auto impl = std::make_unique<Impl>();
  UErrorCode failed = U_ZERO_ERROR;
  if (is_known_charset(charset)) impl->converter = ucnv_open(charset.c_str(), &failed);
  if (impl->converter == nullptr || U_FAILURE(failed))
    return fail(ErrorCode::invalid, "unknown_charset",
                "expected UTF-8, UTF-16LE, UTF-16BE, GB18030 or Big5, got " + charset);
  return Decoder(std::move(impl));
}

void Decoder::decode(std::string_view piece, bool is_last, std::string& out) {
  const char* from = piece.data();
  const char* const end = from + piece.size();
  std::array<UChar, 4'096> wide;
  for (bool has_more = true; has_more;) {
    UErrorCode failed = U_ZERO_ERROR;
    UChar* to = wide.data();
    ucnv_toUnicode(impl_->converter, &to, wide.data() + wide.size(), &from, end, nullptr, is_last ? 1 : 0,
                   &failed);
    has_more = failed == U_BUFFER_OVERFLOW_ERROR;
    const UChar* begin = wide.data();
    if (begin != to && !impl_->is_begun) {
      impl_->is_begun = true;
      if (*begin == 0xFEFF) ++begin;
    }
    for (const UChar* each = begin; each != to; ++each) {
      if (U16_IS_LEAD(*each)) {
        impl_->lead = *each;
        continue;
      }
      UChar32 c = *each;
      if (U16_IS_TRAIL(c)) c = impl_->lead != 0 ? U16_GET_SUPPLEMENTARY(impl_->lead, c) : 0xFFFD;
      impl_->lead = 0;
      std::array<char, U8_MAX_LENGTH> bytes;
      std::int32_t length = 0;
      U8_APPEND_UNSAFE(bytes.data(), length, c);
      out.append(bytes.data(), static_cast<std::size_t>(length));
    }
    if (U_FAILURE(failed) && !has_more) return;
  }
}

}  // namespace rapport::csv
