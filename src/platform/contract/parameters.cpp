#include "platform/contract/parameters.h"

#include <fmt/format.h>

#include "platform/contract/limits.h"
#include "platform/contract/scalar.h"
#include "platform/contract/utf8.h"

namespace rapport::contract {
namespace {

std::string store_parameter(const Type& type, void* target, std::string_view text, const FieldNotes& notes);

std::string store_list(const Type& type, void* target, std::string_view text, const FieldNotes& notes) {
  type.clear(target);
  std::size_t count = 0;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (std::string broken = store_parameter(type.element(), type.add(target), text.substr(0, comma), notes);
        !broken.empty())
      return broken;
    ++count;
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return broken_by_size(notes, count);
}

std::string store_parameter(const Type& type, void* target, std::string_view text, const FieldNotes& notes) {
  switch (type.kind) {
    case Kind::boolean:
      if (text != "true" && text != "false") return "expected true or false";
      *static_cast<bool*>(target) = text == "true";
      return {};
    case Kind::integer:
    case Kind::duration:
      return store_number(type, target, text, notes);
    case Kind::number:
      return store_double(target, text, notes);
    case Kind::string:
    case Kind::id:
    case Kind::instant:
    case Kind::enumeration:
      return store_text(type, target, text, notes);
    case Kind::optional:
      return store_parameter(type.element(), type.add(target), text, notes);
    case Kind::list:
      return store_list(type, target, text, notes);
    default:
      return "a parameter cannot hold this";
  }
}

const Field* find(const Type& type, std::string_view name) {
  for (const Field& field : type.fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace

Result<void> decode_parameters_into(const Type& type, void* value,
                                    const std::map<std::string, std::string>& texts) {
  std::vector<Issue> issues;
  for (const auto& [name, text] : texts) {
    const Field* field = find(type, name);
    std::string broken;
    if (field == nullptr)
      broken = "expected no such parameter";
    else if (!is_utf8(text))
      broken = "expected UTF-8";
    else
      broken = store_parameter(field->type(), at_offset(value, field->offset), text, field->notes);
    if (!broken.empty()) issues.push_back({name, std::move(broken)});
  }
  for (const Field& field : type.fields)
    if (field.is_required && texts.count(field.name) == 0) issues.push_back({field.name, "required"});
  if (issues.empty()) return {};
  const std::string detail = fmt::format("parameter {}: {}", issues.front().where, issues.front().what);
  return fail(ErrorCode::invalid, "bad_parameter", detail, std::move(issues));
}

}  // namespace rapport::contract
