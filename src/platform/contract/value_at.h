// One value out of somebody else's JSON, by JSON Pointer (RFC 6901). For answers whose shape only their
// company knows; what we describe ourselves is decoded (json.h). Pure.
#pragma once

#include <string>

#include "base/result.h"

namespace rapport::contract {

// A string's words, a number's or boolean's writing. Errors: invalid (bad_json; no_value: an object, a list
// or null), not_found (nothing_there).
Result<std::string> value_at(const std::string& json, const std::string& pointer);

}  // namespace rapport::contract
