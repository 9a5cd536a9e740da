// The custom fields of a type: whether values fit them. Pure. Values travel as text: "42", "-3.5",
// "2026-12-25", one of the choices, "true" or "false"; no value is no text at all.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "cases/kept.h"

namespace rapport::cases {

// "" when it fits, else what is wrong.
std::string wrong_with(const CaseField& field, const std::string& value);

enum class FieldsNeeded : std::uint8_t { none, to_open, to_solve };
// One issue per fault, at "/fields/KEY": a value that does not fit, a key that the type does not have, one
// that is needed and missing. `type` null: no fields are known.
std::vector<Issue> wrong_with(const CaseTypeFields* type, const std::map<std::string, std::string>& values,
                              FieldsNeeded needed);

}  // namespace rapport::cases
