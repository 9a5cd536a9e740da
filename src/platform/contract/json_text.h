// Json: one JSON value kept as its text, for documents whose shape is somebody else's (an audit entry's
// before and after). Decoding checks that it is well-formed; encoding copies it.
#pragma once

#include <string>

namespace rapport::contract {

struct Json {
  std::string text = "null";
  friend bool operator==(const Json&, const Json&) = default;
};

}  // namespace rapport::contract
