// The contract's JSON: encode writes straight into text, decode reads straight into the struct and collects
// everything that is wrong. No DOM. Any thread.
//
//   bool, integers, double, string, optional, vector, map<string, T>, array, described enums and structs,
//   variant of described structs, Id (decimal string), Instant (RFC 3339), Duration (microseconds), Json
//   (any).
//
// Encoding cannot fail: bytes that are not UTF-8 become U+FFFD, numbers that are not finite become null,
// instants outside the years 1 to 9999 become the nearest inside.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/contract/reflect.h"

namespace rapport::contract {

// Each limit answers with an issue at the place where it was passed.
struct DecodeOptions {
  std::size_t bytes_max = 4 << 20;
  std::size_t depth_max = 32;       // of arrays and objects
  std::size_t items_max = 100'000;  // elements of all lists and maps together
  std::size_t issues_max = 50;      // then decoding stops
  // Members nobody knows: an error, or skipped (reading what a newer program wrote). Fixed arrays may then
  // also be shorter (reading what an older one wrote): what is missing stays as it was made.
  bool ignores_unknown = false;
};

void encode_value(std::string& out, const Type& type, const void* value);
Result<void> decode_value(const Type& type, void* value, std::string_view json, const DecodeOptions& options);

// Appends.
template <class T>
void encode_to(std::string& out, const T& value) {
  encode_value(out, type_of<T>(), &value);
}

template <class T>
std::string encode(const T& value) {
  std::string out;
  encode_to(out, value);
  return out;
}

// Fails with ErrorCode::invalid and an issue per fault, `where` a JSON Pointer (RFC 6901). The reason is
// "bad_json" when the text is not JSON or not of this shape (a member missing, unknown, twice, or of another
// type), else "bad_value" when only values break their limits.
template <class T>
Result<T> decode(std::string_view json, const DecodeOptions& options = {}) {
  T value{};
  if (auto result = decode_value(type_of<T>(), &value, json, options); !result)
    return tl::unexpected<Error>(std::move(result.error()));
  return value;
}

}  // namespace rapport::contract
