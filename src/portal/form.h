// Forms as browsers send them: names, values and files. Pure, of outside input; see page.h for whose they
// are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::portal {

inline constexpr std::size_t form_fields_max = 100;
inline constexpr std::size_t form_files_max = 20;  // that are read; a form says itself how many it takes

struct FormFile {
  std::string field, name;
  std::string bytes;
};
struct SentForm {
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<FormFile> files;  // chosen ones; those that were left empty are not here
};

// application/x-www-form-urlencoded, or multipart/form-data (RFC 7578). invalid, bad_form: of another type,
// cut off, not UTF-8, over the limits.
Result<SentForm> read_form(const std::string& content_type, std::string_view body);

}  // namespace rapport::portal
