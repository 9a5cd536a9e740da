// gzip of a response body (RFC 1952, zlib). Pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport::http {

std::optional<std::string> gzipped(std::string_view plain);  // empty when zlib has no memory

}  // namespace rapport::http
