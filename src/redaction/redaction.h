// Redaction: card numbers and Chinese resident identity numbers in words, found by their checksums and shown
// by their last four digits: "•••• 1234". Pure. It knows no organisation and no settings: those are
// protection/'s.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport::redaction {

struct Rules {
  bool cards = true;          // 14 to 19 digits of a known issuer's range, Luhn
  bool resident_ids = false;  // GB 11643: 17 digits and a check character, with a day of birth that there is
};

struct Redacted {
  std::string text;
  std::size_t count = 0;  // numbers that were replaced
};

// `text` is UTF-8. Digits may be full-width, and stand in groups with up to three spaces, dots or hyphens
// between them. What a "+" stands before is a telephone number. A number inside a longer row of digits is
// none.
Redacted redact(std::string_view text, Rules rules);

}  // namespace rapport::redaction
