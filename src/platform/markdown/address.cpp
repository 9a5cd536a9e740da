#include "platform/markdown/address.h"

#include <string>

namespace rapport::markdown {
namespace {

// In lower case; "" for an address within the site; "?" for one that hides what it is.
std::string scheme_of(std::string_view address) {
  std::string scheme;
  for (const char byte : address) {
    if (byte == ':') return scheme.empty() ? "?" : scheme;
    if (byte == '/' || byte == '?' || byte == '#') return "";
    const bool is_upper = byte >= 'A' && byte <= 'Z';
    const bool is_name = is_upper || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                         byte == '+' || byte == '-' || byte == '.';
    // Browsers drop control characters out of a scheme: "java\nscript:".
    if (!is_name) return static_cast<unsigned char>(byte) <= ' ' ? "?" : "";
    scheme.push_back(is_upper ? static_cast<char>(byte - 'A' + 'a') : byte);
  }
  return "";
}

}  // namespace

bool is_safe_link(std::string_view address) {
  const std::string scheme = scheme_of(address);
  return scheme.empty() || scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel";
}

bool is_safe_picture(std::string_view address) {
  const std::string scheme = scheme_of(address);
  return scheme.empty() || scheme == "http" || scheme == "https";
}

}  // namespace rapport::markdown
