// Phone numbers by the numbering plans of all countries (libphonenumber, which only phone_number.cpp knows).
// A number has one spelling in the house: E.164 ("+861012345678"), or the digits of a short one ("95500",
// "2002"). Any thread, several at once; the first call reads the plans (some milliseconds) unless warm_up()
// did.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::numbering {

// From what people type and carriers send: blanks, dots, hyphens, brackets, full-width digits. `region` (ISO
// 3166: "CN") says how a number without a country code is meant; "": it must have one, by + or 00. Two to six
// digits alone are a short number, as are longer ones that a country has as such (95105105). With a country
// code a length that the country has numbers of is enough, since carriers open ranges faster than plans are
// printed; without one it must be a number of the plan. Else invalid, "bad_number"; the detail says why.
Result<std::string> one_spelling(std::string_view text, std::string_view region);

// How a carrier wants numbers written.
enum class Form {
  e164,               // +861012345678
  e164_without_plus,  // 861012345678
  national,           // 01012345678; of another country 00442012345678
};

// `number` in its one spelling. Short ones, and what cannot be read, stay as they are. A national form needs
// a region.
std::string written(const std::string& number, Form form, std::string_view region);

// ISO 3166, in capitals, and a country whose plan is known.
bool is_region(std::string_view region);

// Reads the plans now rather than in the first call.
void warm_up();

}  // namespace rapport::numbering
