#include "cases/fields.h"

#include <algorithm>
#include <charconv>

#include "platform/contract/instant_text.h"

namespace rapport::cases {
namespace {

bool is_whole(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end;
}

// Digits, at most one point with digits on both sides, at most 30 of them.
bool is_decimal(const std::string& text) {
  const std::size_t from = text.starts_with('-') ? 1 : 0;
  const std::size_t point = text.find('.', from);
  const std::string whole = text.substr(from, point == std::string::npos ? point : point - from);
  const std::string fraction = point == std::string::npos ? "0" : text.substr(point + 1);
  const auto are_digits = [](const std::string& part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return text.size() <= 32 && are_digits(whole) && are_digits(fraction);
}

}  // namespace

std::string wrong_with(const CaseField& field, const std::string& value) {
  switch (field.kind) {
    case CaseFieldKind::text:
      return value.size() <= field_length_max ? "" : "expected at most 2000 bytes";
    case CaseFieldKind::integer:
      return is_whole(value) ? "" : "expected a whole number";
    case CaseFieldKind::decimal:
      return is_decimal(value) ? "" : "expected a number such as 12.50";
    case CaseFieldKind::date:
      return contract::is_date(value) ? "" : "expected a day such as 2026-12-25";
    case CaseFieldKind::choice:
      return std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end()
                 ? ""
                 : "expected one of its choices";
    case CaseFieldKind::boolean:
      return value == "true" || value == "false" ? "" : "expected true or false";
  }
  return "";
}

std::vector<Issue> wrong_with(const CaseTypeFields* type, const std::map<std::string, std::string>& values,
                              FieldsNeeded needed) {
  static const std::vector<CaseField> none;
  const std::vector<CaseField>& known = type != nullptr ? type->fields : none;
  std::vector<Issue> issues;
  for (const auto& [key, value] : values) {
    const auto field = std::find_if(known.begin(), known.end(), [&, wanted = &key](const CaseField& each) {
      return each.key == *wanted;
    });
    std::string what =
        field == known.end() ? "this type of case has no such field" : wrong_with(*field, value);
    if (!what.empty()) issues.push_back({"/fields/" + key, std::move(what)});
  }
  for (const CaseField& field : known) {
    const bool is_needed =
        (needed == FieldsNeeded::to_open && field.is_needed_to_open) ||
        (needed == FieldsNeeded::to_solve && (field.is_needed_to_open || field.is_needed_to_solve));
    if (is_needed && !values.contains(field.key))
      issues.push_back(
          {"/fields/" + field.key, "needed before a case of this type can be " +
                                       std::string(needed == FieldsNeeded::to_open ? "opened" : "solved")});
  }
  return issues;
}

}  // namespace rapport::cases
