#include "platform/numbering/phone_number.h"

#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include <optional>

namespace rapport::numbering {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

constexpr std::size_t short_digits_min = 2, short_digits_max = 6;
constexpr std::size_t e164_max = 16;   // ITU-T E.164: fifteen digits, and the +
constexpr std::size_t text_max = 100;  // longer is no number, and not worth a look

// Both are the library's own constants; reading them takes milliseconds.
const PhoneNumberUtil& plans() {
  return *PhoneNumberUtil::GetInstance();
}
const ShortNumberInfo& short_numbers() {
  static const ShortNumberInfo info;
  return info;
}

std::string named(std::string_view region) {
  return region.empty() ? "ZZ" : std::string(region);
}

// The ASCII sign for a full-width one (U+FF01 to U+FF5E) or an ideographic blank; 0: the text does not begin
// with one. All are three bytes long.
char narrow(std::string_view text) {
  if (text.size() < 3) return 0;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at(0) == 0xe3 && at(1) == 0x80 && at(2) == 0x80) return ' ';
  if (at(0) != 0xef || (at(1) != 0xbc && at(1) != 0xbd)) return 0;
  const unsigned place = (((at(1) & 0x3fU) << 6U) | (at(2) & 0x3fU)) - 0xf00U;  // after U+FF00
  return place >= 1 && place <= 0x5e ? static_cast<char>(place + 0x20U) : char{0};
}

// Digits, with a + in front or none: without what people write for the eye. Nothing: it is no number.
std::optional<std::string> bare(std::string_view text) {
  std::string kept;
  if (text.size() > text_max) return std::nullopt;
  while (!text.empty()) {
    char c = text.front();
    std::size_t length = 1;
    if (const char narrowed = narrow(text); narrowed != 0) {
      c = narrowed;
      length = 3;
    }
    text.remove_prefix(length);
    if (std::string_view(" -.()/\t").find(c) != std::string_view::npos) continue;
    if ((c < '0' || c > '9') && !(c == '+' && kept.empty())) return std::nullopt;
    kept += c;
  }
  if (kept.empty() || kept == "+") return std::nullopt;
  return kept;
}

struct Read {
  std::optional<PhoneNumber> number;
  const char* why_not = "";
};

Read read(const std::string& number, std::string_view region) {
  PhoneNumber parsed;
  switch (plans().Parse(number, named(region), &parsed)) {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      break;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
      return {std::nullopt, number.front() != '+'
                                ? "expected a number with its country code such as +861012345678, or a short "
                                  "one such as 95500"
                                : "no country has this code"};
    case PhoneNumberUtil::TOO_LONG_NSN:
      return {std::nullopt, "too long for a phone number"};
    default:
      return {std::nullopt, "too short for a phone number"};
  }
  switch (plans().IsPossibleNumberWithReason(parsed)) {
    case PhoneNumberUtil::IS_POSSIBLE:
      // Of a number without its country code the length alone says too little: an area code may be missing.
      if (number.front() == '+' || plans().IsValidNumber(parsed)) return {parsed, ""};
      return {std::nullopt,
              "no number of this country is like that: its area code may be missing, or write "
              "it with its country code"};
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
      return {std::nullopt, "its area code is missing"};
    case PhoneNumberUtil::TOO_SHORT:
      return {std::nullopt, "too short for a number of this country"};
    case PhoneNumberUtil::TOO_LONG:
      return {std::nullopt, "too long for a number of this country"};
    default:
      return {std::nullopt, "this country has no numbers of this length"};
  }
}

std::string e164(const PhoneNumber& number) {
  std::string text;
  plans().Format(number, PhoneNumberUtil::E164, &text);
  return text;
}

// China's service numbers, by the plan of its ministry: 95 and 96 with up to eight digits, 1010 with eight.
bool is_service_number(const PhoneNumber& number, const std::string& digits) {
  if (number.country_code() != 86 || number.italian_leading_zero()) return false;
  const bool is_of_banks_and_such = digits.starts_with("95") || digits.starts_with("96");
  return (is_of_banks_and_such && digits.size() >= 5 && digits.size() <= 8) ||
         (digits.starts_with("1010") && digits.size() == 8);
}

// "+8695500" and, of more than six digits, "95105105": short numbers for all their length or country code.
std::optional<std::string> as_short(const std::string& number, std::string_view region) {
  PhoneNumber parsed;
  if (plans().Parse(number, named(region), &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  std::string digits;
  plans().GetNationalSignificantNumber(parsed, &digits);
  if (!is_service_number(parsed, digits) && !short_numbers().IsValidShortNumber(parsed)) return std::nullopt;
  return digits;
}

}  // namespace

Result<std::string> one_spelling(std::string_view text, std::string_view region) {
  const auto number = bare(text);
  if (!number)
    return fail(ErrorCode::invalid, "bad_number", "a phone number has digits, and a + in front at most");
  const bool is_international = number->front() == '+';
  if (!is_international && number->size() >= short_digits_min && number->size() <= short_digits_max)
    return *number;
  Read here = read(*number, region);
  // 00 is dialled before a country code nearly everywhere, and people of the other countries write it too.
  if (!here.number && number->starts_with("00"))
    if (Read abroad = read('+' + number->substr(2), ""); abroad.number) here = std::move(abroad);
  const bool is_valid = here.number && plans().IsValidNumber(*here.number);
  if (!is_valid) {
    auto known = as_short(*number, region);
    if (!known && number->starts_with("00")) known = as_short('+' + number->substr(2), "");
    if (known) return *known;
  }
  if (!here.number) return fail(ErrorCode::invalid, "bad_number", here.why_not);
  std::string spelled = e164(*here.number);
  if (spelled.size() > e164_max)
    return fail(ErrorCode::invalid, "bad_number", "expected at most 15 digits, country code and all");
  return spelled;
}

std::string written(const std::string& number, Form form, std::string_view region) {
  if (form == Form::e164 || !number.starts_with('+')) return number;
  if (form == Form::e164_without_plus) return number.substr(1);
  PhoneNumber parsed;
  if (!is_region(region) || plans().Parse(number, "ZZ", &parsed) != PhoneNumberUtil::NO_PARSING_ERROR)
    return number;
  std::string text;
  if (plans().GetCountryCodeForRegion(named(region)) == parsed.country_code())
    plans().Format(parsed, PhoneNumberUtil::NATIONAL, &text);
  else
    plans().FormatOutOfCountryCallingNumber(parsed, named(region), &text);
  plans().NormalizeDiallableCharsOnly(&text);
  return text;
}

bool is_region(std::string_view region) {
  return region.size() == 2 && plans().GetCountryCodeForRegion(std::string(region)) != 0;
}

void warm_up() {
  (void)one_spelling("+8695500", "");
}

}  // namespace rapport::numbering
