#include "channels/voice/lines/dialled.h"

#include <algorithm>

#include "channels/voice/lines/regions.h"

namespace rapport::lines {
namespace {

constexpr std::size_t short_digits_min = 2, short_digits_max = 6;
constexpr std::size_t digits_min = 7, digits_max = 15;  // of E.164, with the country code

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Without what people write for the eye.
std::string bare(std::string_view text) {
  std::string kept;
  for (const char c : text)
    if (std::string_view(" -.()/\t").find(c) == std::string_view::npos) kept += c;
  return kept;
}

}  // namespace

Result<std::string> normalise_number(std::string_view text, std::string_view region) {
  std::string number = bare(text);
  if (number.starts_with("00")) number.replace(0, 2, "+");
  const bool is_international = number.starts_with('+');
  const std::string_view digits = std::string_view(number).substr(is_international ? 1 : 0);
  if (!is_digits(digits))
    return fail(ErrorCode::invalid, "bad_number", "a phone number has digits, and a + in front at most");
  if (!is_international && digits.size() >= short_digits_min && digits.size() <= short_digits_max)
    return number;
  std::string whole(digits);
  if (!is_international) {
    const Region* const here = region_named(region);
    if (here == nullptr || digits.size() < short_digits_min)
      return fail(
          ErrorCode::invalid, "bad_number",
          "expected a number with its country code such as +861012345678, or a short one such as 95500");
    if (!here->national_prefix.empty() && whole.starts_with(here->national_prefix))
      whole.erase(0, here->national_prefix.size());
    whole.insert(0, here->country_code);
  }
  if (whole.size() < digits_min || whole.size() > digits_max || whole.front() == '0')
    return fail(ErrorCode::invalid, "bad_number", "expected 7 to 15 digits, country code and all");
  return '+' + whole;
}

}  // namespace rapport::lines
