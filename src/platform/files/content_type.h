// What a file is, told by libmagic from its content; the name and what the sender says count for nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::files {

// e.g. "image/png"; "application/octet-stream" for what nobody knows. Any thread: libmagic's handle is opened
// per call.
Result<std::string> content_type_of(const std::filesystem::path& file);

// Pictures that every browser shows and none runs: the only types to serve with `inline`. Everything else is
// a download.
bool is_shown_inline(std::string_view type);

}  // namespace rapport::files
