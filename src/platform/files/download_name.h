// File names that strangers chose, made safe to hand to a browser. Pure.
#pragma once

#include <string>
#include <string_view>

namespace rapport::files {

constexpr std::size_t name_bytes_max = 200;

// The last part of a path, without control and direction-changing characters, broken UTF-8, what file systems
// refuse
// (\ / : * ? " < > |), and dots or blanks at the ends; at most name_bytes_max bytes, the ending kept. Never
// empty: "file".
std::string safe_name(std::string_view name);

// The Content-Disposition header (RFC 6266, RFC 8187) for `name`: `inline` for the few harmless pictures,
// else `attachment`. Serve it with X-Content-Type-Options: nosniff and Content-Security-Policy: sandbox.
std::string content_disposition(std::string_view name, std::string_view type);

}  // namespace rapport::files
