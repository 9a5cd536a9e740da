// Content types by file name, and which are worth compressing. Pure.
#pragma once

#include <string_view>

namespace rapport::http {

std::string_view media_type_of(std::string_view file_name);  // "application/octet-stream" when unknown
bool is_compressible(std::string_view content_type);

}  // namespace rapport::http
