// One spelling of a phone number: "+861012345678", or the digits of a short one ("95500"). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::lines {

// From what people type: blanks, dots, hyphens, brackets and a leading 00 go. `region` (ISO 3166: "CN") says
// how a number without a country code is meant; "": it must have one. Up to six digits alone are a short
// number. Fails with invalid, "bad_number".
Result<std::string> normalise_number(std::string_view text, std::string_view region);

}  // namespace rapport::lines
