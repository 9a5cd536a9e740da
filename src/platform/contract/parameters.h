// A described struct from name/value texts: the query of a request, a form. Numbers, booleans, ids, enums,
// instants, durations, strings, optionals of these, and lists of these separated by commas. Limits are
// checked as in decode; `where` of an issue is the parameter's name.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/contract/reflect.h"

namespace rapport::contract {

Result<void> decode_parameters_into(const Type& type, void* value,
                                    const std::map<std::string, std::string>& texts);

// Fails with ErrorCode::invalid: "bad_parameter". Unknown names are errors.
template <class T>
Result<T> decode_parameters(const std::map<std::string, std::string>& texts) {
  T value{};
  if (auto result = decode_parameters_into(type_of<T>(), &value, texts); !result)
    return tl::unexpected<Error>(std::move(result.error()));
  return value;
}

// The name an enumerator has in JSON; "" for a value that is not described.
std::string_view name_of(const Type& enumeration, std::int64_t value);
template <class E>
std::string_view name_of(E value) {
  return name_of(type_of<E>(), static_cast<std::int64_t>(value));
}

// An id as text: 1 to 2^63-1, or 0 for none. False when the text is anything else.
bool parse_id(std::string_view text, std::int64_t& id);

}  // namespace rapport::contract
