// Notes: what a described type says about itself beyond its C++ members. Checked by decode, printed in the
// schema.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace rapport::contract {

// Names a type in an overload: contract_notes(Tag<Team>).
template <class T>
struct Tag {};

enum class Format : std::uint8_t {
  none,
  line,         // one line: no control characters
  email,        // local@domain, at most 254 bytes
  uri,          // absolute, http or https
  colour,       // #rrggbb
  date,         // 2026-12-25
  time_of_day,  // 09:30, up to 24:00
  language,     // BCP 47: zh-CN
  slug,         // a-z, 0-9 and single hyphens inside
};

// About one member, or one enumerator (only name, as and doc count then). Limits of a list, map or optional
// hold for each element, except max_items and min_items. `name` and the texts must be literals.
struct FieldNotes {
  std::string_view name;     // the C++ member
  std::string_view as = {};  // its name in JSON when it is another: "zh-CN" for the enumerator zh_CN
  std::string_view doc = {};
  std::optional<double> min = {};  // of integers, numbers and durations (microseconds)
  std::optional<double> max = {};
  std::optional<std::size_t> min_length = {};  // of strings, in code points
  std::optional<std::size_t> max_length = {};
  std::optional<std::size_t> min_items = {};
  std::optional<std::size_t> max_items = {};
  Format format = Format::none;
  bool has_default = false;  // may be absent: the struct's initialiser stays
};

struct Notes {
  std::string_view name = {};  // in the schema, instead of the C++ name
  std::string_view doc = {};
  bool all_optional = false;  // every member has_default
  std::vector<FieldNotes> fields = {};
};

}  // namespace rapport::contract
